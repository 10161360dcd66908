import CTrainingKernels
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@testable import Alignment

@Suite("Gradients of the learned alignments' losses")
struct LossGradientTests {
  /// The largest difference between the gradient and central differences, over every learned
  /// number.
  static func error(_ head: HeadShape, _ activation: Activation, loss: some PairLoss) -> Double {
    var training = PairTraining()
    (training.head, training.activation, training.hidden, training.k) = (head, activation, 6, 4)
    let random = PairModel<Double>(training, inputs: [5, 3], scalars: loss.start, seed: Seed(base: 9))
    // Biases away from 0, as they are after the first step.
    let tensors = random.tensors.enumerated().map { place, tensor in
      tensor + 0.1 * randomMatrix(tensor.rows, tensor.columns, seed: UInt64(40 + place))
    }
    // A dropout mask, drawn once.
    var generator = Seed(base: 2).deriving("mask").generator
    let views = [randomMatrix(5, 7, seed: 3), randomMatrix(3, 7, seed: 4)].map { view in
      view.map { generator.uniform() < 0.3 ? 0 : $0 / 0.7 }
    }
    func evaluated(_ tensors: [Matrix<Double>]) -> (value: Double, gradients: [Matrix<Double>]) {
      var model = random
      var rest = tensors[...]
      for h in model.heads.indices {
        for l in model.heads[h].layers.indices {
          model.heads[h].layers[l] = .init(weight: rest.removeFirst(), bias: rest.removeFirst())
        }
      }
      model.scalars = rest.removeFirst()
      let schedule = CosineSchedule(peak: 0, warmUpSteps: 0, steps: 1)
      var stepper = PairStepper(model, loss: loss, schedule: schedule, weightDecay: 0)
      let value = stepper.evaluate(views.map(\.withOnes))
      return (value, stepper.gradients)
    }
    let gradients = evaluated(tensors).gradients
    let h = 3e-5
    var errors: [Double] = []
    for place in gradients.indices {
      for i in 0..<gradients[place].count {
        func value(_ shift: Double) -> Double {
          var moved = tensors
          moved[place].withUnsafeMutableElements { $0[i] += shift }
          return evaluated(moved).value
        }
        // Central differences of fourth order.
        let numeric = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
        errors.append(numeric - gradients[place].withUnsafeElements { $0[i] })
      }
    }
    return largestMagnitude(errors)
  }

  static let losses = ["infonce", "siglip", "vicreg", "barlow-twins", "deep-cca"]

  @Test(
    "every gradient is that of central differences",
    arguments: [(HeadShape.linear, Activation.gelu), (.mlp, .gelu), (.mlp, .relu)], losses)
  func gradients(head: (shape: HeadShape, activation: Activation), loss: String) throws {
    #expect(Self.error(head.shape, head.activation, loss: try TrainingPeerTests.loss(loss)) < 2e-8)
  }

  @Test("the InfoNCE loss of equal similarities is log n, and a large scale does not overflow")
  func knownValues() {
    let loss = InfoNCELoss(temperature: 0.01)
    let equal = loss.evaluate(cosines: Matrix<Double>(8, 8), scalars: loss.start)
    #expect(abs(equal.value - 2.0794415416798357) < 1e-14)
    let exact = loss.evaluate(cosines: Matrix<Double>.identity(8), scalars: loss.start)
    #expect(exact.value >= 0 && exact.value < 1e-12)
    #expect(exact.cosines.withUnsafeElements { $0.allSatisfy(\.isFinite) })
  }

  @Test("at the smallest temperature single precision gives the loss of double precision, far partners too")
  func smallTemperature() {
    let cosines = randomMatrix(8, 8, seed: 1).map { max(-1, min($0, -0.2)) }
    let loss = InfoNCELoss(temperature: 0.01)
    let exact = loss.evaluate(cosines: cosines.asFloat.asDouble, scalars: loss.start)
    let single = loss.evaluate(cosines: cosines.asFloat, scalars: loss.start.map { Float($0) })
    #expect(abs(single.value - exact.value) < 1e-4 && single.value.isFinite)
    #expect(largestDifference(single.cosines.asDouble, exact.cosines) < 1e-3)
  }

  @Test("the exponential of single precision is exact to rounding, wherever an element lies")
  func exponential() {
    var values = (0..<1003).map { Float($0) * 0.17 - 87 }
    let known = values.map { Double($0) }.map { exp($0) }
    training_exponentiate(&values, values.count)
    for (x, exact) in inStep(values, known) { #expect(abs(Double(x) - exact) < 3e-7 * exact) }
  }

  @Test("the root of single precision is exact to rounding, from 0 up")
  func root() {
    let squares = stride(from: -36.0, through: 36, by: 0.37).map { Float(pow(10, $0)) }
    var roots = squares + [0, .nan]
    training_take_roots(&roots, roots.count)
    for (x, root) in zip(squares, roots) { #expect(abs(root / x.squareRoot() - 1) < 3e-7) }
    #expect(roots[squares.count] == 0 && roots[squares.count + 1].isNaN)
  }

  @Test("latents that are equal, uncorrelated and of deviation 1 have no VICReg and no Barlow Twins loss")
  func perfectLatents() {
    let z = Matrix<Double>(rows: [[1.5, 1.5, -1.5, -1.5], [1.5, -1.5, 1.5, -1.5]])
    let vicreg = VICRegLoss(invariance: 25, variance: 25, covariance: 1)
    #expect(abs(vicreg.evaluate([z, z], scalars: []).value) < 1e-15)
    // The small number below the root leaves as much.
    #expect(BarlowTwinsLoss(redundancy: 1).evaluate([z, z], scalars: []).value < 1e-10)
    // A mean apart costs the invariance alone, 25 · 4; latents without variance cost (1 - .01) for
    // each modality's half.
    let apart = vicreg.evaluate([z, z.map { $0 + 2 }], scalars: [])
    #expect(abs(apart.value - 100) < 1e-12)
    let collapsed = vicreg.evaluate([Matrix<Double>(2, 4), Matrix<Double>(2, 4)], scalars: [])
    #expect(abs(collapsed.value - 25 * 0.99) < 1e-12)
  }

  @Test("what VICReg reads out is centred on the middle of both modalities, whose distance stays")
  func middle() throws {
    let latents = [randomMatrix(3, 20, seed: 6), randomMatrix(3, 20, seed: 7).map { $0 + 5 }]
    let loss = VICRegLoss(invariance: 25, variance: 25, covariance: 1)
    guard case .affine(let maps) = loss.readout({ latents }) else {
      Issue.record("no affine maps")
      return
    }
    let read = inStep(maps, latents).map { $0($1) }
    #expect(largestMagnitude(Matrix.stackedHorizontally(read).rowMeans) < 1e-14)
    #expect(largestDifference(read[1] - read[0], latents[1] - latents[0]) < 1e-14)
  }

  @Test("the deep CCA loss is minus the sum of the canonical correlations, whatever the linear maps before it")
  func totalCorrelation() throws {
    let views = [randomMatrix(3, 40, seed: 1), randomMatrix(3, 40, seed: 2)]
    let ridge = try RidgeCCA { ($0.k, $0.ridge) = (3, 1e-12) }
    let known = try ridge.factorise(PairedFeatures(modalities: ["a", "b"], views: views)).canonicalCorrelations
    let loss = DeepCCALoss(ridge: 1e-12)
    for maps in [
      [Matrix<Double>.identity(3), .identity(3)], [randomMatrix(3, 3, seed: 3), randomMatrix(3, 3, seed: 4)],
    ] {
      let value = loss.evaluate(inStep(maps, views).map { $0 * $1 }, scalars: []).value
      #expect(abs(value + known.reduce(0, +)) < 1e-8)
    }
    #expect(loss.evaluate([Matrix<Double>(3, 5), Matrix<Double>(3, 5)], scalars: []).value.isNaN)
  }

  @Test("the SigLIP loss of zero logits is n log 2")
  func sigLIPValue() {
    let loss = SigLIPLoss(temperature: 1, bias: 0)
    #expect(abs(loss.evaluate(cosines: Matrix<Double>(8, 8), scalars: loss.start).value - 5.545177444479562) < 1e-14)
    #expect(loss.evaluate(cosines: Matrix<Double>(2, 2), scalars: [0, -1e5]).value.isFinite)
  }

  @Test("a column of length 0 stays 0 and passes no gradient")
  func zeroColumn() {
    let columns = UnitColumns(Matrix<Double>(columns: [[0, 0], [3, 4]]))
    #expect(columns.values == Matrix<Double>(columns: [[0, 0], [0.6, 0.8]]))
    #expect(columns.gradient(of: Matrix(columns: [[1, 1], [1, 1]])).column(0) == [0, 0])
  }
}
