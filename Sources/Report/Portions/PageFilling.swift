import Foundation
import Leaderboards
import Records
import Statistics

/// Fills the page with what its size has room for, the most wanted first: predictions, tests of
/// pairs, latents of the best rows and of `none`, details of rows, further latents.
struct PageFilling {
  let results: [ReportedResults]
  let rows: CollectedRows
  var portions: PagePortions
  /// What did not fit.
  private(set) var leftOut: [String] = []
  /// Programs and libraries behind the records, each once.
  var provenances: [Provenance] = []

  /// The share of the room that tests of pairs may take at most.
  private static let pairShare = 0.4

  init(_ results: [ReportedResults], _ rows: CollectedRows, bytes: Int) throws {
    (self.results, self.rows) = (results, rows)
    portions = PagePortions(bytes: bytes)
    try addPredictions()
    try addPairs()
    try addRecords()
  }

  /// Ids of rows, the best of every board first.
  var wanted: [Int] {
    rows.rows.indices.sorted { (rows.places[$0].row, $0) < (rows.places[$1].row, $1) }
  }

  private mutating func addPredictions() throws {
    var missing: [Int] = []
    for id in wanted {
      guard let own = rows.predictions[id] else { continue }
      if try !portions.add("predictions", key: id, own) { missing.append(id) }
    }
    for id in missing + rows.scoredElsewhere {
      let place = rows.places[id]
      let persons = results[place.result].first.boards[place.board].persons(ofRow: place.row)
      let texts = persons.map { [Double($0.subject), $0.accuracy.shortened(to: 4) ?? 0, Double($0.samples)] }
      _ = try portions.add("persons", key: id, texts)
    }
    note("predictions of", missing.count, of: rows.predictions.count, "rows; these have no confusion matrix")
    let elsewhere = rows.scoredElsewhere.count
    guard elsewhere > 0 else { return }
    leftOut.append(
      "\(elsewhere) \(elsewhere == 1 ? "row was" : "rows were") scored on other test samples than the first row of the "
        + "board: the page has no predictions of \(elsewhere == 1 ? "it" : "them").")
  }

  private mutating func addPairs() throws {
    let count = rows.boards.count
    var share = Int(Double(portions.remaining) * Self.pairShare)
    var (left, all) = (0, 0)
    for id in rows.boards.indices {
      let place = rows.boardPlaces[id]
      let leaderboard = results[place.result].byAccuracy
      let board = leaderboard.boards[place.board]
      let ranked = board.rows.indices.filter { board.rows[$0].rank != nil }
      let pairs = PageTests.pairs(ranked, bytes: share / (count - id))
      all += PairedComparison.pairCount(ranked.count)
      left += PairedComparison.pairCount(ranked.count) - pairs.count
      guard !pairs.isEmpty else { continue }
      let ids = board.rows.map { rows.ids[place.result][$0.trial] ?? 0 }
      let tests = try PagePairs(board, place: leaderboard.places[place.board], pairs, ids: ids)
      let before = portions.remaining
      if try !portions.add("pairs", key: id, tests) { left += pairs.count }
      share -= before - portions.remaining
    }
    note("tests of", left, of: all, "pairs of ranked rows; hartransfer compare tells them")
  }

  /// Says what did not fit.
  mutating func note(_ what: String, _ count: Int, of all: Int, _ rest: String) {
    guard count > 0 else { return }
    leftOut.append("For its size the page has no \(what) \(count) of \(all) \(rest).")
  }
}
