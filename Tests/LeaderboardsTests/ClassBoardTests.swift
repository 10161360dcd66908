import Foundation
import Metrics
import Testing

@testable import Leaderboards

@Suite("Boards where classes are of unlike size")
struct ClassBoardTests {
  /// Five of eight samples are of class 0, for each of six subjects.
  private static let truth = (0..<48).map { $0 % 8 < 5 ? 0 : 1 }
  private static let subjects = (0..<48).map { $0 / 8 }

  private func results() throws -> HandmadeResults {
    var results = HandmadeResults()
    let truth = Self.truth
    func add(_ name: String, _ right: [Bool]?, accuracy: Double? = nil) throws {
      var scores: [String: Double?] = [:]
      if let right {
        let predicted = zip(right, truth).map { $0 ? $1 : 1 - $1 }
        for metric in PredictionMetric.all where metric.description.name != "accuracy" {
          scores[metric.description.name] = metric(truth: truth, predictions: predicted, classCount: 2)
        }
      }
      try results.add(name, right: right, subjects: Self.subjects, accuracy: accuracy, scores: scores, truth: truth)
    }
    try add("chance", nil, accuracy: 0.5)
    try add("majority", truth.map { $0 == 0 })
    try add("target-supervised", truth.indices.map { $0 % 16 != 3 })
    // Nearly always class 0, and both classes alike.
    try add("none", truth.indices.map { truth[$0] == 0 || $0 == 5 })
    try add("ridge-cca", truth.indices.map { truth[$0] == 1 ? $0 % 16 != 6 : $0 % 8 < 2 || $0 % 16 == 2 })
    return results
  }

  @Test(
    "the floor of the transfer ratio is the larger of chance and majority, and majority stands there without a rank")
  func floor() throws {
    let results = try results()
    defer { results.remove() }
    let rows = try results.leaderboard().rows
    let (majority, supervised) = (0.625, 45.0 / 48)
    for row in rows where row.trial.alignment.name == "none" {
      let ratio = try #require(row.transferRatio)
      #expect(abs(ratio - (31.0 / 48 - majority) / (supervised - majority)) < 1e-12)
    }
    let bound = try #require(rows.first { $0.bound == .majority })
    #expect(bound.rank == nil && bound.transferRatio == 0 && bound["accuracy"] == majority)
    #expect(rows.first { $0.bound == .chance }?.transferRatio.map { $0 < 0 } == true)
  }

  @Test("without a row of majority chance is the floor; rows and bounds with missing trials give no ratio")
  func incomplete() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for split in ["1", "2"] {
      try results.add("chance", split: split, right: nil, accuracy: 0.25)
      try results.add("none", split: split, right: [true, true, false, false])
      try results.add("perfect", split: split, right: [true, true, false, true], written: split == "1")
      try results.add("target-supervised", split: split, right: [true, true, true, false])
    }
    func ratios() throws -> [String: Double] {
      Dictionary(
        uniqueKeysWithValues: try results.leaderboard().rows.compactMap { row in
          row.transferRatio.map { (row.trial.alignment.name, $0) }
        })
    }
    #expect(try ratios() == ["chance": 0, "none": 0.5, "target-supervised": 1])
    try results.add("target-supervised", split: "3", right: nil, error: "it broke")
    #expect(try ratios().isEmpty)
  }

  @Test(
    "boards of balanced accuracy and macro-F1 turn the order round, with intervals, groups and rank intervals of their own"
  )
  func boards() throws {
    let results = try results()
    defer { results.remove() }
    func ranked(_ ordering: Ordering) throws -> [LeaderboardRow] {
      try results.leaderboard(ordering).rows.filter { $0.rank != nil }
    }
    #expect(try ranked(.accuracy).map(\.trial.alignment.name) == ["none", "ridge-cca"])
    for ordering in [Ordering.balancedAccuracy, .macroF1] {
      let rows = try ranked(ordering)
      #expect(rows.map(\.trial.alignment.name) == ["ridge-cca", "none"] && rows.map(\.rank) == [1, 2])
      #expect(rows.allSatisfy { $0.tieGroup != nil && $0.rankLow != nil })
      let against = try #require(rows[1].againstBest?.comparison)
      #expect(abs(against.difference.mean - (rows[1][ordering.score]! - rows[0][ordering.score]!)) < 1e-12)
      #expect(against.mcnemar == nil)
    }
    for row in try ranked(.accuracy) {
      #expect(row.balancedAccuracyInterval?.contains(row["balancedAccuracy"]!) == true)
      #expect(row.macroF1Interval?.contains(row["macroF1"]!) == true)
    }
    #expect(Ordering(rawValue: "balanced-accuracy") == .balancedAccuracy && Ordering(rawValue: "macro-f1") == .macroF1)
  }

  @Test("the values of samples have the score as their mean, and leaving a sample out moves the score by its share")
  func values() throws {
    let truth: [Int] = (0..<300).map { index in [0, 0, 0, 0, 1, 1, 3][index % 7] }
    let predicted: [Int?] = (0..<300).map { (index: Int) -> Int? in
      if index % 11 == 0 { return nil }
      return index % 5 == 0 ? index % 4 : truth[index]
    }
    let averages = try #require(ClassAverages(truth: truth, predicted: predicted, classCount: 4))
    for (metric, values) in [
      (PredictionMetric.balancedAccuracy, averages.balancedAccuracy), (.macroF1, averages.macroF1),
    ] {
      func score(_ rows: [Int]) throws -> Double {
        try #require(metric(truth: rows.map { truth[$0] }, predictions: rows.map { predicted[$0] }, classCount: 4))
      }
      let whole = try score(Array(0..<300))
      let mean: Double = values.reduce(0, +) / 300
      #expect(abs(mean - whole) < 1e-12)
      for sample in [0, 1, 4, 5, 6, 11, 33, 55] {
        let moved: Double = try whole - score((0..<300).filter { $0 != sample })
        let share: Double = (values[sample] - whole) / 299
        #expect(abs(moved - share) < 2e-4, "\(sample)")
      }
    }
    #expect(ClassAverages(truth: [], predicted: [], classCount: 4) == nil)
  }
}
