import LinearAlgebra
import Randomness
import Testing
import TestSupport

@testable import Alignment

@Suite("Losses by the smaller products")
struct InputSpaceTests {
  static func gradients<Loss: SimilarityLoss, S: TrainingScalar>(
    _ loss: Loss, _ layers: [Matrix<S>], _ inputs: [Matrix<S>]
  ) -> (value: Double, scalars: [S], layers: [Matrix<S>]) {
    let result = loss.evaluate(zip(layers, inputs).map { $0 * $1 }, scalars: loss.start.map { S($0) })
    return (
      result.value, result.scalars, zip(result.latents, inputs).map { Matrix.product($0, $1, transposing: .second) }
    )
  }

  static let losses: [any SimilarityLoss] = [InfoNCELoss(temperature: 0.3), SigLIPLoss(temperature: 0.2, bias: -2)]

  @Test("products of the size of the inputs give the loss of the latents and its gradients", arguments: 0..<2)
  func agreement(place: Int) throws {
    let loss = Self.losses[place]
    let layers = [randomMatrix(20, 5, seed: 1), randomMatrix(20, 4, seed: 2)]
    let inputs = [randomMatrix(4, 31, seed: 3).withOnes, randomMatrix(3, 31, seed: 4).withOnes]
    #expect(InputSpace<Double>.pays(outputs: 20, inputs: [5, 4], pairs: 31))
    let known = Self.gradients(loss, layers, inputs)
    var (space, found) = (InputSpace<Double>(), [Matrix<Double>](repeating: Matrix(0, 0), count: 2))
    for _ in 0..<2 {
      let result = try #require(
        space.evaluate(layers, inputs, loss: loss, scalars: loss.start, gradients: &found))
      #expect(abs(result.value - known.value) < 1e-12)
      #expect(inStep(result.scalars, known.scalars).allSatisfy { abs($0 - $1) < 1e-12 })
      for m in 0..<2 { #expect(largestDifference(found[m], known.layers[m]) < 1e-12) }
    }
    // In single precision to its rounding.
    var (single, rounded) = (InputSpace<Float>(), [Matrix<Float>](repeating: Matrix(0, 0), count: 2))
    let result = try #require(
      single.evaluate(
        layers.map(\.asFloat), inputs.map(\.asFloat), loss: loss, scalars: loss.start.map { Float($0) },
        gradients: &rounded))
    #expect(abs(result.value - known.value) < 1e-4)
    for m in 0..<2 { #expect(largestDifference(rounded[m].asDouble, known.layers[m]) < 1e-4) }
  }

  @Test("lengths whose terms cancel are left to the latents")
  func uncertain() {
    let layer = Matrix<Double>(rows: [[1, -1, 0], [2, -2, 1e-6]])
    let inputs = Matrix(columns: (1...9).map { [Double($0), Double($0)] }).withOnes
    var (space, found) = (InputSpace<Double>(), [Matrix<Double>](repeating: Matrix(0, 0), count: 2))
    let loss = InfoNCELoss(temperature: 0.3)
    #expect(
      space.evaluate([layer, layer], [inputs, inputs], loss: loss, scalars: loss.start, gradients: &found) == nil)
  }

  @Test("few inputs and many pairs pay, as many inputs as pairs do not")
  func pays() {
    #expect(InputSpace<Float>.pays(outputs: 256, inputs: [65, 65], pairs: 700))
    #expect(!InputSpace<Float>.pays(outputs: 256, inputs: [113, 113], pairs: 113))
  }

  @Test("products off the diagonal are the same by k x k and by n x n elements", arguments: [(4, 9), (9, 4), (5, 5)])
  func offDiagonal(k: Int, n: Int) {
    let (a, b) = (randomMatrix(k, n, seed: 1), randomMatrix(k, n, seed: 2))
    func check(_ found: OffDiagonalProducts<Double>, _ a: Matrix<Double>, _ b: Matrix<Double>) {
      var correlations = Matrix.product(a, b, transposing: .second)
      for i in 0..<k { correlations[i, i] = 0 }
      #expect(abs(found.squares - correlations.dot(correlations)) < 1e-11 * (1 + found.squares))
      let known = [correlations * b, Matrix.product(correlations, a, transposing: .first)]
      for (m, product) in found.products.enumerated() {
        let right = product + [b, a][m].scalingRows(by: found.offset)
        #expect(largestDifference(right, known[m]) < 1e-11)
      }
    }
    check(OffDiagonalProducts(a, b, diagonal: a.rowDots(b)), a, b)
    check(OffDiagonalProducts(a, diagonal: a.rowDots(a)), a, a)
  }

  @Test("dropout draws four numbers a word, pair by pair, whatever the processor")
  func dropout() {
    let views = [randomMatrix(7, 5, seed: 1).asFloat, randomMatrix(3, 5, seed: 2).asFloat]
    var training = PairTraining()
    training.dropout = 0.4
    let seed = Seed(base: 3)
    var batches = PairBatches(views, frames: 1, training: training, seed: seed)
    batches.beginEpoch()
    let limit = UInt64((0.4 * 0x1p16).rounded())
    let kept = 1 / (1 - Float(limit) * 0x1p-16)
    var generators = (0..<2).map { seed.deriving("dropout", "\($0)").generator }
    for _ in 0..<3 {
      let batch = batches.batch(0)
      for (m, view) in views.enumerated() {
        for j in 0..<5 {
          var word: UInt64 = 0
          for i in 0..<view.rows {
            word = i % 4 == 0 ? generators[m].next() : word >> 16
            #expect(batch[m][i, j] == (word & 0xFFFF < limit ? 0 : kept * view[i, j]))
          }
          #expect(batch[m][view.rows, j] == 1)
        }
      }
    }
  }

  @Test("the losses of cosines in single precision are those of double precision", arguments: 0..<2)
  func precision(place: Int) {
    let loss = Self.losses[place]
    let cosines = randomMatrix(37, 37, seed: 5).map { max(-1, min($0 / 3, 1)) }
    let exact = loss.evaluate(cosines: cosines.asFloat.asDouble, scalars: loss.start)
    let single = loss.evaluate(cosines: cosines.asFloat, scalars: loss.start.map { Float($0) })
    #expect(abs(single.value - exact.value) < 1e-5 * exact.value)
    #expect(largestDifference(single.cosines.asDouble, exact.cosines) < 1e-6)
    for (ours, theirs) in inStep(single.scalars, exact.scalars) { #expect(abs(Double(ours) - theirs) < 1e-5) }
  }
}
