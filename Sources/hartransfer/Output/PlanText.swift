import Benchmarking
import Foundation
import Metrics
import PlainText

/// What `hartransfer plan` prints for a person.
struct PlanText {
  private let preview: PlanPreview

  init(_ preview: PlanPreview) { self.preview = preview }

  var blocks: [Block] {
    let time = Self.time(preview.seconds, rough: preview.roughSeconds)
    let repetitions =
      preview.repetitions.map {
        ["repetitions: \($0) of what draws numbers; \(preview.computedOnce) trials draw nothing and run once"]
      } ?? []
    let encoding =
      repetitions
      + (preview.encodeBytes == 0
        ? []
        : ["encoding: \(Self.time(preview.encodeSeconds)), \(ByteCount.text(preview.encodeBytes))B of cached features"])
    let samples = preview.counts.map { ["samples: \($0.samples)"] + $0.lines.map { "\($0.head): \($0.text)" } } ?? []
    let left = preview.preparation.lines.map(\.text) + preview.exclusions.map { "left out: \($0)" }
    let large =
      preview.tooLarge == 0
      ? []
      : [
        "too large: \(preview.tooLarge) trials take more memory than there is, by estimate: their records will say so; "
          + "a larger --memory lets them run"
      ]
    let unusable = preview.unusable.map { "not used: \($0)" }
    let encoders = (preview.encoders ?? []).map { use in
      let origin = [use.role.map { "role \($0)" }, use.file.map { "from \($0)" }].compactMap(\.self)
      let level = use.level == .clips ? "" : ", \(use.level)"
      return "encoder of \(use.modality)\(level): \(use.encoder) (\(origin.joined(separator: ", ")))"
    }
    let choices = (preview.choices ?? []).map { "chosen at run time: \($0)" }
    let metrics = preview.metrics.map { [Self.text($0)] } ?? []
    return [.heading(preview.benchmark), .table(table), .line("\(time) with \(preview.jobs) trials side by side")]
      + (encoding + metrics + samples + (preview.pairs ?? []) + encoders + choices + large + left + unusable).map(
        Block.item)
  }

  /// A line a split, and the sums of all.
  private var table: TextTable {
    TextTable(
      columns: [
        TableColumn("protocol", kind: .text, caption: { "protocol \($0)" }) { [parts = preview.parts] row in
          row < parts.count ? parts[row].protocol : ""
        },
        TableColumn("split", kind: .text) { [parts = preview.parts] row in
          guard row < parts.count else { return "all \(parts.count)" }
          let part = parts[row]
          return part.split + (part.level == .clips ? "" : ", \(part.level)")
            + (part.pairs.map { ", pairs of \($0)" } ?? "") + (part.condition.map { ", \($0)" } ?? "")
            + (part.repetition.map { ", repetition \($0)" } ?? "")
        },
        counts("labelled", worth: 40) { $0.labelled }, counts("paired", worth: 41) { $0.paired },
        counts("test", worth: 42) { $0.test }, sums("trials", worth: 80) { $0.trials },
        sums("recorded", worth: 50, caption: { "\($0) recorded" }) { $0.recorded },
        sums("failed", worth: 60, caption: { "\($0) failed" }) { $0.failed },
        sums("to run", worth: 90) { $0.toRun }, sums("encode", worth: 30) { $0.toEncode },
        sums("factorise", worth: 20) { $0.factorisations }, sums("align", worth: 10) { $0.alignments },
        column("memory", worth: 65) {
          Self.memory($0.memoryBytes)
        } whole: {
          Self.memory($0.memoryBytes)
        },
        column("time", worth: 70) {
          Self.time($0.seconds, rough: $0.roughSeconds)
        } whole: { preview in
          Self.time(preview.parts.map(\.seconds).sum, rough: preview.parts.map { $0.seconds ?? $0.roughSeconds }.sum)
        },
      ], rowCount: preview.parts.count + 1)
  }

  private func column(
    _ head: String, worth: Int, caption: (@Sendable (String) -> String)? = nil,
    _ part: @escaping @Sendable (PlanPreview.Part) -> String, whole: @escaping @Sendable (PlanPreview) -> String
  ) -> TableColumn {
    TableColumn(head, worth: .optional(worth), caption: caption) { [preview] row in
      row < preview.parts.count ? part(preview.parts[row]) : whole(preview)
    }
  }

  /// Rows of a split, which have no sum: splits share them.
  private func counts(
    _ head: String, worth: Int, _ count: @escaping @Sendable (PlanPreview.Part) -> Int
  ) -> TableColumn {
    column(head, worth: worth) {
      "\(count($0))"
    } whole: { _ in
      ""
    }
  }

  private func sums(
    _ head: String, worth: Int, caption: (@Sendable (String) -> String)? = nil,
    _ count: @escaping @Sendable (PlanPreview.Part) -> Int
  ) -> TableColumn {
    column(head, worth: worth, caption: caption) {
      "\(count($0))"
    } whole: { preview in
      "\(preview.parts.reduce(0) { $0 + count($1) })"
    }
  }

  private static func text(_ metrics: PairwiseMetrics) -> String {
    let time = "~" + time(metrics.secondsOfAll)
    let subject = "metrics: retrieval and neighbours of splits with more than \(MeasuredRows.most) test rows"
    return switch metrics.measured {
    case .all: "\(subject) are those of all rows, which takes \(time) of one core"
    case .fast: "\(subject) are those of a fixed sample; 'metrics: all' would take \(time) of one core"
    }
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
