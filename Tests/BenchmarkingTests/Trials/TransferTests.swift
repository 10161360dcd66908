import Alignment
import Classifiers
import Diagnostics
import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking

@Suite("Ways of transfer, and decoding of the test batch")
struct TransferTests {
  static var alignment: Method {
    get throws { .alignment(AlignmentChoice(try RidgeCCA { $0.k = 3 })) }
  }

  @Test(
    "every way of carrying Gaussians over recognises the two classes far above chance",
    arguments: GaussianMixture.Transfer.allCases)
  func mixtures(transfer: GaussianMixture.Transfer) throws {
    let fixture = try SyntheticFixture()
    let outcome = try fixture.outcome(
      try Self.alignment, on: fixture.features, classifier: try GaussianMixture { $0.transfer = transfer })
    #expect(try #require(outcome.scores["accuracy"] ?? nil) > 0.8)
    #expect(try #require(outcome.scores["sourceAccuracy"] ?? nil) > 0.8)
  }

  @Test(
    "Gaussians are not pushed through what is not linear: refused in a trial, and left out of a plan with the reason")
  func notLinear() throws {
    let fixture = try SyntheticFixture()
    let pushed = try GaussianMixture { $0.transfer = .pushForward }
    let method = Method.alignment(AlignmentChoice(try CSA { $0.k = 3 }))
    let error = try #require(throws: InputError.self) {
      try fixture.outcome(method, on: fixture.features, classifier: pushed)
    }
    #expect(error.place == "gaussian-mixture: transfer")
    let text = """
      benchmark: test
      dataset: spar
      protocols: [cross-subject]
      alignments: [csa, ridge-cca]
      classifiers: [{gaussian-mixture: {transfer: push-forward}}, linear-svm]
      decodings: [csls]
      """
    let configuration = try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
    let (made, exclusions) = try Plan.pipelines(
      configuration.levels[0], decodings: configuration.decodings)
    #expect(exclusions.count == 5)
    #expect(exclusions.contains { $0.hasPrefix("csa with gaussian-mixture") })
    #expect(exclusions.contains { $0.hasPrefix("student-teacher-soft with linear-svm") })
    #expect(exclusions.contains { $0.hasPrefix("student-teacher with gaussian-mixture") })
    // Eight bounds and three alignments (none is always there), with two classifiers. Seven of them
    // do not go together. Inductively and decoded.
    #expect(made.count == 2 * (11 * 2 - 7))
  }

  @Test("a soft student of a sure teacher predicts what a student of its names predicts")
  func softStudent() throws {
    let fixture = try SyntheticFixture(noise: 0)
    let hard = try fixture.outcome(.bound(.studentTeacher), on: fixture.features)
    let soft = try fixture.outcome(.bound(.softStudentTeacher), on: fixture.features)
    let (h, s) = (try #require(hard.predicted), try #require(soft.predicted))
    let same = inStep(h, s).count { $0 == $1 }
    #expect(Double(same) > 0.9 * Double(h.count))
    #expect(throws: InputError.self) {
      try fixture.outcome(.bound(.softStudentTeacher), on: fixture.features, classifier: LinearSVM())
    }
  }

  @Test("decoding changes predictions only through the test batch, and leaves latents and errors as they are")
  func decoding() throws {
    let fixture = try SyntheticFixture()
    let method = try Self.alignment
    let plain = try fixture.outcome(method, on: fixture.features)
    for type in DecodingRegistry.methods {
      let decoded = try fixture.outcome(method, on: fixture.features, decoding: try type.init(fromDefaults: ()))
      #expect(try #require(decoded.predicted).count == fixture.split.roles.test.count)
      #expect(plain.latentDistances != nil && decoded.latentDistances == plain.latentDistances)
      #expect(decoded.scores["logLoss"] == nil)
      #expect(try #require(decoded.scores["accuracy"] ?? nil) > 0.7)
    }
  }
}

extension DecodingMethod {
  /// With all parameters at their defaults.
  init(fromDefaults: Void) throws { self = try StrictYAML.decode(Self.self, from: "{}", file: "defaults") }
}
