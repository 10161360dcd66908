import Classifiers
import Foundation
import LinearAlgebra
import Testing
import TestSupport

/// What POT, numpy and scikit-learn compute of the same input;
/// `Tests/Peers/classifiers/decoding.py` writes it.
@Suite("Decodings against POT, numpy and scikit-learn")
struct DecodingPeerTests {
  struct Fixture: Decodable {
    let groups, labels: [Int]
    let scores, balanced, balancedHard, csls, cslsOfThree, reference, samples, centred: [[Double]]
  }

  let fixture: Fixture

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "decoding", withExtension: "json", subdirectory: "Fixtures"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  func decoded(_ method: any DecodingMethod) throws -> Matrix<Double> {
    let batch = TestBatch(samples: Matrix(columns: fixture.scores), groups: fixture.groups, reference: Matrix(6, 1))
    let classes = Array(0..<6)
    return try method.scores(of: batch, by: ScoresAsGiven(classes: classes), among: classes).scores
  }

  @Test("plans with equal class shares are POT's")
  func balanced() throws {
    let usual = try decoded(BalancedSinkhorn { $0.tolerance = 1e-12 })
    #expect(largestDifference(usual, Matrix(columns: fixture.balanced)) < 1e-9)
    let hard = try decoded(
      BalancedSinkhorn {
        $0.temperature = 0.1; $0.tolerance = 1e-12
      })
    #expect(largestDifference(hard, Matrix(columns: fixture.balancedHard)) < 1e-7)
    // What the default tolerance loses.
    #expect(largestDifference(try decoded(try BalancedSinkhorn()), Matrix(columns: fixture.balanced)) < 0.01)
  }

  @Test("CSLS is numpy's")
  func csls() throws {
    #expect(largestDifference(try decoded(try CSLS()), Matrix(columns: fixture.csls)) < 1e-12)
    #expect(largestDifference(try decoded(CSLS { $0.neighbours = 3 }), Matrix(columns: fixture.cslsOfThree)) < 1e-12)
  }

  @Test("scores of centred latents are scikit-learn's")
  func centred() throws {
    let reference = Matrix(columns: fixture.reference)
    let classifier = try RidgeClassifier { $0.ridge = 0.1 }.fit(reference, labels: fixture.labels)
    let batch = TestBatch(samples: Matrix(columns: fixture.samples), groups: fixture.groups, reference: reference)
    let scores = try SubjectCentring().scores(of: batch, by: classifier, among: Array(0..<6)).scores
    #expect(largestDifference(scores, Matrix(columns: fixture.centred)) < 1e-9)
  }
}
