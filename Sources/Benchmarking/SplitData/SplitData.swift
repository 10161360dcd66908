import Alignment
import Diagnostics
import FeatureStore
import LinearAlgebra
import Parallelism
import Splits

/// The features of one split after reduction, and what its trials share: factorisations, latents, selections.
///
/// Reductions and alignments see the paired rows only, and no label. Of a modality that samples lack they see those that
/// have it; the reduced features of the others are NaN, so that nothing can come of them unnoticed.
final class SplitData: Sendable {
  let split: Split
  let samples: SampleTable
  /// The true latents, which synthetic data have.
  let trueLatents: Matrix<Double>?
  /// For each modality the reduced features of all samples, dimension x n.
  let reduced: [String: Matrix<Double>]
  /// For each modality the means of the reduced features over the rows that the reduction was fitted on.
  let means: [String: [Double]]
  /// Where a reduction kept principal components of several of equal variance, by modality.
  let reductionTies: [String: DirectionTie]
  /// For each modality what each of its principal components was divided by; nil without components.
  let divisors: [String: [Double]?]
  /// What was made once for all trials from the pairs: factorisations and latents.
  let shared: StageCache
  /// What was made once from the labelled rows too: inner folds, teachers and selections.
  let sharedOfLabels = StageCache()
  /// The modalities in the order of the feature set.
  let order: [String]
  /// Whether each sample has the modality, for modalities that some lack.
  private let present: [String: [Bool]]
  private let namingClasses: Set<String>
  private let unreduced: UnreducedFeatures
  /// Modalities whose features come from an encoder that learned from pairs.
  let learnedEncoders: Set<String>
  /// What clips are made of, at the level of frames; nil where they are one vector.
  let frames: FrameData?
  /// The same split seen frame by frame, where clips and frames are combined.
  let companion: SplitData?

  /// Fits the reduction of every modality on the paired rows and applies it to all rows.
  /// - Parameters:
  ///   - companion: the same split seen frame by frame, for combinations.
  ///   - again: reads the same features again, for inner folds; where left out they are kept.
  convenience init(
    _ features: FeatureSet, split: Split, reduction: Reduction, companion: SplitData? = nil,
    again: (@Sendable () throws -> FeatureSet)? = nil
  ) throws {
    try self.init(
      features, split: split, reduction: reduction, frames: nil, companion: companion,
      unreduced: UnreducedFeatures(read: again ?? { features }, reduction: reduction))
  }

  /// - Parameter rows: the rows whose reduced features are needed, if not all; those of others are NaN.
  private init(
    _ features: FeatureSet, split: Split, reduction: Reduction, frames: FrameData?, companion: SplitData? = nil,
    unreduced: UnreducedFeatures, rows needed: [Int]? = nil
  ) throws {
    self.split = split
    self.unreduced = unreduced
    self.companion = companion
    self.frames = frames
    shared = StageCache()
    samples = features.samples
    trueLatents = features.trueLatents
    order = features.modalities.map(\.name)
    let present = Self.present(features.modalities)
    self.present = present
    learnedEncoders = Set(features.modalities.filter { $0.fittedOn != nil }.map(\.name))
    let labels = features.samples.labels
    namingClasses = Set(features.modalities.filter { $0.namesClasses(labels: labels) }.map(\.name))
    let count = features.samples.count
    let all = needed ?? Array(0..<count)
    let paired = Self.joined(split.roles.paired, order, present)
    let matrices = try concurrentMap(features.modalities.count) { place -> ReducedModality in
      let (values, name) = (features.modalities[place].values, features.modalities[place].name)
      let rows = paired.filter { present[name]?[$0] ?? true }
      // Directions that need it are refused one by one.
      guard !rows.isEmpty else {
        return ReducedModality(columns: Matrix<Double>(values.dimension, count).map { _ in Double.nan })
      }
      let fitted = try reduction.fit(values.columns(rows))
      var columns = fitted(values.columns(all))
      if needed != nil { columns = columns.scattered(to: all, of: count, otherwise: .nan) }
      let means = columns.selectingColumns(rows).rowMeans
      for row in all where !(present[name]?[row] ?? true) {
        for i in 0..<columns.rows { columns[i, row] = .nan }
      }
      return ReducedModality(columns: columns, means: means, divisors: fitted.divisors, tie: fitted.tie)
    }
    let byName = Dictionary(uniqueKeysWithValues: zip(order, matrices))
    reduced = byName.mapValues(\.columns)
    means = byName.mapValues(\.means)
    divisors = byName.mapValues(\.divisors)
    reductionTies = byName.compactMapValues(\.tie)
  }

  /// The same for sequences: what is reduced is the clips' pooled channels, less their mean over the pairs.
  /// - Parameter again: as for features of whole clips.
  convenience init(
    _ features: FeatureSet, split: Split, frames level: FrameLevel, again: (@Sendable () throws -> FeatureSet)? = nil
  ) throws {
    try self.init(
      features, split: split, frames: level,
      unreduced: UnreducedFeatures(read: again ?? { features }, reduction: Reduction { $0.standardise = false }))
  }

  private convenience init(
    _ features: FeatureSet, split: Split, frames level: FrameLevel, unreduced: UnreducedFeatures, rows: [Int]? = nil
  ) throws {
    let present = Self.present(features.sequences)
    let paired = Self.joined(split.roles.paired, features.sequences.map(\.name), present)
    let frames = try FrameData(features.sequences, level: level) { name in
      paired.filter { present[name]?[$0] ?? true }
    }
    let pooled = try FeatureSet(
      samples: features.samples,
      modalities: features.sequences.map { sequence in
        var pooled = sequence
        let all = Array(0..<features.samples.count)
        let values = frames.pooled(sequence.name, rows ?? all)
        pooled.values = .double(rows.map { values.scattered(to: $0, of: all.count, otherwise: 0) } ?? values)
        pooled.sequence = nil
        return pooled
      }, origin: features.origin, trueLatents: features.trueLatents)
    try self.init(
      pooled, split: split, reduction: unreduced.reduction, frames: frames, unreduced: unreduced, rows: rows)
  }

  /// The data of inner splits of this one, with reductions fitted anew on the pairs of each: what a fold leaves out has no
  /// part in what is fitted on the rest. Features of rows without a role in a fold are NaN there.
  func refitted(on splits: [Split]) throws -> [SplitData] {
    guard !splits.isEmpty else { return [] }
    let features = try unreduced.read()
    return try splits.map { split in
      let rows = split.roles.involved
      if let frames {
        return try SplitData(features, split: split, frames: frames.level, unreduced: unreduced, rows: rows)
      }
      return try SplitData(
        features, split: split, reduction: unreduced.reduction, frames: nil, unreduced: unreduced, rows: rows)
    }
  }

  /// The same reduced features with other roles of the rows, among them the same pairs or fewer; inner folds are made by
  /// `refitted(on:)` instead.
  /// - Parameter keepingPairs: whether the pairs and the test are the same ones, so that what was made from them is too.
  init(_ outer: SplitData, split: Split, keepingPairs: Bool = false) {
    self.split = split
    shared = keepingPairs ? outer.shared : StageCache()
    samples = outer.samples
    trueLatents = outer.trueLatents
    reduced = outer.reduced
    means = outer.means
    reductionTies = outer.reductionTies
    divisors = outer.divisors
    order = outer.order
    present = outer.present
    namingClasses = outer.namingClasses
    unreduced = outer.unreduced
    learnedEncoders = outer.learnedEncoders
    frames = outer.frames
    companion = outer.companion.map { SplitData($0, split: split, keepingPairs: keepingPairs) }
  }

  private static func present(_ modalities: [ModalityFeatures]) -> [String: [Bool]] {
    Dictionary(
      uniqueKeysWithValues: modalities.compactMap { modality in
        modality.present.flatMap { $0.contains(false) ? (modality.name, $0) : nil }
      })
  }

  /// Whether every sample has every modality.
  var isComplete: Bool { present.isEmpty }

  /// Whether a sample has a modality.
  func has(_ modality: String, _ row: Int) -> Bool { present[modality]?[row] ?? true }

  /// The row whose target belongs to a paired row: the row itself, except where pairs are mismatched.
  func partner(_ row: Int) -> Int { split.roles.partners?[row] ?? row }

  /// The paired rows that have two modalities or more.
  var paired: [Int] { Self.joined(split.roles.paired, order, present) }

  private static func joined(_ rows: [Int], _ modalities: [String], _ present: [String: [Bool]]) -> [Int] {
    guard !present.isEmpty else { return rows }
    return rows.filter { row in modalities.count { present[$0]?[row] ?? true } >= 2 }
  }

  /// What an alignment takes of the given rows of a modality: the reduced features, or their sequences of frames.
  func inputs(_ rows: [Int], of modality: String) -> Matrix<Double> {
    frames?.sequences[modality]?.columns(rows) ?? columns(rows, of: modality)
  }

  /// The latents of the given rows of a modality.
  func latents(_ rows: [Int], of modality: String, by alignment: any FittedAlignment) throws -> Matrix<Double> {
    guard frames == nil else { return try alignment.embed(inputs(rows, of: modality), of: modality) }
    return try alignment.embed(reduced[modality]!, columns: rows, of: modality)
  }

  /// The reduced features of the given rows of a modality.
  func columns(_ rows: [Int], of modality: String) -> Matrix<Double> { reduced[modality]!.selectingColumns(rows) }

  /// Whether a modality of the direction has one vector a class, so that a sample's own partner cannot be told apart.
  func namesClasses(_ direction: Direction) -> Bool {
    !namingClasses.isDisjoint(with: direction.modalities)
  }

  /// Modalities of a direction whose encoders inner folds do not fit anew; nil where there are none.
  func encodersOfAllPairs(_ direction: Direction) -> [String]? {
    let names = direction.modalities.filter(learnedEncoders.contains)
    return names.isEmpty ? nil : names
  }

  /// The classes of the given rows.
  func labels(_ rows: [Int]) -> [Int] { rows.map { samples.labels[$0] } }
}

extension Roles {
  /// The rows that have a role in an inner split, each once, ascending.
  fileprivate var involved: [Int] {
    let rows = labelled + paired + test
    return Set(rows + rows.compactMap { partners?[$0] }).sorted()
  }
}

extension Matrix<Double> {
  /// A matrix of so many columns with these ones at the given places, and the same number everywhere else.
  fileprivate func scattered(to places: [Int], of count: Int, otherwise filler: Double) -> Matrix<Double> {
    var result = Matrix<Double>(rows, count).map { _ in filler }
    result.withUnsafeMutableElements { target in
      withUnsafeElements { source in
        for (column, place) in places.enumerated() {
          for i in 0..<rows { target[place * rows + i] = source[column * rows + i] }
        }
      }
    }
    return result
  }
}

/// A modality after its reduction.
private struct ReducedModality: Sendable {
  var columns: Matrix<Double>
  var means: [Double] = []
  var divisors: [Double]?
  var tie: DirectionTie?
}
