import ArgumentParser
import Diagnostics
import PlainText

/// Which columns of a table are printed.
struct ColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only these columns, in this order, such as rank,method,accuracy; every name of the CSV's head is known too.",
      valueName: "names"))
  var columns: String?

  @Flag(help: "All columns, however wide the table becomes.")
  var wide = false

  /// - Throws: `InputError` where no column is named, or both options are given.
  func layout() throws -> Layout {
    guard let columns else { return Terminal.layout(wide ? .all : .fitting) }
    guard !wide else {
      throw InputError("--columns", found: "--wide beside it", expected: "one of both")
    }
    let names = columns.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }
      .map { String($0.reversed().trimmingPrefix { $0 == " " }.reversed()) }.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw InputError("--columns", found: "no name", expected: "names of columns, such as rank,method,accuracy")
    }
    return Terminal.layout(.named(names))
  }
}
