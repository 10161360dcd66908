import LinearAlgebra
import TestSupport
import Testing

/// What other tests measure by must itself notice a fault.
@Suite("Differences that tests measure by")
struct TestSupportTests {
  static let bad = [Double.nan, -.nan, .infinity, -.infinity]

  @Test("a number that is not finite makes the largest magnitude infinite, wherever it stands", arguments: bad)
  func notFinite(bad: Double) {
    for place in 0..<5 {
      var numbers = [1.0, -3, 2, 0, 0.5]
      numbers[place] = bad
      #expect(largestMagnitude(numbers) == .infinity)
      #expect(largestMagnitude(Matrix(1, 5, columnMajor: numbers)) == .infinity)
    }
    #expect(largestMagnitude([1, -3, 2]) == 3 && largestMagnitude([Double]()) == 0)
  }

  @Test("a number that is not finite makes every difference infinite, in either place and in both", arguments: bad)
  func differences(bad: Double) {
    let good = randomMatrix(3, 4, seed: 1)
    for place in 0..<12 {
      var spoilt = good
      spoilt.withUnsafeMutableElements { $0[place] = bad }
      for (a, b) in [(good, spoilt), (spoilt, good), (spoilt, spoilt)] {
        #expect(largestDifference(a, b) == .infinity)
        #expect(largestDifference(a.columns(0..<4).row(place % 3), b.row(place % 3)) == .infinity)
      }
      #expect(largestDifference(good.map { Float($0) }, spoilt.map { Float($0) }) == .infinity)
      #expect(orthonormalityError(ofColumnsOf: spoilt) == .infinity)
    }
    #expect(largestDifference(good, good) == 0)
  }

  @Test("matrices and lists of different size differ infinitely, also where all that they share is equal")
  func sizes() {
    #expect(largestDifference(Matrix<Double>(2, 3), Matrix<Double>(3, 2)) == .infinity)
    #expect(largestDifference(Matrix<Double>(2, 3), Matrix<Double>(2, 2)) == .infinity)
    #expect(largestDifference([1.0, 2], [1.0, 2, 3]) == .infinity && largestDifference([], [1.0]) == .infinity)
    #expect(largestDifference([1.0, 2], [1.5, 0]) == 2)
    #expect(largestDifference(Matrix(columns: [[1.0, 2]]), Matrix(columns: [[1, -1]])) == 3)
  }

  @Test("lists of different length, and empty ones, are not compared in silence")
  func steps() {
    #expect(faultInStep(2, 3) == "lists of 2 and 3 elements are compared")
    #expect(faultInStep(3, 2) != nil && faultInStep(0, 1, mayBeEmpty: true) != nil)
    #expect(faultInStep(0, 0) == "nothing is compared" && faultInStep(0, 0, mayBeEmpty: true) == nil)
    #expect(inStep([1, 2], [1, 2]).allSatisfy { $0 == $1 })
    #expect(inStep([Int](), [Int](), mayBeEmpty: true).allSatisfy { $0 == $1 })
  }

  @Test("a list of cases that is empty is an error, another is itself")
  func cases() throws {
    #expect(throws: NoCases.self) { try nonEmpty([Int]()) }
    #expect(try nonEmpty([3, 1]) == [3, 1])
  }
}
