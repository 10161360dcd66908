import Alignment
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Metrics
import Randomness
import Records
import Splits

/// One alignment of two modalities of a feature set, outside any benchmark.
///
/// It is fitted on the pairs of a split, and measured on them and on the test pairs. It holds the
/// latents of all samples. Without a protocol all samples are pairs, and there are no test pairs.
/// Samples that lack one of the two modalities are left out of both. Features are reduced and
/// aligned as `SplitData` does it for trials, so that a trial of the same description measures the
/// same.
public struct AlignmentRun: Sendable {
  /// What was measured of the two latents on some pairs.
  public struct Errors: Codable, Sendable, Equatable {
    /// Number of pairs.
    public let count: Int
    /// Number of pairs among which partners were looked for, where it was a sample of them.
    public let retrievalSample: Int?
    /// Each error of alignment, and recall at 1 of each direction (`recallAt1` from the source,
    /// `recallAt1Back` to it), by name; null where it is undefined. Empty where
    /// nothing was measured.
    public let scores: [String: Double?]
  }

  /// The method and its parameters.
  public let method: TrialDescription.Choice
  /// The modality that comes first, which directed methods take for the source, and the other one.
  public let direction: Direction
  /// The split; nil where all samples are pairs.
  public let split: Split?
  /// Rows that the alignment was fitted on.
  public let pairs: [Int]
  /// Test rows; empty without a protocol.
  public let testPairs: [Int]
  /// Samples that lack one of the two modalities.
  public let incomplete: Int
  /// Dimension of the latent space.
  public let latentDimension: Int
  /// Seconds that fitting took.
  public let fitSeconds: Double

  /// The pairs among which partners are looked for; nil where nothing is measured.
  public let measured: MeasuredRows?

  let features: FeatureSet
  /// The two modalities as a trial of the same split has them.
  let data: SplitData
  let alignment: any FittedAlignment
  /// The latents of all samples by modality, latentDimension x n.
  public let latents: [String: Matrix<Double>]

  /// Fits the method.
  /// - Parameters:
  ///   - features: one feature vector a sample and modality.
  ///   - direction: the two modalities.
  ///   - alignment: the method with its parameters.
  ///   - reduction: what is done to the features before.
  ///   - splitProtocol: how rows get their roles; nil for all rows as pairs.
  ///   - splitName: which split of the protocol; nil for the first.
  ///   - seed: the base of the seeds of random protocols.
  ///   - measured: among which pairs partners are looked for; nil to measure nothing.
  /// - Throws: `InputError` for modalities, splits or parameters that do not fit the features, and
  ///   for features that were fitted on rows that the split forbids.
  public init(
    _ features: FeatureSet, direction: Direction, alignment: any AlignmentMethod,
    reduction: Reduction = Reduction(), protocol splitProtocol: SplitProtocol? = nil, splitName: String? = nil,
    seed: UInt64 = 0, measured: MeasuredRows? = .fast
  ) throws {
    BLASLibrary.setThreads(1)
    self.features = features
    self.measured = measured
    self.direction = direction
    _ = try Directions.listed([direction]).resolved(among: features.modalities.map(\.name))
    let both = try FeatureSet(
      samples: features.samples, modalities: features.modalities.filter { direction.modalities.contains($0.name) },
      origin: features.origin)
    split = try Self.split(
      of: features.samples, in: features.origin.dataset, splitProtocol, named: splitName, seed: seed)
    try split?.checkFitted(both.modalities.map { ($0.name, $0.fittedOn) }, samples: features.samples)
    let all = Array(0..<features.samples.count)
    let complete = Set(all.filter { row in both.modalities.allSatisfy { $0.present?[row] ?? true } })
    pairs = (split?.roles.paired ?? all).filter(complete.contains)
    testPairs = (split?.roles.test ?? []).filter(complete.contains)
    incomplete = all.count - complete.count
    guard !pairs.isEmpty else { throw Self.noPair }
    data = try SplitData(
      both,
      split: split
        ?? Split(
          protocolName: "", name: "all rows", roles: Roles(labelled: [], paired: all, test: []), candidateClasses: [],
          promises: SplitPromises(overlap: .shared, separatesSubjects: false)), reduction: reduction)
    method = .init(name: type(of: alignment).name, parameters: try JSONValue(encoding: alignment))
    let (fitted, seconds) = try data.fit(alignment, direction: direction)
    (self.alignment, fitSeconds, latentDimension) = (fitted, seconds, fitted.latentDimension)
    var latents: [String: Matrix<Double>] = [:]
    for modality in both.modalities {
      latents[modality.name] = try fitted.embed(
        data.modalities[modality.name]!.ofAll(modality), of: modality.name)
    }
    self.latents = latents
  }

  static var noPair: InputError {
    InputError(
      "align", found: "no pair that has both modalities", expected: "at least one",
      advice: "Choose other modalities, or another split.")
  }

  /// Directions that were equally good, of which some were kept; nil where the objective decided.
  public var tie: TrialRecord.Tie? { alignment.tie.map(TrialRecord.Tie.init) }

  /// What the alignment can have lost against the exact solution; nil where nothing was
  /// approximated, or no bound is known.
  public var exactness: ExactnessBounds? { alignment.exactness }

  /// The errors of alignment on the pairs that it was fitted on.
  public var pairErrors: Errors { errors(pairs) }

  /// The errors of alignment on the test pairs; nil where there are none.
  public var testErrors: Errors? { testPairs.isEmpty ? nil : errors(testPairs) }

  private func errors(_ rows: [Int]) -> Errors {
    guard let measured else { return Errors(count: rows.count, retrievalSample: nil, scores: [:]) }
    func both(_ rows: [Int]) -> LatentsOfPairs {
      LatentsOfPairs(
        source: latents[direction.source]!.selectingColumns(rows),
        target: latents[direction.target]!.selectingColumns(rows))
    }
    let isCollapsed = both(pairs).isRounding(
      of: (
        LatentDiagnostics.Size(of: data.columns(pairs, of: direction.source)),
        LatentDiagnostics.Size(of: data.columns(pairs, of: direction.target))
      ))
    let paired = both(rows)
    let sample = measured.sample(of: rows.map { features.samples.ids[$0] })
    let retrieval = (sample.map(paired.selecting) ?? paired)
      .retrieval(hasPartners: !data.namesClasses(direction))
    return Errors(
      count: rows.count, retrievalSample: sample?.count,
      scores: paired.errors(isCollapsed: isCollapsed).merging(retrieval) { own, _ in own })
  }

  /// The split with the given name, or the first; nil without a protocol.
  static func split(
    of samples: SampleTable, in dataset: String, _ splitProtocol: SplitProtocol?, named name: String?, seed: UInt64
  ) throws -> Split? {
    guard let splitProtocol else {
      if let name {
        throw InputError(
          "split", found: "'\(name)' without a protocol", expected: "a protocol whose split it is",
          advice: "Name one, such as cross-subject.")
      }
      return nil
    }
    let splits = try splitProtocol.splits(of: samples, seed: Seed(base: seed).deriving("splits", dataset))
    guard let name else { return splits.first }
    guard let split = splits.first(where: { $0.name == name }) else {
      let names = splits.map(\.name)
      throw InputError(
        "split", found: "'\(name)'", expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: name, among: names))
    }
    return split
  }
}

extension Split {
  /// Refuses features of encoders that learned from rows that the split forbids.
  func checkFitted(_ modalities: [(name: String, ids: [String]?)], samples: SampleTable) throws {
    for (name, ids) in modalities {
      guard let ids else { continue }
      try checkFitted(on: ids, samples: samples, place: "features of \(name)")
    }
  }
}
