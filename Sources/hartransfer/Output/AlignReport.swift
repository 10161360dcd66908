import Benchmarking
import Foundation
import Metrics
import PlainText
import Records

/// What `hartransfer align` says of an alignment.
struct AlignReport: Encodable {
  struct Translation: Encodable {
    var from: String
    var to: String
    var features: Int
    /// R² on the pairs that the alignment was fitted on.
    var pairs: CoefficientOfDetermination
    /// R² on the test pairs; left out where there are none.
    var test: CoefficientOfDetermination?
  }

  var alignment: TrialDescription.Choice
  var modalities: [String]
  var `protocol`: String?
  var split: String?
  var latentDimension: Int
  var fitSeconds: Double
  /// Directions that were equally good, of which some were kept; left out where the objective
  /// decided.
  var tie: TrialRecord.Tie?
  var incompleteSamples: Int
  var pairs: AlignmentRun.Errors
  var test: AlignmentRun.Errors?
  var translations: [Translation]
  var output: String?

  init(_ run: AlignmentRun, translations results: [TranslationResult], output: String?) {
    alignment = run.method
    modalities = [run.direction.source, run.direction.target]
    `protocol` = run.split?.protocolName
    split = run.split?.name
    latentDimension = run.latentDimension
    fitSeconds = run.fitSeconds
    tie = run.tie
    incompleteSamples = run.incomplete
    pairs = run.pairErrors
    test = run.testErrors
    translations = results.map {
      Translation(
        from: $0.direction.source, to: $0.direction.target, features: $0.features.rows, pairs: $0.pairs, test: $0.test)
    }
    self.output = output
  }

  /// For a person.
  var text: String {
    let split = self.split.map { "\(`protocol` ?? ""), \($0)" } ?? "none: all samples are pairs"
    var lines = [
      "alignment   \(alignment.name) \(alignment.parameters)", "modalities  \(modalities.joined(separator: ", "))",
      "split       \(split)",
      "latents     \(latentDimension) dimensions, fitted in \(Self.number(fitSeconds)) s",
    ]
    if let tie {
      lines.append(
        "not unique  \(tie.kept) of \(tie.tied) equally good directions were kept, by \(tie.rule ?? "rounding: nothing tells them apart")"
      )
    }
    if incompleteSamples > 0 { lines.append("left out    \(incompleteSamples) samples that lack a modality") }
    if let output { lines.append("written to  \(output)") }
    lines += ["", padded("", Self.nameWidth) + padded("\(pairs.count) pairs", 16) + testTitle]
    let back = RetrievalMetric.recallAt1.description.name + "Back"
    let names = AlignmentMetric.all.map(\.description.name) + [RetrievalMetric.recallAt1.description.name, back]
    for name in names {
      let label = name == back ? "recallAt1, back" : name
      lines.append(
        padded(label, Self.nameWidth) + padded(Self.number(pairs.scores[name] ?? nil), 16)
          + (test.map { Self.number($0.scores[name] ?? nil) } ?? ""))
    }
    for translation in translations {
      lines += ["", "\(translation.to) from \(translation.from): R² of its \(translation.features) features"]
      for (name, value) in [("weighted", \CoefficientOfDetermination.weighted), ("median", \.median)] {
        lines.append(
          padded("  " + name, Self.nameWidth) + padded(Self.number(translation.pairs[keyPath: value]), 16)
            + (translation.test.map { Self.number($0[keyPath: value]) } ?? ""))
      }
    }
    if !translations.isEmpty {
      lines += [
        "",
        "R² is of the features as they stand in the file, against their means over the pairs: 1 is exact, 0 no better "
          + "than the mean.",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let nameWidth = 18

  private var testTitle: String {
    if let test { return "\(test.count) test pairs" }
    return split == nil ? "no test pairs: give a --protocol for some" : "no test pairs that have both modalities"
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "undefined" }
    return String(format: "%.4g", value)
  }
}
