import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Metrics

/// Whatever goes in, what comes out is a number or nothing.
@Suite struct FiniteTests {
  /// Enough samples for every metric to be defined.
  static let n = 14

  /// Latents as a failed alignment may leave them, by what is wrong.
  static let latents: [(String, Matrix<Double>)] = {
    let z = Latents.random(4, n, seed: 1)
    func broken(_ value: Double) -> Matrix<Double> {
      var result = z
      result[2, 7] = value
      return result
    }
    var oneRow = Matrix<Double>(4, n)
    for j in 0..<n { oneRow[1, j] = z[0, j] }
    var oneSample = Matrix<Double>(4, n)
    oneSample[1, 3] = 1
    return [
      ("sound", z), ("NaN", broken(.nan)), ("infinite", broken(.infinity)), ("minus infinite", broken(-.infinity)),
      ("zero", Matrix(4, n)), ("constant", Matrix(4, n, columnMajor: [Double](repeating: 0.1, count: 4 * n))),
      ("one dimension", oneRow), ("one sample", oneSample), ("rounding noise", 1e-17 * z), ("huge", 1e306 * z),
      ("largest", z.map { $0 > 0 ? Double.greatestFiniteMagnitude : -Double.greatestFiniteMagnitude }),
      ("subnormal", 1e-160 * (1e-150 * z)), ("one huge sample", broken(1e300)), ("few values", z.map { $0.rounded() }),
    ]
  }()

  func check(_ value: Double?, _ name: String, _ input: String) {
    if let value { #expect(value.isFinite, "\(name) of \(input)") }
    // Nothing is undefined of what is sound.
    if input == Self.sound { #expect(value != nil, "\(name) of \(input)") }
  }

  static let sound = "sound and few values, \(n) samples"

  @Test("every metric of latents is finite or undefined, for each of these beside each other and for few samples")
  func latents() throws {
    for (first, z1) in Self.latents {
      for (second, z2) in Self.latents {
        for n in [Self.n, 10, 2, 1] {
          let (a, b, input) = (z1.columns(0..<n), z2.columns(0..<n), "\(first) and \(second), \(n) samples")
          for metric in AlignmentMetric.all { check(metric(a, b), metric.description.name, input) }
          for (name, value) in SimilarityMetric.scores(a, b, seed: Seed(base: 0)) { check(value, name, input) }
          for distance in RetrievalDistance.allCases {
            for (name, value) in RetrievalMetric.scores(from: a, to: b, distance: distance) {
              check(value, name, input)
            }
          }
          for metric in ReconstructionMetric.all {
            check(try metric(a, truth: b), metric.description.name, input)
          }
        }
      }
    }
  }

  @Test("what is not finite has no error of alignment and no similarity, and retrieves nothing")
  func notFinite() throws {
    let sound = Self.latents[0].1
    for (input, z) in Self.latents[1...3] {
      for (a, b) in [(z, sound), (sound, z), (z, z)] {
        for metric in AlignmentMetric.all { #expect(metric(a, b) == nil, "\(metric.description.name) of \(input)") }
        for (name, value) in SimilarityMetric.scores(a, b, seed: Seed(base: 0)) {
          #expect(value == nil, "\(name) of \(input)")
        }
        for metric in ReconstructionMetric.all { #expect(try metric(a, truth: b) == nil) }
        for (name, value) in RetrievalMetric.scores(from: a, to: b) {
          #expect(name.hasPrefix("recall") ? value == 0 : value == 1 / Double(Self.n), "\(name) of \(input)")
        }
      }
    }
  }

  @Test("every score of predictions and of classes is finite or undefined")
  func predictions() {
    let truth = (0..<Self.n).map { $0 % 4 }
    for predictions in [truth, [Int?](repeating: nil, count: Self.n), [Int?](repeating: 2, count: Self.n)] {
      for metric in PredictionMetric.all {
        check(metric(truth: truth, predictions: predictions, classCount: 4), metric.description.name, "all")
        let one = metric(truth: [2], predictions: [predictions[0]], classCount: 4)
        check(one, metric.description.name, "one prediction")
      }
    }
    for (input, z) in Self.latents {
      let scores = ClassScores(z, classes: [0, 1, 2, 3], truth: truth)
      for metric in ScoreMetric.all { check(metric(scores), metric.description.name, input) }
      let probabilities = ClassScores(z.map { $0 > 0 ? 1 : $0 < 0 ? 0 : $0 }, classes: [0, 1, 2, 3], truth: truth)
      for metric in ProbabilityMetric.all { check(metric(probabilities), metric.description.name, input) }
    }
  }
}
