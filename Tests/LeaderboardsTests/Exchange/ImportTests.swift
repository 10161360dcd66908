import Benchmarking
import Diagnostics
import Foundation
import Splits
import Testing

@testable import Leaderboards
@testable import Records

@Suite("Predictions from elsewhere")
struct ImportTests {
  private static let names = ["Mine", "<script>alert(1)</script>, \"x\" | \\ % _ & \u{1F600}"]

  /// Imports the predictions that a row of the run has, as a table.
  private func imported(
    _ run: SmallRun, row: String = "Mine", saw: [TargetSeen]? = [.unlabelledPairs],
    _ change: (inout [String]) -> Void = { _ in }
  ) throws -> ImportedPredictions {
    var lines = ["split,id,predicted"]
    for record in try run.records(of: "perfect").prefix(2) {
      let predictions = try #require(record.predictions)
      for (id, predicted) in zip(predictions.ids, predictions.predicted) {
        lines.append("\(record.trial.split),\(id),\(try #require(predicted))")
      }
    }
    change(&lines)
    let found = try ImportedPredictions(
      PredictionTable(lines.joined(separator: "\n"), place: "p.csv"),
      as: .imported(row: row, file: "f", saw: saw), in: run.store, filter: RowFilter(), provenance: .current())
    try run.store.write(imported: found.records)
    return found
  }

  /// A run whose first row of `perfect` has both of its splits first.
  private func made() throws -> SmallRun { try SmallRun() }

  @Test(
    "the predictions of a row of this program, imported, have the scores of that row, and its key is that of its content"
  )
  func same() throws {
    let run = try made()
    defer { run.remove() }
    let before = try Leaderboard(run.store)
    let found = try imported(run)
    #expect(found.records.count == 2 && found.notes == [])
    for record in found.records {
      #expect(try record.hasKeyOfContent && record.fault == nil)
      let twin = try #require(try run.records(of: "perfect").first { $0.trial.split == record.trial.split })
      for name in ["accuracy", "balancedAccuracy", "macroF1", "cohensKappa"] {
        #expect(record.scores[name] == twin.scores[name])
      }
      #expect(record.confusion == twin.confusion && record.scores["recallAt1"] == nil)
    }
    let after = try Leaderboard(run.store)
    #expect(after.boards.count == before.boards.count && after.rows.count == before.rows.count + 1)
    let row = try #require(after.rows.first { $0.trial.importedRow == "Mine" })
    #expect(row.isComplete && row.trials == 2 && row.targetSeen == "unlabelled pairs")
    // All else of the board stays, but for ranks and what is corrected over all of its rows.
    for old in before.rows {
      let new = try #require(after.rows.first { $0.trial == old.trial })
      #expect(new.scores == old.scores && new.accuracyInterval == old.accuracyInterval)
    }
    let names = try #require(after.boards.first).rows.map(\.trial)
    #expect(ShortNames(names).names.contains("imported Mine"))
  }

  @Test("a row has a rank where its author says that it saw no more than the methods of the board")
  func ranks() throws {
    let run = try made()
    defer { run.remove() }
    for (saw, isRanked) in [
      ([TargetSeen.unlabelledPairs], true), ([], true), (nil, false), ([.testLabels], false), ([.fewLabels], false),
      ([.testBatch], false), ([.unlabelledPairs, .testPersons], true),
    ] {
      _ = try imported(run, saw: saw)
      let leaderboard = try Leaderboard(run.store)
      let rows = leaderboard.rows.filter { $0.trial.importedRow == "Mine" }
      #expect(rows.count == 1, "the same name takes the place of the first")
      #expect((rows[0].rank != nil) == isRanked, "\(String(describing: saw))")
      #expect(
        rows[0].targetSeen
          == (saw.map { $0.isEmpty ? "nothing" : $0.map(\.rawValue).joined(separator: " + ") } ?? "not stated"))
    }
  }

  @Test("a run leaves imported rows alone and counts none of them as its own; archives take them along")
  func runAgain() throws {
    let run = try made()
    defer { run.remove() }
    let found = try imported(run)
    let preview = try run.runner.preview()
    let summary = try run.runner.run()
    #expect(preview.toRun == 0 && summary.computed == 0 && summary.isComplete)
    #expect(try run.store.importedKeys() == found.records.map(\.key).sorted())
    #expect(try !run.store.plan().contains { $0.trial.importedRow != nil })
    let exported = try run.store.export(to: run.archive)
    #expect(exported.manifest.imported == 2)
    let (folder, archive) = try (Leaderboard(run.store), Leaderboard(RecordStore(at: run.archive)))
    #expect(archive.rows == folder.rows && archive.rows.contains { $0.trial.importedRow == "Mine" })
    let verified = try StoredResults(at: run.archive)
    #expect(verified.faults == [] && verified.imported == 2 && !verified.rerunnable.contains(found.records[0].key))
    // A forged score of theirs is found too.
    let file = run.store.folder.appendingPathComponent("imported/\(found.records[0].key).json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("\"accuracy\":", with: "\"accuracy\":0.111,\"was\":").write(
      to: file, atomically: true, encoding: .utf8)
    #expect(try StoredResults(at: run.store.folder).faults.contains { $0.contains("accuracy is stored as 0.111") })
  }

  @Test("a row whose board is gone is left out and said")
  func stale() throws {
    let run = try made()
    defer { run.remove() }
    _ = try imported(run)
    var plan = try run.store.plan()
    for place in plan.indices { plan[place].trial.reduction = .string("another") }
    try run.store.writePlan(plan)
    let leaderboard = try Leaderboard(run.store)
    #expect(!leaderboard.rows.contains { $0.trial.importedRow != nil })
    #expect(leaderboard.leftOut.count == 1 && leaderboard.leftOut[0].contains("'Mine'"))
  }

  @Test("what is missing, doubled, foreign or not understood is refused with its line")
  func refusals() throws {
    let run = try made()
    defer { run.remove() }
    func refusal(_ change: (inout [String]) -> Void) throws -> String {
      "\(try #require(throws: InputError.self) { _ = try imported(run, change) })"
    }
    #expect(try refusal { $0.removeLast() }.contains("no prediction for 1 of "))
    #expect(try refusal { $0.append($0[1]) }.contains("again, as in p.csv:2"))
    #expect(try refusal { $0[1] = "draw-1,nobody,0" }.contains("p.csv:2"))
    #expect(try refusal { $0[1].replace(/^[^,]*/, with: "draw-9") }.contains("the split 'draw-9'"))
    #expect(try refusal { $0[1].replace(/[0-9]+$/, with: "99") }.contains("the class '99'"))
    #expect(try refusal { $0[1].replace(/[0-9]+$/, with: "-1") }.contains("the class '-1'"))
    #expect(try refusal { $0[1] += ",1" }.contains("4 cells"))
    #expect(try refusal { $0[0] = "split,name,predicted" }.contains("no column of sample ids"))
    #expect(
      try refusal { $0 = ["split,id,guess"] + $0.dropFirst().map { $0.replacing(/[0-9]+$/, with: "1") } }
        .contains("the class 'guess'"))
    #expect(try refusal { $0 = [] }.contains("no line"))
    #expect(try refusal { $0[1] = "draw-1,\"open,0" }.contains("a quote that is not closed"))
    let board = try #require(throws: InputError.self) {
      _ = try ImportedPredictions(
        PredictionTable("id,predicted\n", place: "p.csv"), as: .imported(row: "x", file: "f", saw: nil), in: run.store,
        filter: RowFilter(), title: "no such title", provenance: .current())
    }
    #expect(board.found.contains("no board"))
    #expect(try run.store.importedKeys().isEmpty, "a refused table leaves nothing")
  }

  @Test("probabilities give the most probable class, of several the first, and the scores of probabilities")
  func probabilities() throws {
    let run = try made()
    defer { run.remove() }
    let known = try run.records(of: "perfect").prefix(2)
    let classes = known[0].classNames
    func table(_ row: (Int, Int) -> [String], heads: [String]? = nil) -> String {
      var lines = ["id,split," + (heads ?? classes).joined(separator: ",")]
      for record in known {
        for (place, id) in record.predictions!.ids.enumerated() {
          lines.append(
            "\(id),\(record.trial.split)," + row(place, record.predictions!.truth[place]).joined(separator: ","))
        }
      }
      return lines.joined(separator: "\r\n") + "\r\n"
    }
    func records(of text: String) throws -> ImportedPredictions {
      try ImportedPredictions(
        PredictionTable(text, place: "p.csv"), as: .imported(row: "x", file: "f", saw: nil), in: run.store,
        filter: RowFilter(), provenance: .current())
    }
    let right = try records(
      of:
        table { _, truth in classes.indices.map { $0 == truth ? "0.9" : "\(0.1 / Double(classes.count - 1))" } })
    for record in right.records {
      #expect(record.scores["accuracy"] == 1)
      #expect(abs((record.scores["logLoss"]! ?? 0) + log(0.9)) < 1e-12)
    }
    let tied = try records(of: table { _, _ in classes.map { _ in "\(1 / Double(classes.count))" } })
    #expect(tied.records.allSatisfy { $0.predictions!.predicted.allSatisfy { $0 == 0 } })
    #expect(tied.notes.count == 1 && tied.notes[0].contains("several most probable classes"))
    for (cell, expected) in [
      ("nan", "a probability"), ("-0.1", "a probability"), ("x", "a probability"), ("0x1", "a probability"),
      ("0.5", "sum"),
    ] {
      let bad = table { place, _ in classes.indices.map { $0 == 0 ? (place == 0 ? cell : "1") : "0" } }
      let refusal = try #require(throws: InputError.self) { _ = try records(of: bad) }
      #expect("\(refusal)".contains(expected) && refusal.place.hasPrefix("p.csv:2"), "\(refusal)")
    }
    let lacking = try #require(throws: InputError.self) {
      _ = try records(of: table({ _, _ in ["1"] }, heads: [classes[0]]))
    }
    #expect(lacking.found.contains("no column of the class"))
  }

  @Test("the name stands as text in every form, whatever it holds", arguments: names)
  func hostile(name: String) throws {
    let run = try made()
    defer { run.remove() }
    _ = try imported(run, row: name)
    let leaderboard = try Leaderboard(run.store)
    #expect(leaderboard.rows.contains { $0.trial.importedRow == name })
    for format in OutputFormat.allCases {
      let text = try leaderboard.rendered(as: format)
      #expect(text.contains("imported"), "\(format.rawValue)")
      if format.rawValue == "markdown" { #expect(!text.contains("<script>")) }
      if format.rawValue == "csv" {
        let lines = try CommaSeparatedValues(text, place: "board").lines
        #expect(Set(lines.map(\.cells.count)).count == 1 && lines.contains { $0.cells.contains { $0.contains(name) } })
      }
      if format.rawValue == "json" {
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [[String: Any]])
      }
    }
    let note = try #require(BoardNotes.imported(leaderboard.boards[0]))
    #expect(note.contains(name) && note.contains("not run by this program"))
  }
}
