/// The one relative rank tolerance of this package: max(m, n) · eps · sigma_max.
///
/// A singular value at or below it is zero as far as rounding can tell. It is what numpy and MATLAB
/// use.
public func rankTolerance<Scalar: BLASScalar>(largest: Scalar, rows: Int, columns: Int) -> Scalar {
  Scalar(max(rows, columns)) * Scalar.ulpOfOne * largest
}

/// The number of singular values above the tolerance; the values are in descending order.
public func numericalRank<Scalar: BLASScalar>(singularValues: [Scalar], rows: Int, columns: Int) -> Int {
  guard let largest = singularValues.first, largest > 0 else { return 0 }
  let tolerance = rankTolerance(largest: largest, rows: rows, columns: columns)
  return singularValues.count { $0 > tolerance }
}
