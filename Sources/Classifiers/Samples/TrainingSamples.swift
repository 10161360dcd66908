import Diagnostics
import LinearAlgebra

/// Training samples that were checked and put in an order of their own, with their share in each
/// class.
///
/// The order is lexicographic, within a class where classes are certain. So nothing depends on the
/// order of the samples as they came: no rounding of a sum, and no random draw.
public struct TrainingSamples {
  /// The classes that have samples, ascending.
  let classes: [Int]
  /// The samples (d x n) as they came.
  private let samples: Matrix<Double>
  /// Where in `samples` they are, in order.
  private let order: [Int]
  /// The membership of each sample (column) in each class (row, in the order of `classes`); columns
  /// sum to 1.
  let memberships: Matrix<Double>

  /// A class whose memberships add up to less than this is left out: it has no samples to speak of.
  static let negligible = 1e-6

  /// Number of samples.
  var count: Int { order.count }
  /// Number of features.
  var dimension: Int { samples.rows }

  var all: Matrix<Double> { samples.selectingColumns(order) }

  /// The samples as one group, each with the weight 1.
  var whole: WeightedSamples {
    WeightedSamples(of: samples, at: order, weights: [Double](repeating: 1, count: count))
  }

  /// The samples of each class, with their memberships as weights. Memberships that are below
  /// rounding, all together, are left out.
  var groups: some Sequence<WeightedSamples> {
    classes.indices.lazy.map { place in
      let row = memberships.row(place)
      let rounding = Double.ulpOfOne * row.reduce(0, +) / Double(count)
      let members = row.indices.filter { row[$0] > rounding }
      return WeightedSamples(of: samples, at: members.map { order[$0] }, weights: members.map { row[$0] })
    }
  }

  /// For each class the sum of its memberships: the number of its samples, where classes are
  /// certain.
  var totals: [Double] { classes.indices.map { memberships.row($0).reduce(0, +) } }

  /// For each sample the place in `classes` of the class with its largest membership.
  var places: [Int] {
    (0..<count).map { i in classes.indices.reduce(0) { memberships[$1, i] > memberships[$0, i] ? $1 : $0 } }
  }

  /// Whether all samples of all classes are one and the same, so that they say nothing about the
  /// classes.
  var areIdentical: Bool { samples.hasEqualColumns }

  /// Checks and groups samples, one a column.
  /// - Throws: `InputError` in the name of `method` without samples or features, or where an
  ///   element is not finite.
  init(_ samples: Matrix<Double>, labels: [Int], for method: String) throws {
    precondition(labels.count == samples.columns, "\(labels.count) labels for \(samples.columns) samples")
    try Self.check(samples, for: method)
    classes = Set(labels).sorted()
    let order = samples.columnOrder(by: labels)
    self.samples = samples
    self.order = order
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    var memberships = Matrix<Double>(classes.count, labels.count)
    for (column, index) in order.enumerated() {
      if let place = places[labels[index]] { memberships[place, column] = 1 }
    }
    self.memberships = memberships
  }

  /// Checks samples, one a column, and their memberships (classes x n).
  /// - Throws: `InputError` in the name of `method` without samples or features, where an element
  ///   is not finite, or where memberships are negative or do not sum to 1.
  init(_ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int], for method: String) throws {
    precondition(memberships.columns == samples.columns, "\(memberships.columns) of \(samples.columns) samples")
    precondition(memberships.rows == classes.count && Set(classes).count == classes.count, "a row a class")
    try Self.check(samples, for: method)
    let shares = (0..<samples.columns).map { memberships.column($0) }
    for (i, share) in shares.enumerated() {
      let sum = share.reduce(0, +)
      guard share.allSatisfy({ $0 >= 0 }), abs(sum - 1) < 1e-6 else {
        throw InputError(
          method, found: "memberships of sample \(i) with the sum \(sum) and the least \(share.min() ?? 0)",
          expected: "numbers that are not negative and sum to 1", advice: "Check the probabilities of the teacher.")
      }
    }
    let kept = classes.indices.filter { memberships.row($0).reduce(0, +) > Self.negligible }
      .sorted { classes[$0] < classes[$1] }
    self.classes = kept.map { classes[$0] }
    let order = Matrix.stackedVertically([samples, memberships]).columnOrder()
    self.samples = samples
    self.order = order
    let rows = memberships.selectingRows(kept).selectingColumns(order)
    let sums = (0..<rows.columns).map { rows.column($0).reduce(0, +) }
    self.memberships = rows.scalingColumns(by: sums.map { 1 / $0 })
  }

  private static func check(_ samples: Matrix<Double>, for method: String) throws {
    try checkSize(count: samples.columns, dimension: samples.rows, for: method)
    guard samples.isFinite else { throw notFinite(method) }
  }

  /// Refuses no samples, and samples without a feature.
  static func checkSize(count: Int, dimension: Int, for method: String) throws {
    guard count > 0, dimension > 0 else {
      throw InputError(
        method, found: "\(count) labelled samples of \(dimension) dimensions", expected: "at least one of each",
        advice: "Check the split: it has no labelled row.")
    }
  }

  static func notFinite(_ method: String) -> InputError {
    InputError(
      method, found: "a training sample with a value that is not finite", expected: "finite features",
      advice: "Check the encoder and the alignment before the classifier.")
  }
}
