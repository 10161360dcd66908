import Alignment
import Diagnostics
import LinearAlgebra
import Testing
import TestSupport

@Suite("Reduction")
struct ReductionTests {
  @Test("standardised features have mean 0 and deviation 1 on the fitting rows; a constant one becomes 0")
  func standardise() throws {
    var x = 3 * randomMatrix(4, 50, seed: 1)
    for j in 0..<50 { x[2, j] = 0.1 }
    let z = try Reduction().fit(x)(x)
    for i in [0, 1, 3] {
      let row = z.row(i)
      #expect(abs(row.reduce(0, +)) < 1e-12)
      #expect(abs(row.reduce(0) { $0 + $1 * $1 } / 50 - 1) < 1e-12)
    }
    #expect(z.row(2).allSatisfy { abs($0) < 1e-12 })
  }

  @Test("principal components are uncorrelated with descending variance, and keep the most there is to keep")
  func components() throws {
    let x = randomMatrix(10, 80, rank: 6, seed: 2)
    let reduction = try Reduction { ($0.standardise, $0.pca) = (false, 4) }.fit(x)
    let covariance = reduction(x).gramOfRows()
    for i in 0..<4 {
      for j in 0..<i { #expect(abs(covariance[i, j]) < 1e-9) }
      if i > 0 { #expect(covariance[i, i] <= covariance[i - 1, i - 1]) }
    }
    let centred = x.addingToColumns(x.rowMeans.map { -$0 })
    let values = try SingularValueDecomposition(centred).values
    for i in 0..<4 { #expect(abs(covariance[i, i] / (values[i] * values[i]) - 1) < 1e-10) }
  }

  @Test("read in runs, features are reduced to the same numbers; components of few samples in one run")
  func runs() throws {
    let x = randomMatrix(3, 9000, seed: 4)
    let many = randomMatrix(3, 70_000, seed: 5)
    for (reduction, x, lengths) in try [
      (Reduction(), x, [4096, 4096, 808]), (Reduction { $0.pca = 2 }, x, [9000]),
      (Reduction { $0.pca = 2 }, many, [Int](repeating: 4096, count: 17) + [368]),
    ] {
      let fitted = try reduction.fit(x)
      var read: [Int] = []
      let inRuns = fitted(count: x.columns) {
        read.append($0.count)
        return x.columns($0)
      }
      #expect(read == lengths)
      // Only where runs are several and there are products may the last digits differ.
      #expect(largestDifference(inRuns, fitted(x)) <= (x.columns == 9000 ? 0 : 1e-13))
    }
  }

  @Test("components beyond the rank are left out, also where features outnumber samples")
  func rank() throws {
    #expect(
      try Reduction { ($0.standardise, $0.pca) = (false, 100) }.fit(randomMatrix(10, 80, rank: 6, seed: 3)).dimension
        == 6)
    #expect(try Reduction { $0.pca = 100 }.fit(randomMatrix(300, 20, seed: 4)).dimension == 19)
  }

  @Test("whitened components have unit variance on the fitting rows")
  func whitened() throws {
    let x = randomMatrix(10, 80, seed: 5)
    let z = try Reduction { ($0.pca, $0.whiten) = (5, true) }.fit(x)(x)
    #expect(largestDifference((1 / 80) * z.gramOfRows(), .identity(5)) < 1e-10)
  }

  @Test("other samples do not change the fit")
  func otherRows() throws {
    let (x, y) = (randomMatrix(10, 30, seed: 6), randomMatrix(10, 5, seed: 7))
    let reduction = try Reduction { $0.pca = 3 }.fit(x)
    #expect(reduction(Matrix.stackedHorizontally([x, y])).columns(30..<35) == reduction(y))
  }

  @Test("parameters out of range are refused")
  func refusals() {
    #expect(throws: InputError.self) { try Reduction { $0.pca = 0 } }
    #expect(throws: InputError.self) { try Reduction { $0.whiten = true } }
  }

  @Test("undoing a reduction gives the features back, or their projection where components were left out")
  func restoring() throws {
    var x = 3 * randomMatrix(10, 80, rank: 4, seed: 6)
    for j in 0..<80 { x[2, j] = 0.1 }
    for reduction in [
      Reduction(), try Reduction { $0.standardise = false }, try Reduction { $0.pca = 9 },
      try Reduction { ($0.pca, $0.whiten) = (9, true) },
      try Reduction { ($0.standardise, $0.pca, $0.whiten) = (false, 9, true) },
    ] {
      let fitted = try reduction.fit(x)
      #expect(largestDifference(fitted.restoring(fitted(x)), x) < 1e-11)
    }
    let cut = try Reduction { ($0.pca, $0.whiten) = (2, true) }.fit(x)
    let once = cut.restoring(cut(x))
    #expect(largestDifference(once, x) > 0.1)
    #expect(largestDifference(cut.restoring(cut(once)), once) < 1e-11)
  }
}
