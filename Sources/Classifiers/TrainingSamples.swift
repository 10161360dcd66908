import Diagnostics
import LinearAlgebra

/// Labelled samples that were checked and grouped by class.
struct TrainingSamples {
  /// The classes, ascending.
  let classes: [Int]
  /// The samples of each class (d x n_c), in lexicographic order: whatever is computed from them, sums in their rounding
  /// and random draws included, then does not depend on the order in which they came.
  let groups: [Matrix<Double>]

  /// Number of samples.
  var count: Int { groups.reduce(0) { $0 + $1.columns } }
  /// Number of features.
  var dimension: Int { groups[0].rows }
  /// All samples, class by class.
  var all: Matrix<Double> { .stackedHorizontally(groups) }
  /// The place in `classes` of each column of `all`.
  var places: [Int] { groups.enumerated().flatMap { [Int](repeating: $0, count: $1.columns) } }

  /// Checks and groups samples, one a column.
  /// - Throws: `InputError` in the name of `method` without samples or features, or where an element is not finite.
  init(_ samples: Matrix<Double>, labels: [Int], for method: String) throws {
    precondition(labels.count == samples.columns, "\(labels.count) labels for \(samples.columns) samples")
    guard !labels.isEmpty, samples.rows > 0 else {
      throw InputError(
        method, found: "\(labels.count) labelled samples of \(samples.rows) dimensions",
        expected: "at least one of each", advice: "Check the split: it has no labelled row.")
    }
    guard samples.withUnsafeElements({ $0.allSatisfy { $0.isFinite } }) else {
      throw InputError(
        method, found: "a training sample with a value that is not finite", expected: "finite features",
        advice: "Check the encoder and the alignment before the classifier.")
    }
    classes = Set(labels).sorted()
    groups = classes.map { label in
      let members = labels.indices.filter { labels[$0] == label }
      let columns = members.map { samples.column($0) }
      let order = columns.indices.sorted { columns[$0].lexicographicallyPrecedes(columns[$1]) }
      return samples.selectingColumns(order.map { members[$0] })
    }
  }
}
