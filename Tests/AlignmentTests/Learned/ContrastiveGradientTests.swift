import LinearAlgebra
import Randomness
import Testing
import TestSupport

@testable import Alignment

@Suite("Gradients of the contrastive losses")
struct ContrastiveGradientTests {
  /// The largest difference between the gradient and central differences, over every learned number.
  static func error(_ head: HeadShape, _ activation: Activation, loss: some ContrastiveLoss) -> Double {
    var training = ContrastiveTraining()
    (training.head, training.activation, training.hidden, training.k) = (head, activation, 6, 4)
    var model = ContrastiveModel(training, inputs: [5, 3], scalars: loss.start, seed: Seed(base: 9))
    // Biases away from 0, as they are after the first step.
    model.tensors = model.tensors.enumerated().map { place, tensor in
      tensor + 0.1 * randomMatrix(tensor.rows, tensor.columns, seed: UInt64(40 + place))
    }
    // A dropout mask, drawn once.
    var generator = Seed(base: 2).deriving("mask").generator
    let views = [randomMatrix(5, 7, seed: 3), randomMatrix(3, 7, seed: 4)].map { view in
      view.map { generator.uniform() < 0.3 ? 0 : $0 / 0.7 }
    }
    let gradients = model.gradient(views, loss: loss).gradients
    let h = 3e-5
    var largest = 0.0
    for place in gradients.indices {
      for i in 0..<gradients[place].count {
        func value(_ shift: Double) -> Double {
          var moved = model
          var tensors = moved.tensors
          tensors[place].withUnsafeMutableElements { $0[i] += shift }
          moved.tensors = tensors
          return moved.gradient(views, loss: loss).value
        }
        // Central differences of fourth order.
        let numeric = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
        largest = max(largest, abs(numeric - gradients[place].withUnsafeElements { $0[i] }))
      }
    }
    return largest
  }

  @Test(
    "every gradient is that of central differences",
    arguments: [(HeadShape.linear, Activation.gelu), (.mlp, .gelu), (.mlp, .relu)])
  func gradients(head: HeadShape, activation: Activation) {
    #expect(Self.error(head, activation, loss: InfoNCELoss(temperature: 0.2)) < 1e-8)
    #expect(Self.error(head, activation, loss: SigLIPLoss(temperature: 0.2, bias: -2)) < 1e-8)
  }

  @Test("the InfoNCE loss of equal similarities is log n, and a large scale does not overflow")
  func knownValues() {
    let loss = InfoNCELoss(temperature: 0.01)
    let equal = loss.evaluate(Matrix<Double>(8, 8), scalars: loss.start)
    #expect(abs(equal.value - 2.0794415416798357) < 1e-14)
    let exact = loss.evaluate(.identity(8), scalars: [-12])
    #expect(exact.value >= 0 && exact.value < 1e-12)
    #expect(exact.similarities.withUnsafeElements { $0.allSatisfy(\.isFinite) })
  }

  @Test("the SigLIP loss of zero logits is n log 2")
  func sigLIPValue() {
    let loss = SigLIPLoss(temperature: 1, bias: 0)
    #expect(abs(loss.evaluate(Matrix<Double>(8, 8), scalars: loss.start).value - 5.545177444479562) < 1e-14)
    #expect(loss.evaluate(Matrix<Double>(2, 2), scalars: [0, -1e5]).value.isFinite)
  }

  @Test("a column of length 0 stays 0 and passes no gradient")
  func zeroColumn() {
    let columns = UnitColumns(Matrix(columns: [[0, 0], [3, 4]]))
    #expect(columns.values == Matrix<Double>(columns: [[0, 0], [0.6, 0.8]]))
    #expect(columns.gradient(of: Matrix<Double>(columns: [[1, 1], [1, 1]])).column(0) == [0, 0])
  }
}
