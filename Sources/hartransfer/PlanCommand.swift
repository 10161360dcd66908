import ArgumentParser
import Benchmarking
import Foundation

/// `hartransfer plan`
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what 'run' would do, split by split, without doing it.",
    discussion: """
      Trials with a record are reused by a run. 'encode' counts modalities whose features are not cached, 'factorise' and
      'align' what the trials to run share. Memory is an estimate from the sizes of the split, known once features are
      cached; time comes from records of the same methods, and leaves encoding out.
      """)

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "The folder that holds a results folder for each benchmark.")
  var results = "Results"

  @OptionGroup var selection: TrialOptions

  @Option(help: "How the result is printed: text or json.") var format = DatasetsCommand.Format.text

  func run() async throws {
    try await reportingInputErrors {
      let preview = try options.runner(results: results).preview(selection.runOptions())
      switch format {
      case .json: printResult(String(decoding: try CanonicalJSON.prettyData(preview), as: UTF8.self))
      case .text: printResult(Self.text(preview))
      }
    }
  }

  private static func text(_ preview: PlanPreview) -> String {
    let heads = [
      "protocol", "split", "labelled", "paired", "test", "trials", "recorded", "failed", "to run", "encode",
      "factorise", "align", "memory", "time",
    ]
    let rows = preview.parts.map { part in
      [
        part.protocol,
        part.split + (part.level == "clips" ? "" : ", \(part.level)") + (part.condition.map { ", \($0)" } ?? ""),
      ]
        + [
          part.labelled, part.paired, part.test, part.trials, part.recorded, part.failed, part.toRun, part.toEncode,
          part.factorisations, part.alignments,
        ].map(String.init) + [Self.memory(part.memoryBytes), Self.time(part.seconds)]
    }
    let sums = [
      \PlanPreview.Part.trials, \.recorded, \.failed, \.toRun, \.toEncode, \.factorisations, \.alignments,
    ].map { count in String(preview.parts.reduce(0) { $0 + $1[keyPath: count] }) }
    let whole =
      ["all", "\(rows.count)", "", "", ""] + sums
      + [Self.memory(preview.memoryBytes), Self.time(preview.parts.map(\.seconds).sum)]
    let table = [heads] + rows + [whole]
    let widths = heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let lines = table.map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        column < 2 ? padded(cell.0, cell.1) : String(repeating: " ", count: cell.1 - cell.0.count) + cell.0
      }.joined(separator: "  ")
    }
    let estimate = preview.seconds.map { "\(Self.time($0)) with \(preview.jobs) trials side by side" }
    let left = preview.exclusions.map { "left out: \($0)" }
    let unusable = preview.unusable.map { "not used: \($0)" }
    return ([preview.benchmark] + lines + [estimate].compactMap(\.self) + left + unusable).joined(separator: "\n")
      + "\n"
  }

  private static func memory(_ bytes: Int?) -> String { bytes.map { ByteCount.text($0) } ?? "?" }

  private static func time(_ seconds: Double?) -> String {
    guard let seconds else { return "?" }
    switch seconds {
    case ..<100: return String(format: "%.1f s", seconds)
    case ..<6000: return String(format: "%.0f min", seconds / 60)
    default: return String(format: "%.1f h", seconds / 3600)
    }
  }
}

extension [Double?] {
  /// The sum; nil where a term is not known.
  fileprivate var sum: Double? {
    reduce(0) { sum, term in sum.flatMap { sum in term.map { sum + $0 } } }
  }
}
