import LinearAlgebra
import TestSupport
import Testing

@testable import Alignment

@Suite("Affine maps") struct AffineMapTests {
  @Test("a map that keeps the first features is that of the first rows of an identity", arguments: [0, 1, 3, 5])
  func first(count: Int) {
    let features = randomMatrix(5, 7, seed: 1)
    let kept = AffineMap(keepingFirst: count, of: 5)
    let matrix = AffineMap(matrix: Matrix.identity(5).rows(0..<count))
    #expect(kept.matrix == matrix.matrix && kept.offset == matrix.offset)
    #expect(kept.latentDimension == matrix.latentDimension && kept.features == matrix.features)
    #expect(
      kept(features) == matrix(features) && kept(features, columns: [4, 0]) == matrix(features, columns: [4, 0]))
  }

  @Test("a map that subtracts is that of an identity, and so are its first dimensions")
  func subtracting() {
    let features = randomMatrix(4, 6, seed: 2)
    let (own, offset) = (AffineMap(subtracting: [1, -2, 0, 3]), [1.0, -2, 0, 3])
    let matrix = AffineMap(matrix: .identity(4), offset: offset)
    #expect(own.matrix == matrix.matrix && own.offset == offset && own(features) == matrix(features))
    #expect(own(features) == features.addingToColumns([-1, 2, 0, -3]))
    let cut = own.leading(2)
    #expect(cut.latentDimension == 2 && cut.features == 4 && cut.matrix == Matrix.identity(4).rows(0..<2))
    #expect(cut(features) == own(features).rows(0..<2))
  }

  @Test("no alignment of 200,000 features takes no matrix of them, which no machine holds")
  func wide() throws {
    let wide = Matrix<Double>(200_000, 3) { $0.initialize(repeating: 1) }
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: [wide, wide.rows(0..<199_999)])
    let fitted = try NoAlignment().fit(pairs)
    #expect(try fitted.embed(wide, of: "a").rows == 199_999 && fitted.latentDimension == 199_999)
  }
}
