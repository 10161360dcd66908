import Alignment
import FeatureStore
import LinearAlgebra
import Parallelism
import Records
import Splits

/// The features of one split after reduction, and what its trials share.
///
/// Reductions and alignments see the paired rows only, and no label. Of a modality that samples
/// lack they see the rows that have it. The reduced features of the other rows are NaN, so that
/// nothing can come of them unnoticed.
final class SplitData: Sendable {
  let split: Split
  let samples: SampleTable
  /// The true latents, which synthetic data have.
  let trueLatents: Matrix<Double>?
  let modalities: [String: ReducedModality]
  /// The modalities in the order of the feature set.
  let order: [String]
  /// What its trials share.
  let cache: StageCache
  let unreduced: UnreducedFeatures
  /// Modalities whose features come from an encoder that learned from pairs.
  let learnedEncoders: Set<String>
  /// What clips are made of, at the level of frames; nil where they are one vector.
  let frames: FrameData?
  /// The same split seen frame by frame, where clips and frames are fused.
  let companion: SplitData?
  /// Whether each sample has the modality, for modalities that some lack.
  private let present: [String: [Bool]]
  private let namingClasses: Set<String>
  /// How its features were chosen; nil where nothing was left open.
  let featureChoice: TrialRecord.FeatureChoice?

  /// Fits the reduction of every modality on the paired rows and applies it to all rows.
  /// - Parameters:
  ///   - companion: the same split seen frame by frame, for fusions.
  ///   - again: reads the same features again, for inner folds; where left out they are kept.
  convenience init(
    _ features: FeatureSet, split: Split, reduction: Reduction, companion: SplitData? = nil,
    again: (@Sendable () throws -> FeatureSet)? = nil
  ) throws {
    try self.init(
      features, split: split, reduction: reduction, frames: nil, companion: companion,
      unreduced: UnreducedFeatures(read: again ?? { features }, reduction: reduction))
  }

  /// - Parameter rows: the rows whose reduced features are needed, if not all; those of others are
  ///   NaN.
  init(
    _ features: FeatureSet, split: Split, reduction: Reduction, frames: FrameData?, companion: SplitData? = nil,
    unreduced: UnreducedFeatures, rows needed: [Int]? = nil, cache: StageCache = StageCache()
  ) throws {
    self.split = split
    self.unreduced = unreduced
    self.companion = companion
    self.frames = frames
    self.cache = cache
    featureChoice = nil
    samples = features.samples
    trueLatents = features.trueLatents
    let order = features.modalities.map(\.name)
    let present = Self.present(features.modalities)
    self.order = order
    self.present = present
    learnedEncoders = Set(features.modalities.filter { $0.fittedOn != nil }.map(\.name))
    let labels = features.samples.labels
    namingClasses = Set(features.modalities.filter { $0.namesClasses(labels: labels) }.map(\.name))
    let paired = Self.joined(split.roles.unlabelled, order, present)
    let reduced = try concurrentMap(order.count) { place in
      let present = present[order[place]]
      return try ReducedModality(
        features.modalities[place].values, by: reduction, fittedOn: paired.filter { present?[$0] ?? true },
        present: present, needed: needed)
    }
    modalities = Dictionary(uniqueKeysWithValues: zip(order, reduced))
  }

  /// The same reduced features with other roles of the rows, among them the same pairs or fewer;
  /// inner folds are made by `refitted(on:)` instead.
  /// - Parameter keepingPairs: whether pairs and test rows are the same ones, so that their stages
  ///   are shared.
  convenience init(_ outer: SplitData, split: Split, keepingPairs: Bool = false) {
    self.init(
      outer, split: split, cache: StageCache(sharingPairsOf: keepingPairs ? outer.cache : nil),
      choice: outer.featureChoice,
      companion: outer.companion.map { SplitData($0, split: split, keepingPairs: keepingPairs) })
  }

  /// The same data with the report of how its features were chosen. What the choice shared is let
  /// go.
  convenience init(_ chosen: SplitData, choice: TrialRecord.FeatureChoice) {
    self.init(chosen, split: chosen.split, cache: StageCache(), choice: choice, companion: chosen.companion)
  }

  private init(
    _ outer: SplitData, split: Split, cache: StageCache, choice: TrialRecord.FeatureChoice?, companion: SplitData?
  ) {
    self.split = split
    self.cache = cache
    self.companion = companion
    featureChoice = choice
    samples = outer.samples
    trueLatents = outer.trueLatents
    modalities = outer.modalities
    order = outer.order
    present = outer.present
    namingClasses = outer.namingClasses
    unreduced = outer.unreduced
    learnedEncoders = outer.learnedEncoders
    frames = outer.frames
  }

  static func present(_ modalities: [ModalityFeatures]) -> [String: [Bool]] {
    Dictionary(
      uniqueKeysWithValues: modalities.compactMap { modality in
        modality.present.flatMap { $0.contains(false) ? (modality.name, $0) : nil }
      })
  }

  /// Where a reduction kept principal components of several of equal variance, by modality.
  var reductionTies: [String: DirectionTie] { modalities.compactMapValues { $0.reduction?.tie } }

  /// Whether every sample has every modality.
  var isComplete: Bool { present.isEmpty }

  /// Whether a sample has a modality.
  func has(_ modality: String, _ row: Int) -> Bool { present[modality]?[row] ?? true }

  /// The row whose target belongs to a paired row: the row itself, except where pairs are
  /// mismatched.
  func partner(_ row: Int) -> Int { split.roles.partners?[row] ?? row }

  /// The paired rows that have two modalities or more.
  var usablePairs: [Int] { Self.joined(split.roles.paired, order, present) }

  static func joined(_ rows: [Int], _ modalities: [String], _ present: [String: [Bool]]) -> [Int] {
    guard !present.isEmpty else { return rows }
    return rows.filter { row in modalities.count { present[$0]?[row] ?? true } >= 2 }
  }

  /// What an alignment takes of the given rows of a modality: the reduced features, or their
  /// sequences of frames.
  func inputs(_ rows: [Int], of modality: String) -> Matrix<Double> {
    frames?.sequences[modality]?.columns(rows) ?? columns(rows, of: modality)
  }

  /// The latents of the given rows of a modality.
  func latents(_ rows: [Int], of modality: String, by alignment: any FittedAlignment) throws -> Matrix<Double> {
    guard frames == nil else { return try alignment.embed(inputs(rows, of: modality), of: modality) }
    return try alignment.embed(modalities[modality]!.columns, columns: rows, of: modality)
  }

  /// The reduced features of the given rows of a modality.
  func columns(_ rows: [Int], of modality: String) -> Matrix<Double> {
    modalities[modality]!.columns.selectingColumns(rows)
  }

  /// Whether a modality of the direction has one vector a class, so that a sample's own partner
  /// cannot be told apart.
  func namesClasses(_ direction: Direction) -> Bool {
    !namingClasses.isDisjoint(with: direction.modalities)
  }

  /// Modalities of a direction whose encoders inner folds do not fit anew; nil where there are
  /// none.
  func encodersOfAllPairs(_ direction: Direction) -> [String]? {
    let names = direction.modalities.filter(learnedEncoders.contains)
    return names.isEmpty ? nil : names
  }

  /// The classes of the given rows.
  func labels(_ rows: [Int]) -> [Int] { rows.map { samples.labels[$0] } }
}
