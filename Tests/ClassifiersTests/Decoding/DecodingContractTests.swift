import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@Suite("What every decoding keeps")
struct DecodingContractTests {
  let persons = Persons(offset: 0.5, seed: 1)

  @Test("names are unique, and every decoding can be had with its defaults")
  func registry() throws {
    #expect(Set(DecodingRegistry.methods.map { $0.name }).count == DecodingRegistry.methods.count)
    #expect(try DecodingEntry.all.count == DecodingEntry.count)
  }

  @Test("cards are complete, and what is declared of a parameter is what is read, written and refused")
  func cards() throws {
    func check<M: DecodingMethod>(_ type: M.Type) throws { try expectDeclarationsHold(type, type.name) }
    for type in DecodingRegistry.methods {
      let card = type.card
      #expect(card.summary.contains(type.isTransductive ? "(transductive)" : "(inductive)"))
      #expect(card.objective.count > 1 && card.source.count > 1)
      #expect(type.parameters.allSatisfy { type.init().isWritten($0.name) })
      try check(type)
    }
  }

  @Test("parameters survive encoding", arguments: try DecodingEntry.all)
  func coding(entry: DecodingEntry) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(entry.method)
    let type: any DecodingMethod.Type = Swift.type(of: entry.method)
    let again: any DecodingMethod = try JSONDecoder().decode(type, from: data)
    #expect(try encoder.encode(again) == data)
  }

  @Test("permuting the batch permutes scores and predictions", arguments: try DecodingEntry.all)
  func permutation(entry: DecodingEntry) throws {
    let classifier = try persons.classifier()
    var generator = Seed(base: 6).generator
    let order = generator.shuffled(Array(persons.truth.indices))
    let plain = try entry.method.scores(of: persons.batch, by: classifier, among: [0, 1, 2])
    let permuted = try entry.method.scores(of: persons.batch.selecting(order), by: classifier, among: [0, 1, 2])
    #expect(largestDifference(permuted.scores, plain.scores.selectingColumns(order)) < 1e-9)
    let predictions = try entry.method.predict(persons.batch, by: classifier, among: [0, 1, 2])
    let again = try entry.method.predict(persons.batch.selecting(order), by: classifier, among: [0, 1, 2])
    #expect(again == order.map { predictions[$0] })
  }

  @Test("renaming the groups changes nothing, and two runs are the same to the bit", arguments: try DecodingEntry.all)
  func renaming(entry: DecodingEntry) throws {
    let classifier = try persons.classifier()
    let batch = persons.batch
    let plain = try entry.method.scores(of: batch, by: classifier, among: [0, 1, 2])
    let renamed = TestBatch(samples: batch.samples, groups: batch.groups.map { 50 - $0 }, reference: batch.reference)
    #expect(try entry.method.scores(of: renamed, by: classifier, among: [0, 1, 2]) == plain)
    #expect(try entry.method.scores(of: batch, by: classifier, among: [0, 1, 2]) == plain)
  }

  @Test("well separated classes stay told apart, whatever the classifier", arguments: try DecodingEntry.all)
  func separated(entry: DecodingEntry) throws {
    let persons = Persons(offset: 0.1, seed: 2)
    for type in ClassifierRegistry.methods {
      let method: any ClassifierMethod = try JSONDecoder().decode(type, from: Data("{}".utf8))
      let classifier = try persons.classifier(method)
      let usual = persons.accuracy(try classifier.predict(persons.batch.samples, among: [0, 1, 2]))
      let decoded = try entry.method.predict(persons.batch, by: classifier, among: [0, 1, 2])
      #expect(usual > 0.95 && persons.accuracy(decoded) >= usual - 0.02, "\(type.name)")
    }
  }

  @Test(
    "predictions are the best scores; only candidates are predicted, and nothing without one",
    arguments: try DecodingEntry.all)
  func candidates(entry: DecodingEntry) throws {
    let classifier = try persons.classifier()
    let (classes, scores) = try entry.method.scores(of: persons.batch, by: classifier, among: [9, 2, 0])
    #expect(classes == [0, 2] && scores.rows == 2 && scores.columns == persons.truth.count)
    let predictions = try entry.method.predict(persons.batch, by: classifier, among: [9, 2, 0])
    #expect(predictions == (0..<scores.columns).map { scores[1, $0] > scores[0, $0] ? 2 : 0 })
    #expect(try entry.method.predict(persons.batch, by: classifier, among: [2]).allSatisfy { $0 == 2 })
    let none = try entry.method.scores(of: persons.batch, by: classifier, among: [7])
    #expect(none.classes.isEmpty && none.scores.rows == 0)
    let nothing = try entry.method.predict(persons.batch, by: classifier, among: [7])
    #expect(nothing == [Int?](repeating: nil, count: persons.truth.count))
  }

  @Test(
    "identical latents, one sample a group, one sample and none have finite scores", arguments: try DecodingEntry.all)
  func degenerate(entry: DecodingEntry) throws {
    let classifier = try persons.classifier()
    let same = persons.batch.with(Matrix(columns: persons.truth.map { _ in [1, 2, 3, 4, 5] }))
    let alone = persons.batch.selecting([0, 40, 80, 120])
    #expect(Set(alone.groups).count == 4)
    for batch in [same, alone, persons.batch.selecting([5]), persons.batch.selecting([])] {
      let (_, scores) = try entry.method.scores(of: batch, by: classifier, among: [0, 1, 2])
      #expect(scores.columns == batch.groups.count && scores.withUnsafeElements { $0.allSatisfy { $0.isFinite } })
      let predictions = try entry.method.predict(batch, by: classifier, among: [0, 1, 2])
      #expect(predictions.count == batch.groups.count && predictions.allSatisfy { $0 != nil })
    }
  }

  @Test("samples and scores that are not finite are refused", arguments: try DecodingEntry.all)
  func notFinite(entry: DecodingEntry) throws {
    let classifier = try persons.classifier()
    for bad in [Double.nan, .infinity] {
      var samples = persons.batch.samples
      samples[2, 7] = bad
      #expect(throws: InputError.self) {
        try entry.method.predict(persons.batch.with(samples), by: classifier, among: [0, 1, 2])
      }
    }
    let huge = 1e200 * persons.batch.samples
    let centroids = try persons.classifier(NearestCentroid())  // whose squares overflow
    #expect(throws: InputError.self) {
      try entry.method.predict(persons.batch.with(huge), by: centroids, among: [0, 1, 2])
    }
  }
}
