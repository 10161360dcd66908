import LinearAlgebra
import Testing

/// The largest magnitude; infinite where any number is not finite, 0 where there is none.
///
/// `max` alone passes over NaN: `max(x, .nan)` is x, and `max()` of a sequence drops every NaN but
/// the first.
public func largestMagnitude<T: FloatingPoint>(_ numbers: some Sequence<T>) -> T {
  numbers.reduce(0) { $1.isFinite ? max($0, abs($1)) : .infinity }
}

/// The largest magnitude of an element; infinite where any element is not finite.
public func largestMagnitude<T: BLASScalar>(_ matrix: Matrix<T>) -> T {
  matrix.withUnsafeElements { largestMagnitude($0) }
}

/// The largest magnitude of a difference of elements; infinite for matrices of different size and
/// where any element of either is not finite.
public func largestDifference<T: BLASScalar>(_ a: Matrix<T>, _ b: Matrix<T>) -> T {
  guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
  return largestMagnitude(a - b)
}

/// The largest magnitude of a difference of numbers in the same place; infinite for lists of
/// different length and where any number of either is not finite.
public func largestDifference<T: FloatingPoint>(_ a: [T], _ b: [T]) -> T {
  guard a.count == b.count else { return .infinity }
  return largestMagnitude(zip(a, b).map { $0 - $1 })
}

/// How far the columns are from orthonormal: the largest element of |Q'Q - I|.
public func orthonormalityError<T: BLASScalar>(ofColumnsOf matrix: Matrix<T>) -> T {
  largestDifference(matrix.gramOfColumns(), .identity(matrix.columns))
}

/// Elements of two lists in step, for a comparison: lists of different length fail the test, and so
/// do empty ones, which would compare nothing.
///
/// `zip` alone ends with the shorter list, so that what is missing is never compared.
public func inStep<A: Collection, B: Collection>(
  _ a: A, _ b: B, mayBeEmpty: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
) -> Zip2Sequence<A, B> {
  let fault = faultInStep(a.count, b.count, mayBeEmpty: mayBeEmpty)
  #expect(fault == nil, sourceLocation: sourceLocation)
  return zip(a, b)
}

/// Why lists of so many elements are not to be compared in step; nil where they are.
public func faultInStep(_ a: Int, _ b: Int, mayBeEmpty: Bool = false) -> String? {
  if a != b { return "lists of \(a) and \(b) elements are compared" }
  return a == 0 && !mayBeEmpty ? "nothing is compared" : nil
}
