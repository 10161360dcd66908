import Benchmarking
import Diagnostics
import Foundation
import Leaderboards
import PlainText
import Records

/// What `verify` found in one place.
struct VerifiedResults: Encodable {
  let place: String
  let benchmark: String?
  var planned = 0, records = 0, failed = 0, imported = 0, stale = 0
  var scoresRecomputed = 0
  /// Names of scores that no stored prediction determines.
  var takenAsStored: [String] = []
  var trialsRerun = 0
  /// Those of them that were compared within a tolerance.
  var trialsOfOtherProcessors = 0
  /// Why no trial was run again; null where some were, or none was asked for.
  var skipped: String?
  var faults: [String] = []
  var isUnreadable = false

  init(_ results: StoredResults) {
    (place, benchmark) = (results.place.relativePath, results.benchmark)
    (planned, records, failed) = (results.planned, results.records, results.failed)
    (imported, stale) = (results.imported, results.stale)
    scoresRecomputed = results.recomputation.count
    takenAsStored = results.recomputation.takenAsStored
    faults = results.faults
  }

  init(unreadable place: URL, _ error: InputError) {
    (self.place, benchmark, isUnreadable, faults) = (place.relativePath, nil, true, ["\(error)"])
  }

  mutating func add(_ reruns: TrialReruns) {
    (trialsRerun, trialsOfOtherProcessors) = (reruns.ran, reruns.elsewhere)
    faults += reruns.fault.map { [$0] } ?? []
    faults += reruns.differences.map { "record \($0.record), run again: \($0.differences.joined(separator: "; "))" }
  }

  /// In a word or two.
  var result: String {
    if isUnreadable { return "not readable" }
    if !faults.isEmpty { return "\(faults.count) fault\(faults.count == 1 ? "" : "s")" }
    return skipped == nil ? "sound" : "sound, trials skipped"
  }
}

/// What `verify` prints.
struct VerificationSummary: Encodable {
  let seed: UInt64
  let trials: String
  let results: [VerifiedResults]

  var blocks: [Block] {
    let drawn =
      trials == "0" || trials == "all"
      ? [] : [Block.line("Trials to run again were drawn with seed \(seed); --seed draws others.")]
    let other = results.reduce(0) { $0 + $1.trialsOfOtherProcessors }
    let near =
      other == 0
      ? []
      : [
        Block.line(
          "\(other) of the trials have records of other processors or libraries, and were compared within a tolerance of "
            + "\(RerunComparison.tolerance).")
      ]
    let stored = Set(results.flatMap(\.takenAsStored)).sorted()
    let taken =
      stored.isEmpty ? [] : [Block.line("Taken as stored, unless run again: \(stored.joined(separator: ", ")).")]
    return [.table(table)] + drawn + near + taken
      + results.flatMap { found in
        (found.skipped.map { ["\(found.place): trials were skipped: \($0)"] } ?? [])
          + (found.failed > 0 ? ["\(found.place): \(found.failed) records are of failed trials"] : [])
          + (found.stale > 0
            ? ["\(found.place): \(found.stale) records are not of the plan, and were not looked at"] : [])
          + found.faults.map { "\(found.place): \($0)" }
      }.map(Block.item)
  }

  private var table: TextTable {
    func column(_ head: String, _ text: @escaping @Sendable (VerifiedResults) -> String) -> TableColumn {
      TableColumn(head, kind: head == "benchmark" || head == "result" ? .text : .number) { [results] in
        text(results[$0])
      }
    }
    return TextTable(
      columns: [
        column("benchmark") { $0.benchmark ?? $0.place },
        column("records") { $0.records == $0.planned ? "\($0.records)" : "\($0.records) of \($0.planned)" },
        column("imported") { "\($0.imported)" }, column("scores recomputed") { "\($0.scoresRecomputed)" },
        column("trials rerun") { "\($0.trialsRerun)" }, column("result") { $0.result },
      ], rowCount: results.count)
  }
}
