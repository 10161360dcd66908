import Alignment
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

  /// What came of carrying labels from the first modality to the other.
  struct Transfer: Encodable {
    var classifier: TrialDescription.Choice
    /// Number of test rows.
    var count: Int
    /// Every score of predictions by name; null where it is undefined.
    var scores: [String: Double?]
    /// How often labelled rows were read; left out where they stand in memory.
    var passes: Int?
    /// Of how many samples of a class mixtures found their first clusters; left out where of all.
    var startSamples: Int?

    init(
      _ choice: ClassifierChoice, _ confusion: ConfusionMatrix, passes: Int? = nil, startSamples: Int? = nil
    ) throws {
      classifier = .init(name: choice.name, parameters: try JSONValue(encoding: choice.method))
      count = confusion.total
      scores = PredictionMetric.all.reduce(into: [:]) { $0[$1.description.name] = .some($1(confusion)) }
      (self.passes, self.startSamples) = (passes, startSamples)
    }
  }

  /// How a file was read whose features do not stand in memory.
  struct Reading: Encodable {
    /// The features of both modalities in double precision.
    var featureBytes: Int
    /// The most bytes of features in memory.
    var memory: Int
    var pieceSamples: Int
    /// How often the pairs were read for the fit.
    var passes: Int
    /// How many ranks read a share each; left out where one process read all.
    var ranks: Int?
  }

  var alignment: TrialDescription.Choice
  var modalities: [String]
  var `protocol`: String?
  var split: String?
  var latentDimension: Int
  var fitSeconds: Double
  /// Seconds from features in memory to what is said here: reduction, fit, latents, errors. Left
  /// out where the file was read meanwhile.
  var computeSeconds: Double?
  /// Directions that were equally good, of which some were kept; left out where the objective
  /// decided.
  var tie: TrialRecord.Tie?
  /// What was lost against the exact solution at most; left out where nothing was approximated.
  var exactness: ExactnessBounds?
  var incompleteSamples: Int
  var pairs: AlignmentRun.Errors
  var test: AlignmentRun.Errors?
  var translations: [Translation]
  /// Left out where no classifier was asked for.
  var transfer: Transfer?
  var output: String?
  /// Where the maps were written that were asked for; the inner nil where there are none. Left out
  /// where none were asked for.
  var maps: String??
  /// Left out where features stand in memory.
  var reading: Reading?

  init(_ run: AlignmentRun, translations results: [TranslationResult], output: String?) {
    self.init(run, output: output)
    translations = results.map {
      Translation(
        from: $0.direction.source, to: $0.direction.target, features: $0.features.rows, pairs: $0.pairs, test: $0.test)
    }
  }

  /// Of an alignment whose features were read in pieces.
  init(_ run: StreamedAlignment, output: String?, reading: Reading) {
    self.init(run, output: output)
    self.reading = reading
  }

  private init(_ run: some MeasuredAlignment, output: String?) {
    alignment = run.method
    modalities = [run.direction.source, run.direction.target]
    `protocol` = run.split?.protocolName
    split = run.split?.name
    latentDimension = run.latentDimension
    fitSeconds = run.fitSeconds
    tie = run.tie
    exactness = run.exactness
    incompleteSamples = run.incomplete
    pairs = run.pairErrors
    test = run.testErrors
    translations = []
    self.output = output
  }

  /// For a person.
  var blocks: [Block] {
    var blocks: [Block] = [
      .field("alignment", "\(alignment.name) \(alignment.parameters)"),
      .field("modalities", modalities.joined(separator: ", ")),
      .field("split", split.map { "\(`protocol` ?? ""), \($0)" } ?? "none: all samples are pairs"),
      .field("latents", "\(latentDimension) dimensions, fitted in \(Self.number(fitSeconds)) s"),
    ]
    if let reading {
      let times = reading.passes == 1 ? "once" : "\(reading.passes) times"
      blocks.append(
        .field(
          "read",
          "in pieces of \(reading.pieceSamples) samples, \(times) for the fit and once more to measure: "
            + (reading.ranks.map { "\($0) ranks took a share each" }
              ?? "\(ByteCount.text(reading.featureBytes)) of features are above --memory "
              + ByteCount.text(reading.memory))))
    }
    if let tie {
      let rule = tie.rule ?? "rounding: nothing tells them apart"
      blocks.append(
        .field("not unique", "\(tie.kept) of \(tie.tied) equally good directions were kept, by \(rule)"))
    }
    if let exactness {
      let passes = exactness.passes == 1 ? "one pass" : "\(exactness.passes) passes"
      let excess = exactness.excess.map { "the least error up to \(Self.number(($0 - 1) * 100)) %" }
      let error = excess ?? "the least error up to rounding"
      blocks.append(
        .field(
          "exact within", "\(error), angle up to sine \(Self.number(exactness.sine)), by \(passes) over the samples"))
    }
    if incompleteSamples > 0 {
      blocks.append(.field("left out", "\(incompleteSamples) samples that lack a modality"))
    }
    if let output { blocks.append(.field("written to", output)) }
    if let maps { blocks.append(.field("maps", maps ?? "none: the latents of \(alignment.name) are no affine map")) }
    blocks += pairs.scores.isEmpty ? [.field("errors", "not measured")] : [.gap, .table(errors)]
    for (pairs, name) in [(pairs, "pairs"), (test, "test pairs")] {
      guard let pairs, let sample = pairs.retrievalSample else { continue }
      blocks.append(
        .line(
          "recallAt1 looks for partners among a fixed sample, \(sample) of the \(pairs.count) \(name): fewer candidates "
            + "are easier. '--metrics all' looks among all\(reading == nil ? "" : ", with features in memory")."))
    }
    if let withoutTest { blocks += [.line(withoutTest)] }
    if let transfer { blocks += self.blocks(of: transfer) }
    for translation in translations {
      let title = "\(translation.to) from \(translation.from): R² of its \(translation.features) features"
      blocks += [.gap, .table(table(title, of: translation))]
    }
    guard !translations.isEmpty else { return blocks }
    return blocks + [
      .gap,
      .line(
        "R² is of the features as they stand in the file, against their means over the pairs: 1 is exact, 0 no better "
          + "than the mean."),
    ]
  }

  private func blocks(of transfer: Transfer) -> [Block] {
    let names = PredictionMetric.all.map(\.description.name)
    let table = TextTable(
      heads: ["score", "\(transfer.count) test rows"],
      lines: names.map { [$0, Self.number(transfer.scores[$0] ?? nil)] }, textColumns: 1)
    let times = transfer.passes.map { $0 == 1 ? ", read once" : ", read \($0) times" } ?? ""
    return [
      .gap, .table(table),
      .line(
        "\(transfer.classifier.name) \(transfer.classifier.parameters) learned from latents of the labelled rows of "
          + "\(modalities[0])\(times), and named the classes of test rows of \(modalities[1]). No label of these took part."
          + (transfer.startSamples.map { " First clusters were looked for among \($0) samples of a class at most." }
            ?? "")),
    ]
  }

  private var errors: TextTable {
    let back = RetrievalMetric.recallAt1.description.name + "Back"
    let names = AlignmentMetric.all.map(\.description.name) + [RetrievalMetric.recallAt1.description.name, back]
    return table("error") {
      names.map { name in
        [name == back ? "recallAt1, back" : name, Self.number(pairs.scores[name] ?? nil)]
          + (test.map { [Self.number($0.scores[name] ?? nil)] } ?? [])
      }
    }
  }

  private func table(_ title: String, of translation: Translation) -> TextTable {
    table(title) {
      [("weighted", \CoefficientOfDetermination.weighted), ("median", \.median)].map { name, value in
        [name, Self.number(translation.pairs[keyPath: value])]
          + (test == nil ? [] : [translation.test.map { Self.number($0[keyPath: value]) } ?? ""])
      }
    }
  }

  private func table(_ title: String, _ lines: () -> [[String]]) -> TextTable {
    let heads = [title, "\(pairs.count) pairs"] + (test.map { ["\($0.count) test pairs"] } ?? [])
    return TextTable(heads: heads, lines: lines(), textColumns: 1)
  }

  private var withoutTest: String? {
    guard test == nil else { return nil }
    return split == nil ? "no test pairs: give a --protocol for some" : "no test pairs that have both modalities"
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "undefined" }
    return String(format: "%.4g", value)
  }
}
