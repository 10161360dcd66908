import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("What one decoding keeps")
struct DecodingMethodTests {
  let given = ScoresAsGiven(classes: [3, 5, 8, 9])
  /// Scores of four classes for 30 samples of two groups, 18 and 12.
  let batch = TestBatch(
    samples: randomMatrix(4, 30, seed: 1), groups: (0..<30).map { $0 % 5 < 3 ? 1 : 2 }, reference: Matrix(4, 1))

  @Test("balanced plans have columns that sum to 1 and equal class shares in every group")
  func shares() throws {
    for tolerance in [1e-3, 1e-6, 1e-10] {
      let method = try BalancedSinkhorn {
        $0.temperature = 0.2; $0.tolerance = tolerance
      }
      let plan = try method.scores(of: batch, by: given, among: [3, 5, 8, 9]).scores.map { exp($0) }
      for j in 0..<30 { #expect(abs(plan.column(j).reduce(0, +) - 1) < 1e-12) }
      for group in [1, 2] {
        let members = batch.groups.indices.filter { batch.groups[$0] == group }
        for c in 0..<4 {
          let share = members.reduce(0) { $0 + plan[c, $1] } / Double(members.count)
          #expect(abs(share - 0.25) <= 0.25 * tolerance + 1e-12)
        }
      }
    }
  }

  @Test("neither the order of the groups nor the presence of another changes a group's plan but for the common scale")
  func groups() throws {
    let method = BalancedSinkhorn()
    let plain = try method.scores(of: batch, by: given, among: [3, 5, 8, 9]).scores
    let order = batch.groups.indices.sorted { (batch.groups[$1], $0) < (batch.groups[$0], $1) }
    let regrouped = try method.scores(of: batch.selecting(order), by: given, among: [3, 5, 8, 9]).scores
    #expect(largestDifference(regrouped, plain.selectingColumns(order)) < 1e-12)
  }

  @Test("an offset a sample and a scale of all scores change no decoding by scores")
  func scale() throws {
    let moved = Matrix(
      columns: (0..<30).map { j in batch.samples.column(j).map { 1e5 * $0 + 1e4 * Double(j) } })
    for method in [BalancedSinkhorn(), CSLS()] as [any DecodingMethod] {
      let plain = try method.scores(of: batch, by: given, among: [3, 5, 8, 9]).scores
      let other = try method.scores(of: batch.with(moved), by: given, among: [3, 5, 8, 9]).scores
      #expect(largestDifference(plain, other) < 1e-8)
    }
  }

  @Test("equal shares help where they hold and harm where they do not")
  func assumption() throws {
    let method = BalancedSinkhorn()
    var gains: [Double] = []
    for shares in [[12, 12, 12], [32, 2, 2]] {
      var gain = 0.0
      for seed in 0..<4 {
        let persons = Persons(offset: 2, shares: shares, seed: UInt64(100 * seed + 7))
        let classifier = try persons.classifier()
        let usual = persons.accuracy(try classifier.predict(persons.batch.samples, among: [0, 1, 2]))
        gain += persons.accuracy(try method.predict(persons.batch, by: classifier, among: [0, 1, 2])) - usual
      }
      gains.append(gain / 4)
    }
    #expect(gains[0] > 0.02 && gains[1] < -0.1, "\(gains)")
  }

  @Test("not converging is an error that says what to do")
  func notConverging() throws {
    for method in [
      try BalancedSinkhorn {
        $0.temperature = 0.01; $0.iterations = 2; $0.tolerance = 1e-12
      },
      try BalancedSinkhorn { $0.temperature = 1e-308 },
    ] {
      #expect {
        try method.predict(batch, by: given, among: [3, 5, 8, 9])
      } throws: { error in
        guard let error = error as? InputError else { return false }
        return error.place == "balanced-sinkhorn" && error.advice.contains("temperature")
      }
    }
  }

  @Test("a sample alone in its group, or in the batch, keeps the classifier's own order")
  func alone() throws {
    let spread = TestBatch(samples: batch.samples, groups: Array(0..<30), reference: batch.reference)
    let usual = try given.predict(batch.samples, among: [3, 5, 9])
    #expect(try BalancedSinkhorn().predict(spread, by: given, among: [3, 5, 9]) == usual)
    for j in 0..<30 {
      #expect(try CSLS().predict(batch.selecting([j]), by: given, among: [3, 5, 9]) == [usual[j]])
    }
  }

  @Test("shifting one group's latents by a constant changes nothing after centring")
  func shifting() throws {
    let persons = Persons(offset: 3, seed: 3)
    let batch = persons.batch
    let moved = Matrix(
      columns: batch.groups.indices.map { j in
        batch.samples.column(j).map { $0 + (batch.groups[j] == 4 ? 17.5 : 0) }
      })
    for type in ClassifierRegistry.methods {
      let method: any ClassifierMethod = try JSONDecoder().decode(type, from: Data("{}".utf8))
      let classifier = try persons.classifier(method)
      let plain = try SubjectCentring().scores(of: batch, by: classifier, among: [0, 1, 2]).scores
      let other = try SubjectCentring().scores(of: batch.with(moved), by: classifier, among: [0, 1, 2]).scores
      #expect(largestDifference(plain, other) < 1e-8, "\(type.name)")
      let predictions = try SubjectCentring().predict(batch, by: classifier, among: [0, 1, 2])
      #expect(predictions == (try SubjectCentring().predict(batch.with(moved), by: classifier, among: [0, 1, 2])))
      #expect(persons.accuracy(predictions) > 0.95, "\(type.name)")
    }
  }

  @Test("centring leaves a group that has the reference's mean to the classifier, which votes among candidates")
  func centred() throws {
    let persons = Persons(offset: 0, seed: 4)
    let same = TestBatch(
      samples: persons.training, groups: persons.labels.map { _ in 1 }, reference: persons.training)
    for method in [NearestNeighbours(), RidgeClassifier(), NearestCentroid()] as [any ClassifierMethod] {
      let classifier = try persons.classifier(method)
      let usual = try classifier.predict(same.samples, among: [0, 2])
      #expect(try SubjectCentring().predict(same, by: classifier, among: [0, 2]) == usual)
    }
  }

  @Test("CSLS takes samples from a class that is near to everything")
  func hubs() throws {
    let hub = Matrix(columns: (0..<30).map { j in batch.samples.column(j).enumerated().map { $1 + ($0 == 2 ? 3 : 0) } })
    let usual = try given.predict(hub, among: [3, 5, 8, 9])
    let decoded = try CSLS { $0.neighbours = 30 }.predict(batch.with(hub), by: given, among: [3, 5, 8, 9])
    #expect(usual.count { $0 == 8 } > 20 && decoded.count { $0 == 8 } < usual.count { $0 == 8 } - 3)
  }
}
