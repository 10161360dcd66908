import Foundation
import Leaderboards
import PlainText

/// What stdout is: how wide, and whether it shows styles.
enum Terminal {
  /// The width that the variable COLUMNS says, or that of the terminal; `Layout.widthOfFiles` where
  /// stdout is no terminal, so that a file does not depend on a window.
  static var width: Int {
    if let told = environment["COLUMNS"].flatMap(Int.init), told > 0 { return told }
    guard isTerminal else { return Layout.widthOfFiles }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return Layout.widthOfFiles }
    return Int(size.ws_col)
  }

  /// Bold and faint rows: on a terminal that knows them, unless NO_COLOR holds something.
  static var isStyled: Bool {
    isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  private static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// The layout of what is printed.
  static func layout(_ columns: Layout.Choice = .fitting) -> Layout {
    Layout(width: width, columns: columns, isStyled: isStyled)
  }
}

/// Writes a result for a person to stdout, no line of it wider than the terminal.
func printResult(_ blocks: [Block], in layout: Layout = Terminal.layout()) throws {
  try layout.check(blocks.compactMap(\.table))
  printResult(TerminalText([blocks], layout).text)
}

/// Writes a result to stdout in the form and with the columns that were asked for.
func printResult(_ result: some Presentable, as format: OutputFormat, _ columns: ColumnOptions) throws {
  printResult(try result.rendered(as: format, in: try columns.layout()))
}
