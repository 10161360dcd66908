import ArgumentParser
import Benchmarking

/// `hartransfer plan`
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what 'run' would do, split by split, without doing it.",
    discussion: "Trials with a record are reused by a run; failed ones are run again.")

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "The folder that holds a results folder for each benchmark.")
  var results = "Results"

  @Option(help: "How the result is printed: text or json.") var format = DatasetsCommand.Format.text

  func run() async throws {
    try await reportingInputErrors {
      let preview = try options.runner(results: results).preview()
      switch format {
      case .json: printResult(String(decoding: try CanonicalJSON.prettyData(preview), as: UTF8.self))
      case .text: printResult(Self.text(preview))
      }
    }
  }

  private static func text(_ preview: PlanPreview) -> String {
    let heads = ["protocol", "split", "labelled", "paired", "test", "trials", "recorded", "failed", "to run"]
    let rows = preview.parts.map { part in
      [part.protocol, part.split + (part.condition.map { ", \($0)" } ?? "")]
        + [part.labelled, part.paired, part.test, part.trials, part.recorded, part.failed, part.toRun].map(String.init)
    }
    let sums = [\PlanPreview.Part.trials, \.recorded, \.failed, \.toRun].map { count in
      String(preview.parts.reduce(0) { $0 + $1[keyPath: count] })
    }
    let table = [heads] + rows + [["all", "\(rows.count)", "", "", ""] + sums]
    let widths = heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let lines = table.map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        column < 2 ? padded(cell.0, cell.1) : String(repeating: " ", count: cell.1 - cell.0.count) + cell.0
      }.joined(separator: "  ")
    }
    let left = preview.exclusions.map { "left out: \($0)" }
    return ([preview.benchmark] + lines + left).joined(separator: "\n") + "\n"
  }
}
