import Benchmarking
import Files
import Foundation
import Parallelism

/// The results of one benchmark as ranked tables, made from its records alone.
public struct Leaderboard: Sendable {
  /// One table for each data set, protocol, direction and pair of encoders, in the order of the plan.
  public let boards: [Board]
  /// What the boards are ordered by.
  public let ordering: Ordering

  /// Where stored scores are not those of the stored predictions; nil unless they were recomputed.
  public let recomputation: Recomputation?

  /// Reads the plan and its records.
  /// - Parameter recomputing: Whether every score that predictions determine is computed from them again and used.
  /// - Throws: `InputError` where the folder holds no plan, or a record cannot be read.
  public init(_ store: RecordStore, ordering: Ordering = .accuracy, recomputing: Bool = false) throws {
    self.ordering = ordering
    var recomputation = Recomputation()
    var titles: [Board.Title] = []
    var boards: [Board.Title: [String]] = [:]
    var rows: [String: (trial: TrialDescription, results: [TrialResult?])] = [:]
    let plan = try store.plan()
    let encoders = EncoderNames(plan.map(\.trial))
    for planned in plan {
      let title = Self.title(planned.trial, encoders)
      let row = String(decoding: try CanonicalJSON.data(planned.trial.row), as: UTF8.self)
      if boards[title] == nil { titles.append(title) }
      if rows[row] == nil {
        boards[title, default: []].append(row)
        rows[row] = (planned.trial.row, [])
      }
      rows[row]?.results.append(
        try store.record(planned.key).map { record in
          TrialResult(record, scores: recomputing ? try recomputation.scores(of: record) : record.scores)
        })
    }
    self.recomputation = recomputing ? recomputation : nil
    let groups = titles.map { title in
      (boards[title] ?? []).compactMap { rows[$0] }.map { RowRecords(trial: $0.trial, results: $0.results) }
    }
    let ordered = titles
    self.boards = try concurrentMap(titles.count) { place in
      Board(title: ordered[place], groups: groups[place], ordering: ordering)
    }
  }

  /// All rows, board by board, best first.
  public var rows: [LeaderboardRow] { boards.flatMap(\.rows) }

  /// Whether every trial of the plan has a result.
  public var isComplete: Bool { rows.allSatisfy(\.isComplete) }

  /// Writes `leaderboard.json`, `.csv` and `.md` to `folder`.
  public func write(to folder: URL) throws {
    for format in [LeaderboardFormat.json, .csv, .markdown] {
      let file = folder.appendingPathComponent("leaderboard.\(format.fileExtension)")
      try AtomicFile.write(Data(try rendered(as: format).utf8), to: file)
    }
  }

  private static func title(_ trial: TrialDescription, _ encoders: EncoderNames) -> Board.Title {
    let parameters = trial.protocol.parameters.description
    let protocolName = trial.protocol.name + (parameters.isEmpty ? "" : " (\(parameters))")
    let decoding = trial.decoding.map { ", transductive: \($0.name) \($0.parameters)" } ?? ""
    let latents = trial.sourceLatents.map { ", source latents: \($0.rawValue)" } ?? ""
    return Board.Title(
      name: "\(trial.dataset), \(protocolName): \(trial.source) -> \(trial.target)\(latents)\(decoding)",
      encoders: encoders.title(trial.source, trial.encoderSource) + "; "
        + encoders.title(trial.target, trial.encoderTarget))
  }
}
