import Diagnostics
import Records
import Files
import Foundation
import Parallelism
import PlainText

/// The results of one benchmark as ranked tables, made from its records alone.
public struct Leaderboard: Sendable {
  /// One table for each data set, protocol, direction, pair of encoders and condition, in the order
  /// of the plan.
  public private(set) var boards: [Board]
  /// What the boards are ordered by.
  public private(set) var ordering: Ordering

  /// Records that cannot be used, in the order of the plan: their trials count as missing.
  public let unusable: [UnusableRecord]
  /// Imported rows that no board of the plan has any more, and why.
  public let leftOut: [String]
  /// The rows' descriptions in the order of the plan; imported ones stand behind them.
  public let plan: [TrialDescription]
  /// The trials of each row in the order of the plan.
  private let trials: [TrialDescription: [PlannedTrial]]

  /// Where stored scores are not those of the stored predictions; nil unless they were recomputed.
  public let recomputation: Recomputation?

  /// Reads the plan and its records.
  /// - Parameters:
  ///   - store: the results folder of one benchmark.
  ///   - ordering: what the boards are ordered by.
  ///   - recomputing: whether every score that predictions determine is computed from them again
  ///     and used.
  /// - Throws: `InputError` where the folder holds no plan. A record that cannot be used counts as
  ///   missing (`unusable`).
  public init(_ store: RecordStore, ordering: Ordering = .accuracy, recomputing: Bool = false) throws {
    self.ordering = ordering
    let imports = try store.importedRows()
    let planned = try store.plannedRows() + imports.rows
    plan = planned.map(\.trial)
    trials = Dictionary(planned.map { ($0.trial, $0.planned) }, uniquingKeysWith: { first, _ in first })
    let encoders = EncoderNames(planned.map(\.trial))
    let rowTitles = planned.map { Self.title($0.trial, encoders) }
    let titles = rowTitles.distinct
    let (found, recomputation) = try Self.results(planned.flatMap(\.planned), store, recomputing: recomputing)
    self.recomputation = recomputation
    unusable = found.compactMap(\.unusable) + imports.unusable
    leftOut = imports.leftOut
    var results = found[...]
    let groups = planned.map { row in
      defer { results = results.dropFirst(row.keys.count) }
      return RowRecords(
        trial: row.trial, results: results.prefix(row.keys.count).map(\.content), repetitions: row.repetitions)
    }
    self.boards = try concurrentMap(titles.count) { place in
      let own = rowTitles.indices.filter { rowTitles[$0] == titles[place] }
      return Board(title: titles[place], groups: own.map { groups[$0] }, ordering: ordering)
    }
  }

  /// The results of each trial, and what computing them again found.
  private static func results(
    _ planned: [PlannedTrial], _ store: RecordStore, recomputing: Bool
  ) throws -> ([FoundRecord<TrialResult>], Recomputation?) {
    guard recomputing else { return (try store.find(planned) { TrialResult($0) }, nil) }
    var recomputation = Recomputation()
    let results = try planned.map { trial in
      try store.finding(trial) { trial in
        try store.record(of: trial).map { TrialResult($0, scores: try recomputation.scores(of: $0)) }
      }
    }
    return (results, recomputation)
  }

  /// All rows, board by board, best first.
  public var rows: [LeaderboardRow] { boards.flatMap(\.rows) }

  /// The trials that a row is made from, in the order of the plan: its records are found by them.
  public func plannedTrials(of row: LeaderboardRow) -> [PlannedTrial] { trials[row.trial] ?? [] }

  /// Those of the first repetition, which speak of each test sample once.
  public func firstTrials(of row: LeaderboardRow) -> [PlannedTrial] {
    plannedTrials(of: row).filter { $0.trial.repetition == nil }
  }

  /// Whether every trial of the plan has a result.
  public var isComplete: Bool { rows.allSatisfy(\.isComplete) }

  /// Writes a file for every renderer that has a file extension: `leaderboard.json`, `.csv`, `.md`.
  public func write(to folder: URL) throws {
    let renderers = OutputFormat.renderers.filter { $0.fileExtension != nil }
    let texts = try concurrentMap(renderers.count) { try renderers[$0].text(of: self, in: Layout()) }
    for (renderer, text) in zip(renderers, texts) {
      let file = folder.appendingPathComponent("leaderboard.\(renderer.fileExtension ?? renderer.name)")
      try AtomicFile.write(Data(text.utf8), to: file)
    }
  }

  /// The same records ranked by something else, without reading them again.
  public func ordered(by ordering: Ordering) throws -> Leaderboard {
    var other = self
    other.ordering = ordering
    let planned = Dictionary(plan.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    other.boards = try concurrentMap(boards.count) { boards[$0].ordered(by: ordering, planned: planned) }
    return other
  }

  /// The name of a trial's board without its encoders.
  static func title(_ trial: TrialDescription) -> String {
    let parameters = trial.protocol.parameters.description
    let protocolName = trial.protocol.name + (parameters.isEmpty ? "" : " (\(parameters))")
    let kind = trial.isTransductive ? "transductive" : "decoding"
    let decoding = trial.decoding.map { ", \(kind): \($0.name) \($0.parameters)" } ?? ""
    let latents = trial.sourceLatents.map { ", source latents: \($0.rawValue)" } ?? ""
    let pairs = trial.pairsText.isEmpty ? "" : ", \(trial.pairsText)"
    return "\(trial.dataset), \(protocolName): \(trial.source) -> \(trial.target)\(latents)\(decoding)\(pairs)"
  }

  static func title(_ trial: TrialDescription, _ encoders: EncoderNames) -> Board.Title {
    Board.Title(
      name: title(trial),
      encoders: encoders.title(trial.source, trial.encoderSource) + "; "
        + encoders.title(trial.target, trial.encoderTarget))
  }
}
