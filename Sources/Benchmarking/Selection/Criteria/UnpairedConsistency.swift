import Diagnostics
import LinearAlgebra

/// How well the two sets of rows left out mix. It is w / (w + a): w is the mean distance of a
/// sample to its nearest one of the same modality, a that to its nearest one of the other. Both
/// ways, and no label or pair.
///
/// It is about a half where both sets lie alike, whatever their unit, and near 0 where they lie
/// apart. It is blind to which class lies where: an alignment that lays the wrong classes on each
/// other scores as high as one that lays the right ones.
/// Source: after the two-sample tests of Schilling, J. Am. Stat. Assoc. 81, 1986.
enum UnpairedConsistency: FoldRule {
  static let name = "unpaired-consistency"
  static let dependsOnClassifier = false
  static let faultWithNamesOfClasses: String? =
    "The samples of a class share one text, so that the nearest one of the same modality is no other."

  static func score(_ fold: CandidateFold) throws -> Double {
    let rows = fold.rows
    let source = try rows.sourceLatents(rows.matched, by: fold.alignment)
    let target = try rows.targetLatents(rows.matched, by: fold.alignment)
    return try consistency(source, target, method: fold.method)
  }

  static func consistency(_ x: Matrix<Double>, _ y: Matrix<Double>, method: String) throws -> Double {
    let within = nearest(x, x, leavingOwn: true) + nearest(y, y, leavingOwn: true)
    let across = nearest(x, y, leavingOwn: false) + nearest(y, x, leavingOwn: false)
    let (own, other) = (within.reduce(0, +), across.reduce(0, +))
    guard x.columns > 1, own > 0, other > 0 else {
      throw InputError(method, found: "rows left out whose latents are all alike", expected: "latents that differ")
    }
    return own / (own + other)
  }

  /// The distance of each column of `from` to the nearest column of `to`.
  private static func nearest(_ from: Matrix<Double>, _ to: Matrix<Double>, leavingOwn: Bool) -> [Double] {
    (0..<from.columns).map { j in
      let squares = to.columnSquares(from: from.column(j))
      let others = squares.indices.lazy.filter { !leavingOwn || $0 != j }.map { squares[$0] }
      return (others.min() ?? 0).squareRoot()
    }
  }
}

extension SelectionCriterion {
  /// How well the two sets of rows left out mix. No label and no pair.
  public static let unpairedConsistency = Self(UnpairedConsistency.self)
}
