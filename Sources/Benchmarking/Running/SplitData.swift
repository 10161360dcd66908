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
  /// What was made once for all trials from the pairs: factorisations and latents.
  let shared: SharedValues
  /// What was made once from the labelled rows too: inner folds, teachers and selections.
  let sharedOfLabels = SharedValues()
  /// The modalities in the order of the feature set.
  let order: [String]
  /// Whether each sample has the modality, for modalities that some lack.
  private let present: [String: [Bool]]
  private let namingClasses: Set<String>

  /// Fits the reduction of every modality on the paired rows and applies it to all rows.
  init(_ features: FeatureSet, split: Split, reduction: Reduction) throws {
    self.split = split
    shared = SharedValues()
    samples = features.samples
    trueLatents = features.trueLatents
    order = features.modalities.map(\.name)
    let present = Dictionary(
      uniqueKeysWithValues: features.modalities.compactMap { modality in
        modality.present.flatMap { $0.contains(false) ? (modality.name, $0) : nil }
      })
    self.present = present
    let labels = features.samples.labels
    namingClasses = Set(features.modalities.filter { $0.namesClasses(labels: labels) }.map(\.name))
    let all = Array(0..<features.samples.count)
    let paired = Self.joined(split.roles.paired, order, present)
    let matrices = try concurrentMap(features.modalities.count) { place -> (Matrix<Double>, [Double]) in
      let (values, name) = (features.modalities[place].values, features.modalities[place].name)
      let rows = paired.filter { present[name]?[$0] ?? true }
      // Directions that need it are refused one by one.
      guard !rows.isEmpty else {
        return (Matrix<Double>(values.dimension, all.count).map { _ in Double.nan }, [])
      }
      let fitted = try reduction.fit(values.columns(rows))
      var columns = fitted(values.columns(all))
      let means = columns.selectingColumns(rows).rowMeans
      for row in all where !(present[name]?[row] ?? true) {
        for i in 0..<columns.rows { columns[i, row] = .nan }
      }
      return (columns, means)
    }
    reduced = Dictionary(uniqueKeysWithValues: zip(order, matrices.map(\.0)))
    means = Dictionary(uniqueKeysWithValues: zip(order, matrices.map(\.1)))
  }

  /// The same reduced features with other roles of the rows.
  /// - Parameter keepingPairs: whether the pairs and the test are the same ones, so that what was made from them is too.
  init(_ outer: SplitData, split: Split, keepingPairs: Bool = false) {
    self.split = split
    shared = keepingPairs ? outer.shared : SharedValues()
    samples = outer.samples
    trueLatents = outer.trueLatents
    reduced = outer.reduced
    means = outer.means
    order = outer.order
    present = outer.present
    namingClasses = outer.namingClasses
  }

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

  /// The reduced features of the given rows of a modality.
  func columns(_ rows: [Int], of modality: String) -> Matrix<Double> { reduced[modality]!.selectingColumns(rows) }

  /// Whether a modality of the direction has one vector a class, so that a sample's own partner cannot be told apart.
  func namesClasses(_ direction: Direction) -> Bool {
    !namingClasses.isDisjoint(with: direction.modalities)
  }

  /// The classes of the given rows.
  func labels(_ rows: [Int]) -> [Int] { rows.map { samples.labels[$0] } }

  /// The paired rows of the modalities of a direction, in the order of the feature set: directions between the same
  /// modalities share them. Where `directed`, they also say which modality is the source; where `incomplete`, rows that
  /// lack modalities are among them as long as they have two.
  func pairs(of direction: Direction, directed: Bool = false, incomplete: Bool = false) throws -> PairedFeatures {
    let names = order.filter(direction.modalities.contains)
    let least = incomplete ? 2 : names.count
    func own(_ row: Int, _ name: String) -> Int { name == direction.target ? partner(row) : row }
    let rows = split.roles.paired.filter { row in names.count { has($0, own(row, $0)) } >= least }
    guard !rows.isEmpty else {
      throw InputError(
        "pairs", found: "no paired row that has \(incomplete ? "two" : "all") of \(names.joined(separator: ", "))",
        expected: "at least one", advice: "Choose other modalities, or another split.")
    }
    return try PairedFeatures(
      modalities: names, views: names.map { name in columns(rows.map { own($0, name) }, of: name) },
      present: present.isEmpty ? nil : names.map { name in rows.map { has(name, own($0, name)) } },
      source: directed ? direction.source : nil)
  }

  /// The alignment fitted on the pairs of `direction`, with the seconds that its factorisation and its own step took.
  func fit(_ method: some AlignmentMethod, direction: Direction) throws -> (any FittedAlignment, seconds: Double) {
    let pairs = try pairs(
      of: direction, directed: method.dependsOnDirection, incomplete: method.usesIncompleteSamples)
    let (factorisation, factorisationSeconds) = try shared.value(
      StageName.factorisation(
        method, direction, modalities: order, mismatched: split.roles.partners != nil)
    ) { try method.factorise(pairs) }
    let (fitted, seconds) = try timed { try method.fit(factorisation, pairs: pairs) }
    return (fitted, factorisationSeconds + seconds)
  }
}
