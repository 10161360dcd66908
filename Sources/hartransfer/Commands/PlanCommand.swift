import ArgumentParser
import Benchmarking
import Files
import Foundation

/// `hartransfer plan`
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what 'run' would do, split by split, without doing it.",
    discussion: """
      Trials with a record are reused by a run. 'encode' counts modalities whose features are not cached, 'factorise' and
      'align' what the trials to run share. Memory is an estimate from the sizes of the split. Time comes from records of the
      same methods; where there are none it is counted from sizes, which is rough and marked by '~'. Both leave encoding out,
      whose time and disk space are told by encoding a few recordings.
      """)

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "The folder that holds a results folder for each benchmark.")
  var results = "Results"

  @OptionGroup var selection: TrialOptions

  @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

  func run() async throws {
    try await reportingInputErrors {
      let preview = try options.runner(results: results).preview(selection.runOptions())
      switch format {
      case .json: try printResult(json: preview)
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
        ].map(String.init) + [Self.memory(part.memoryBytes), Self.time(part.seconds, rough: part.roughSeconds)]
    }
    let sums = [
      \PlanPreview.Part.trials, \.recorded, \.failed, \.toRun, \.toEncode, \.factorisations, \.alignments,
    ].map { count in String(preview.parts.reduce(0) { $0 + $1[keyPath: count] }) }
    let whole =
      ["all", "\(rows.count)", "", "", ""] + sums
      + [
        Self.memory(preview.memoryBytes),
        Self.time(preview.parts.map(\.seconds).sum, rough: preview.parts.map { $0.seconds ?? $0.roughSeconds }.sum),
      ]
    let table = [heads] + rows + [whole]
    let widths = heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let lines = table.map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        column < 2 ? padded(cell.0, cell.1) : String(repeating: " ", count: cell.1 - cell.0.count) + cell.0
      }.joined(separator: "  ")
    }
    let time = Self.time(preview.seconds, rough: preview.roughSeconds)
    let estimate = "\(time) with \(preview.jobs) trials side by side"
    let encoding =
      preview.encodeBytes == 0
      ? []
      : ["encoding: \(Self.time(preview.encodeSeconds)), \(ByteCount.text(preview.encodeBytes))B of cached features"]
    let samples = preview.counts.map { ["samples: \($0.samples)"] + $0.lines.map { "\($0.head): \($0.text)" } } ?? []
    let left = preview.preparation.lines.map(\.text) + preview.exclusions.map { "left out: \($0)" }
    let unusable = preview.unusable.map { "not used: \($0)" }
    return ([preview.benchmark] + lines + [estimate] + encoding + samples + left + unusable).joined(separator: "\n")
      + "\n"
  }

  private static func memory(_ bytes: Int?) -> String { bytes.map { ByteCount.text($0) } ?? "?" }

  private static func time(_ seconds: Double?, rough: Double? = nil) -> String {
    guard let seconds else { return rough.map { "~" + time($0) } ?? "?" }
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
