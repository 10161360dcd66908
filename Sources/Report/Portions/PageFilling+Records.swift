import Files
import Foundation
import Leaderboards
import Parallelism
import Records

extension PageFilling {
  /// Rows whose records are read at a time.
  private static let batch = 64

  /// Details and latents, from whole records: latents of the first split of the best rows and of
  /// `none` stand before the details of other rows, all other latents behind them.
  mutating func addRecords() throws {
    let first = wanted.filter { id in
      rows.rows[id].method == "none" || rows.rows[id].places.values.contains { $0.first == 1 }
    }
    let others = wanted.filter(Set(wanted).subtracting(first).contains)
    var later: [[String]] = [[], []]
    var (detailed, drawn) = (0, 0)
    for (group, isFirst) in [(first, true), (others, false)] {
      var place = 0
      var fits = true
      while place < group.count, fits {
        let ids = Array(group[place..<min(place + Self.batch, group.count)])
        place += ids.count
        for (id, records) in zip(ids, try read(ids)) where !records.isEmpty {
          let isAdded = try addDetails(id, records)
          fits = fits && isAdded
          detailed += isAdded ? 1 : 0
          for (split, entry) in try planes(id, records).enumerated() {
            if split == 0, isFirst {
              drawn += portions.add("planes", entry) ? 1 : 0
              if !fits { continue }
            } else {
              later[split == 0 ? 0 : 1].append(entry)
            }
          }
        }
      }
    }
    let waiting = later.flatMap(\.self)
    let added = waiting.count { portions.add("planes", $0) }
    note("latents of", waiting.count - added, of: waiting.count + drawn, "splits of rows")
    note("details of", wanted.count - detailed, of: wanted.count, "rows; their records have them")
  }

  /// The records of each row's first repetition, as far as there are any.
  private func read(_ ids: [Int]) throws -> [[TrialRecord]] {
    let sources = ids.map { id in
      let place = rows.places[id]
      let leaderboard = results[place.result].first
      return (
        store: results[place.result].store,
        trials: leaderboard.firstTrials(of: leaderboard.boards[place.board].rows[place.row])
      )
    }
    return try concurrentMap(ids.count) { index in
      // What cannot be read counts as missing, as on the boards.
      sources[index].trials.compactMap { trial in
        (try? sources[index].store.finding(trial) { try sources[index].store.record(of: $0) })?.content
      }
    }
  }

  private mutating func addDetails(_ id: Int, _ records: [TrialRecord]) throws -> Bool {
    let provenance = records[0].provenance
    let known = provenances.firstIndex(of: provenance)
    if known == nil {
      guard try portions.add("provenances", key: provenances.count, provenance) else { return false }
      provenances.append(provenance)
    }
    let details = PageDetails(
      records, provenance: known ?? provenances.count - 1, command: ReproducingCommand(records[0].trial))
    return try portions.add("details", key: id, details)
  }

  /// The planes of a row as entries, split by split.
  private func planes(_ id: Int, _ records: [TrialRecord]) throws -> [String] {
    try records.enumerated().compactMap { split, record in
      try record.latentPlane.map { plane in
        "\"\(id)-\(split)\":" + ScriptText.escaped(try CanonicalJSON.data(PagePlane(plane, split: split)))
      }
    }
  }
}
