import Alignment
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Metrics
import Randomness
import Records
import Splits

/// One alignment of two modalities of a feature set, outside any benchmark: fitted on the pairs of a split, measured on
/// the pairs and on the test pairs, with the latents of all samples.
///
/// Where no protocol is given all samples are pairs, and there are no test pairs. Samples that lack one of the two
/// modalities are left out of both. Reduction and alignment see the pairs alone, and no label.
public struct AlignmentRun: Sendable {
  /// What was measured of the two latents on some pairs.
  public struct Errors: Codable, Sendable, Equatable {
    /// Number of pairs.
    public let count: Int
    /// Each error of alignment, and recall at 1 of each direction (`recallAt1` from the source, `recallAt1Back` to it),
    /// by name; null where it is undefined.
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

  let features: FeatureSet
  let reduction: Reduction
  let reductions: [String: FittedReduction]
  let reduced: [String: Matrix<Double>]
  let alignment: any FittedAlignment
  /// The latents of all samples by modality, latentDimension x n.
  public let latents: [String: Matrix<Double>]

  /// Fits the method.
  /// - Parameters:
  ///   - protocol: how rows get their roles; nil for all rows as pairs.
  ///   - splitName: which split of the protocol; nil for the first.
  ///   - seed: the base of the seeds of random protocols.
  /// - Throws: `InputError` for modalities, splits or parameters that do not fit the features, and for features that
  ///   were fitted on rows that the split forbids.
  public init(
    _ features: FeatureSet, direction: Direction, alignment: any AlignmentMethod,
    reduction: Reduction, protocol splitProtocol: SplitProtocol? = nil, splitName: String? = nil, seed: UInt64 = 0
  ) throws {
    BLASLibrary.setThreads(1)
    self.features = features
    self.direction = direction
    self.reduction = reduction
    _ = try Directions.listed([direction]).resolved(among: features.modalities.map(\.name))
    let modalities = features.modalities.filter { [direction.source, direction.target].contains($0.name) }
    split = try Self.split(of: features, splitProtocol, named: splitName, seed: seed)
    if let split {
      for modality in modalities {
        guard let ids = modality.fittedOn else { continue }
        try split.checkFitted(on: ids, samples: features.samples, place: "features of \(modality.name)")
      }
    }
    let all = Array(0..<features.samples.count)
    let complete = Set(all.filter { row in modalities.allSatisfy { $0.present?[row] ?? true } })
    pairs = (split?.roles.paired ?? all).filter(complete.contains)
    testPairs = (split?.roles.test ?? []).filter(complete.contains)
    incomplete = all.count - complete.count
    guard !pairs.isEmpty else {
      throw InputError(
        "align", found: "no pair that has both modalities", expected: "at least one",
        advice: "Choose other modalities, or another split.")
    }
    var reductions: [String: FittedReduction] = [:]
    var reduced: [String: Matrix<Double>] = [:]
    var paired: [Matrix<Double>] = []
    for modality in modalities {
      let fitted = try reduction.fit(modality.values.columns(pairs))
      reductions[modality.name] = fitted
      reduced[modality.name] = fitted(modality.values.columns(all))
      paired.append(fitted(modality.values.columns(pairs)))
    }
    self.reductions = reductions
    self.reduced = reduced
    method = .init(name: type(of: alignment).name, parameters: try JSONValue(encoding: alignment))
    var views = try PairedFeatures(
      modalities: modalities.map(\.name), views: paired,
      source: alignment.dependsOnDirection ? direction.source : nil)
    let divisors = modalities.compactMap { reductions[$0.name]?.divisors }
    if divisors.count == modalities.count { views.components = divisors }
    (self.alignment, fitSeconds) = try timed { try alignment.fit(views) }
    latentDimension = self.alignment.latentDimension
    var latents: [String: Matrix<Double>] = [:]
    for modality in modalities {
      latents[modality.name] = try self.alignment.embed(reduced[modality.name]!, of: modality.name)
    }
    self.latents = latents
  }

  /// Directions that were equally good, of which some were kept; nil where the objective decided.
  public var tie: TrialRecord.Tie? { alignment.tie.map(TrialRecord.Tie.init) }

  /// The errors of alignment on the pairs that it was fitted on.
  public var pairErrors: Errors { errors(pairs) }

  /// The errors of alignment on the test pairs; nil where there are none.
  public var testErrors: Errors? { testPairs.isEmpty ? nil : errors(testPairs) }

  private func errors(_ rows: [Int]) -> Errors {
    let source = latents[direction.source]!.selectingColumns(rows)
    let target = latents[direction.target]!.selectingColumns(rows)
    var scores: [String: Double?] = [:]
    for (name, value) in AlignmentMetric.scores(source, target) { scores[name] = .some(value) }
    if [direction.source, direction.target].allSatisfy(isCollapsed) {
      // The latents are rounding noise: their spread is no unit to measure an error in.
      scores[AlignmentMetric.cmaeNormalised.description.name] = .some(nil)
    }
    let namesClasses = features.modalities.contains {
      [direction.source, direction.target].contains($0.name) && $0.namesClasses(labels: features.samples.labels)
    }
    for (name, value) in RetrievalMetric.scores(from: source, to: target) {
      scores[name] = .some(namesClasses ? nil : value)
    }
    return Errors(count: rows.count, scores: scores)
  }

  /// Whether the latents of the pairs are what rounding leaves of their features.
  private func isCollapsed(_ modality: String) -> Bool {
    LatentDiagnostics.isRounding(
      latents[modality]!.selectingColumns(pairs), of: reduced[modality]!.selectingColumns(pairs))
  }

  /// The split with the given name, or the first; nil without a protocol.
  private static func split(
    of features: FeatureSet, _ splitProtocol: SplitProtocol?, named name: String?, seed: UInt64
  ) throws -> Split? {
    guard let splitProtocol else {
      if let name {
        throw InputError(
          "split", found: "'\(name)' without a protocol", expected: "a protocol whose split it is",
          advice: "Name one, such as cross-subject.")
      }
      return nil
    }
    let splits = try splitProtocol.splits(
      of: features.samples, seed: Seed(base: seed).deriving("splits", features.origin.dataset))
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
