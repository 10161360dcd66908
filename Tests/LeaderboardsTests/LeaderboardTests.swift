import Diagnostics
import Foundation
import Splits
import Testing

@testable import Leaderboards
@testable import Records

/// A results folder made by hand: one protocol, one direction, records as the tests want them.
struct HandmadeResults {
  let store = RecordStore(
    folder: FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-board-\(UUID().uuidString)"))
  private(set) var planned: [PlannedTrial] = []

  static func description(_ alignment: String, split: String, k: Int? = nil) -> TrialDescription {
    let nothing = TrialDescription.Choice(name: "x")
    return TrialDescription(
      benchmark: "b", dataset: "d", datasetVersion: "1", protocol: .init(name: "p"), split: split, source: "s",
      target: "t", encoderSource: nothing, encoderTarget: nothing, reduction: .null,
      alignment: .init(name: alignment, parameters: .object(k.map { ["k": .integer($0)] } ?? [:])), classifier: nothing,
      seed: 0)
  }

  /// Adds a trial; `right` says for each test sample whether it is predicted rightly, nil that
  /// there are no predictions.
  mutating func add(
    _ alignment: String, split: String = "1", k: Int? = nil, right: [Bool]?, subjects: [Int]? = nil,
    accuracy: Double? = nil,
    distances: [Double]? = nil, scores: [String: Double?] = [:], error: String? = nil, written: Bool = true,
    labelled: Int = 0, truth: [Int]? = nil, changing change: (inout TrialDescription) -> Void = { _ in }
  ) throws {
    let key = "\(alignment)-\(split)-\(k ?? 0)-\(planned.count)"
    var trial = Self.description(alignment, split: split, k: k)
    change(&trial)
    planned.append(.init(key: key, trial: trial))
    guard written else { return }
    var scores = scores
    if error == nil {
      let counted = right.map { Double($0.count { $0 }) / Double($0.count) }
      scores["accuracy"] = .some(accuracy ?? counted)
      if let distances { scores["cmae"] = distances.reduce(0, +) / Double(distances.count) }
    }
    let count = right?.count ?? 4
    var record = TrialRecord(
      key: key, trial: trial, data: [:], classNames: ["a", "b"],
      roles: Roles(labelled: Array(count..<(count + labelled)), paired: [], test: Array(0..<count)),
      candidateClasses: [0, 1], error: error, scores: scores,
      provenance: Provenance(
        version: "", revision: nil, swift: "", system: "", processor: "", blas: "", blasThreads: 1, libraries: [:]),
      run: .init(startedAt: "", fitSeconds: 0.5, seconds: 1))
    if error == nil {
      record.predictions = right.map {
        .init(
          ids: (0..<count).map { "\($0)" }, subjects: subjects ?? [Int](repeating: 1, count: count),
          truth: truth ?? [Int](repeating: 0, count: count),
          predicted: $0.enumerated().map { $1 ? truth?[$0] ?? 0 : 1 - (truth?[$0] ?? 0) }, latentDistances: distances)
      }
    }
    try store.write(record)
  }

  /// The last record with ties among the directions of its latent space.
  func tieLast(_ tie: TrialRecord.Tie) throws {
    guard let key = planned.last?.key, var record = try store.record(key) else { return }
    record.latent = TrialRecord.LatentReport(dimension: 2, sourceRowEnergy: [1, 1], targetRowEnergy: [1, 1], tie: tie)
    try store.write(record)
  }

  func leaderboard(_ ordering: Ordering = .accuracy) throws -> Leaderboard {
    try store.writePlan(planned)
    return try Leaderboard(store, ordering: ordering)
  }

  func remove() { try? FileManager.default.removeItem(at: store.folder) }
}

private func outcomes(right: Int, of total: Int) -> [Bool] { (0..<total).map { $0 < right } }

@Suite("Leaderboard")
struct LeaderboardTests {
  @Test("rows rank by accuracy; equal rows share the better place; bounds stand among them without a rank")
  func ranks() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("chance", right: nil, accuracy: 0.5)
    try results.add("source-on-source", right: outcomes(right: 95, of: 100))
    try results.add("target-supervised", right: outcomes(right: 90, of: 100))
    try results.add("student-teacher", right: outcomes(right: 80, of: 100))
    try results.add("none", right: outcomes(right: 40, of: 100))
    try results.add("perfect", k: 1, right: outcomes(right: 80, of: 100))
    try results.add("perfect", k: 2, right: outcomes(right: 85, of: 100))
    let board = try results.leaderboard().boards[0]
    #expect(
      board.rows.map { "\($0.trial.alignment.name) \($0.rank.map(String.init) ?? "-")" } == [
        "source-on-source -", "target-supervised -", "perfect 1", "student-teacher 2", "perfect 2", "chance -",
        "none 4",
      ])
    let best = board.rows[2]
    let ratio = try #require(best.transferRatio)
    #expect(abs(ratio - 0.875) < 1e-12)
    // Wilson's interval of 85 of 100.
    let interval = try #require(best.accuracyInterval)
    #expect(abs(interval.lowerBound - 0.7671) < 1e-4 && abs(interval.upperBound - 0.9069) < 1e-4)
    #expect(board.rows[5].accuracyInterval == nil)
  }

  @Test("the interval of a rank holds the rank, and far rows do not overlap")
  func rankIntervals() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", k: 1, right: outcomes(right: 190, of: 200))
    try results.add("perfect", k: 2, right: (0..<200).map { $0 >= 11 })
    try results.add("none", right: outcomes(right: 20, of: 200))
    let rows = try results.leaderboard().rows
    for row in rows { #expect(row.rankLow! <= row.rank! && row.rank! <= row.rankHigh!) }
    #expect(rows[0].rankHigh == 2 && rows[1].rankLow == 1)
    #expect(rows[2].rankLow == 3 && rows[2].rankHigh == 3)
  }

  @Test("rows with failed or missing trials stand last, without a rank, with their coverage")
  func incomplete() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for split in ["1", "2"] { try results.add("none", split: split, right: outcomes(right: 2, of: 10)) }
    try results.add("perfect", split: "1", right: outcomes(right: 10, of: 10))
    try results.add("perfect", split: "2", right: nil, error: "it broke")
    try results.add("ridge-cca", split: "1", right: outcomes(right: 10, of: 10))
    try results.add("ridge-cca", split: "2", right: nil, written: false)
    let leaderboard = try results.leaderboard()
    #expect(!leaderboard.isComplete)
    #expect(leaderboard.rows.map(\.rank) == [1, nil, nil])
    #expect(leaderboard.rows.map(\.trial.alignment.name) == ["none", "perfect", "ridge-cca"])
    #expect(leaderboard.rows.map(\.failed) == [0, 1, 0] && leaderboard.rows.map(\.missing) == [0, 0, 1])
    #expect(try leaderboard.rendered(as: .table).contains("1 of 2"))
  }

  @Test("scores are means over trials; a score that one trial lacks has none")
  func means() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("none", split: "1", right: outcomes(right: 2, of: 4), scores: ["macroF1": 0.4, "recallAt1": 0.5])
    try results.add(
      "none", split: "2", right: outcomes(right: 3, of: 4), scores: ["macroF1": 0.6, "recallAt1": nil as Double?])
    let row = try results.leaderboard().rows[0]
    #expect(row["accuracy"] == 0.625 && row["macroF1"] == 0.5 && row["recallAt1"] == nil)
    #expect(row.testSamples == 8 && row.fitSeconds == 0.5)
    let interval = try #require(row.accuracyInterval)
    #expect(interval.lowerBound < 0.625 && interval.upperBound > 0.625)
  }

  @Test("the alignment-error board ranks the smallest error first")
  func alignmentError() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", right: outcomes(right: 1, of: 4), distances: [1, 1, 1, 1])
    try results.add("none", right: outcomes(right: 4, of: 4), distances: [5, 6, 7, 8])
    try results.add("student-teacher", right: outcomes(right: 4, of: 4))
    let rows = try results.leaderboard(.cmae).rows
    #expect(rows.map(\.trial.alignment.name) == ["perfect", "none", "student-teacher"])
    #expect(rows.map(\.rank) == [1, 2, nil])
    #expect(rows[1].cmaeInterval?.contains(6.5) == true)
  }

  @Test("intervals are the same on every run")
  func repeatable() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for split in ["1", "2", "3"] { try results.add("none", split: split, right: outcomes(right: 5, of: 9)) }
    #expect(try results.leaderboard().rows == results.leaderboard().rows)
  }
}

@Suite("Forms of the leaderboard")
struct RendererTests {
  @Test("JSON has every key in every row, null for what does not exist, and parameters as an object")
  func json() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("chance", right: nil, accuracy: 0.5)
    try results.add("perfect", k: 3, right: outcomes(right: 3, of: 4), distances: [1, 2, 3, 4])
    let text = try results.leaderboard().rendered(as: .json)
    let rows = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    let keys = [
      "rank", "rankLow", "rankHigh", "benchmark", "dataset", "protocol", "source", "target", "encoderSource",
      "encoderTarget", "alignment", "alignmentParameters", "classifier", "trials", "failed", "accuracy", "accuracyLow",
      "accuracyHigh", "sourceAccuracy", "macroF1", "transferRatio", "cmae", "cmaeSquared", "cmaeFrobenius",
      "cmaeNormalised", "cmaeTrain", "cmaeSquaredTrain", "cmaeFrobeniusTrain", "cmaeNormalisedTrain", "recallAt1",
      "fitSeconds",
    ]
    for row in rows { #expect(Set(keys).subtracting(row.keys).isEmpty) }
    #expect((rows[0]["alignmentParameters"] as? [String: Any])?["k"] as? Int == 3)
    #expect(rows[1]["cmae"] is NSNull && rows[1]["rank"] is NSNull)
  }

  @Test("CSV has one line a row and as many fields as heads, with commas quoted")
  func csv() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", k: 3, right: outcomes(right: 3, of: 4))
    let lines = try results.leaderboard().rendered(as: .csv).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].split(separator: ",", omittingEmptySubsequences: false).count == LeaderboardRow.columns.count)
    #expect(lines[1].split(separator: ",", omittingEmptySubsequences: false).count == LeaderboardRow.columns.count)
  }

  @Test(
    "a row whose solution is not unique has a mark, and below the table stands by what it was chosen; no other board changes"
  )
  func ties() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", k: 3, right: outcomes(right: 3, of: 4))
    let before = try results.leaderboard()
    #expect(try !before.rendered(as: .table).contains("†") && !before.rendered(as: .markdown).contains("Not unique"))
    try results.add("cca", k: 2, right: outcomes(right: 2, of: 4))
    try results.tieLast(TrialRecord.Tie(tied: 23, kept: 2, rule: "variation"))
    try results.add("csa", k: 2, right: outcomes(right: 1, of: 4))
    try results.tieLast(TrialRecord.Tie(tied: 4, kept: 2, rule: nil))
    let leaderboard = try results.leaderboard()
    #expect(leaderboard.rows.map { $0.tie?.tied } == [nil, 23, 4])
    for format in [OutputFormat.table, .markdown] {
      let text = try leaderboard.rendered(as: format)
      #expect(text.contains("cca †") && text.contains("csa ‡") && !text.contains("perfect †"))
      #expect(text.contains("† Not unique") && text.contains("most of the data's variation"))
      #expect(text.contains("‡ Not unique") && text.contains("rounding"))
    }
    let rows = try JSONSerialization.jsonObject(with: Data(leaderboard.rendered(as: .json).utf8)) as? [[String: Any]]
    #expect(rows?[1]["tiedDirections"] as? Int == 23 && rows?[1]["tieRule"] as? String == "variation")
    #expect(rows?[0]["tiedDirections"] is NSNull && rows?[2]["tieRule"] is NSNull)
  }

  @Test("Markdown has a table with a head and one line a row")
  func tables() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", k: 3, right: outcomes(right: 3, of: 4))
    try results.add("none", right: outcomes(right: 1, of: 4))
    let leaderboard = try results.leaderboard()
    let markdown = try leaderboard.rendered(as: .markdown).split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(markdown.count == 4)
    #expect(Set(markdown.map { line in line.count { $0 == "|" } }).count == 1)
  }
}
