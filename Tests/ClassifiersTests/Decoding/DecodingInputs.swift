import Classifiers
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

/// A classifier whose scores are the samples themselves, one class a dimension.
struct ScoresAsGiven: FittedClassifier {
  let classes: [Int]

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> { samples }
}

/// A decoding with parameters, as the laws are tested on it.
struct DecodingEntry: Sendable, CustomTestStringConvertible {
  let method: any DecodingMethod
  let parameters: String

  var testDescription: String { "\(type(of: method).name) \(parameters)" }

  /// Every entry of the registry with its defaults, and some with other parameters.
  static var all: [DecodingEntry] {
    get throws {
      let others: [(any DecodingMethod.Type, String)] = [
        (BalancedSinkhorn.self, #"{"temperature": 0.25, "tolerance": 1e-4}"#), (CSLS.self, #"{"neighbours": 3}"#),
        (CalibratedStacking.self, #"{"penalty": 0.5}"#),
      ]
      return try nonEmpty(DecodingRegistry.methods.map { ($0, "{}") } + others).map { type, text in
        DecodingEntry(method: try JSONDecoder().decode(type, from: Data(text.utf8)), parameters: text)
      }
    }
  }

  static let count = DecodingRegistry.methods.count + 3
}

/// Samples of three classes from persons who each add a constant of their own.
struct Persons {
  let training: Matrix<Double>
  let labels: [Int]
  let batch: TestBatch
  let truth: [Int]

  /// - Parameters:
  ///   - offset: how large those constants are; the classes are about 4 apart, their spread is 1.
  ///   - shares: how many samples each person gives of each class.
  init(offset: Double, shares: [Int] = [12, 12, 12], persons: Int = 4, seed: UInt64) {
    let means = 3 * randomMatrix(5, 3, seed: seed)
    func samples(_ classes: [Int], _ groups: [Int], seed: UInt64) -> Matrix<Double> {
      let noise = randomMatrix(5, classes.count, seed: seed)
      let offsets = offset * randomMatrix(5, (groups.max() ?? 0) + 1, seed: seed &+ 1)
      return Matrix(
        columns: classes.indices.map { i in
          (0..<5).map { means[$0, classes[i]] + noise[$0, i] + offsets[$0, groups[i]] }
        })
    }
    labels = (0..<60).map { $0 % 3 }
    training = samples(labels, [Int](repeating: 0, count: 60), seed: seed &+ 10)
    let each = shares.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
    truth = (0..<persons).flatMap { _ in each }
    let groups = (0..<persons).flatMap { [Int](repeating: $0 * 3 + 1, count: each.count) }
    batch = TestBatch(samples: samples(truth, groups, seed: seed &+ 20), groups: groups, reference: training)
  }

  func classifier(_ method: any ClassifierMethod = RidgeClassifier()) throws -> any FittedClassifier {
    try method.fit(training, labels: labels)
  }

  func accuracy(_ predictions: [Int?]) -> Double {
    Double(inStep(predictions, truth).count { $0 == $1 }) / Double(truth.count)
  }
}

extension TestBatch {
  /// The batch with other samples.
  func with(_ samples: Matrix<Double>) -> TestBatch {
    TestBatch(samples: samples, groups: groups, reference: reference)
  }

  /// Some of the samples, in that order.
  func selecting(_ places: [Int]) -> TestBatch {
    TestBatch(samples: samples.selectingColumns(places), groups: places.map { groups[$0] }, reference: reference)
  }
}
