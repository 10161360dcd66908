import Diagnostics
import Leaderboards
import Records

/// The results that figures are drawn from.
struct Study: Sendable {
  let results: [Figures.Result]
  let options: FigureOptions
  /// The boards that are drawn one by one, each classifier by itself, in the order of the plan.
  let parts: [BoardPart]
  /// The same of all boards, those at points of an axis or a sweep too.
  let allParts: [BoardPart]

  /// - Throws: `InputError` where no board's title holds what the options name.
  init(_ results: [Figures.Result], options: FigureOptions) throws {
    (self.results, self.options) = (results, options)
    let found = results.flatMap { result in
      let boards = result.leaderboard.boards.filter { options.draws("\($0.title.name) \($0.title.encoders)") }
      return boards.map { board in
        (result: result, board: board, isChosen: !options.boards.isEmpty || !Self.isPoint(board, among: boards))
      }
    }
    if found.isEmpty, let wanted = options.boards.first {
      let titles = results.flatMap { $0.leaderboard.boards.map(\.title.name) }
      throw InputError(
        "--board", found: "'\(wanted)', which no board's title holds", expected: "a part of a board's title",
        advice: "There are: \(titles.prefix(12).joined(separator: "; "))\(titles.count > 12 ? "; ..." : "").")
    }
    allParts = Self.parts(found.map { ($0.result, $0.board) })
    let chosen = Set(found.filter(\.isChosen).map(\.board.title))
    parts = allParts.filter { chosen.contains($0.board.title) }
  }

  /// Whether a board is a point of a curve: away from the default of an axis, or one of several
  /// that differ in parameters of the same encoders alone, as those of a sweep do.
  private static func isPoint(_ board: Board, among boards: [Board]) -> Bool {
    guard let trial = board.rows.first?.trial, trial.condition == nil else { return true }
    return boards.contains { isSweep($0, board) }
  }

  private static func isSweep(_ other: Board, _ board: Board) -> Bool {
    guard other.title.name == board.title.name, other.title.encoders != board.title.encoders,
      let a = other.rows.first?.trial, let b = board.rows.first?.trial
    else { return false }
    return a.encoderSource.name == b.encoderSource.name && a.encoderTarget.name == b.encoderTarget.name
  }

  private static func parts(_ boards: [(result: Figures.Result, board: Board)]) -> [BoardPart] {
    let found = boards.flatMap { result, board in
      board.rows.map(\.trial.classifier).distinct.map { classifier in (result, board, classifier) }
    }
    let trials = found.map { $0.1.rows[0].trial }
    func differ(_ part: (TrialDescription) -> String) -> Bool { Set(trials.map(part)).count > 1 }
    let manyData = differ(\.dataset)
    let manyBenchmarks = differ(\.benchmark)
    let manyLevels = differ(\.level.word)
    let manyProtocols = differ { "\($0.protocol.name) \($0.protocol.parameters)" }
    let all = boards.map(\.board)
    let stems = FileStem.distinct(
      found.map { _, board, classifier in
        let trial = board.rows[0].trial
        let several = board.rows.contains { $0.trial.classifier != classifier }
        return [
          manyBenchmarks ? trial.benchmark : manyData ? trial.dataset : "", manyProtocols ? trial.protocol.name : "",
          "\(trial.source) -> \(trial.target)", manyLevels ? trial.level.word : "", trial.decoding?.name ?? "",
          trial.pairsText,
          all.contains { isSweep($0, board) } ? sweptParameters(board) : "", several ? classifier.name : "",
        ].filter { !$0.isEmpty }.joined(separator: " ")
      })
    return zip(found, stems).map { part, stem in
      BoardPart(result: part.0, board: part.1, classifier: part.2, stem: stem)
    }
  }

  /// What the title says of encoders in brackets: `parameters.noise=0.1`.
  private static func sweptParameters(_ board: Board) -> String {
    board.title.encoders.firstMatch(of: /\(([^)]*)\)/).map { String($0.1) } ?? ""
  }

  /// Rows that are in no figure of a board, since trials of theirs failed or are missing.
  var incomplete: [String] {
    parts.map(\.board).reduce(into: [String]()) { told, board in
      let count = board.rows.count { !$0.isComplete }
      let line = "\(board.title.name): \(count) \(count == 1 ? "row" : "rows") with failed or missing trials"
      if count > 0, !told.contains(line) { told.append(line) }
    }
  }

  /// Why there is no part, where there is none.
  var noParts: [String] {
    guard parts.isEmpty else { return [] }
    return ["no board at the defaults of all axes and sweeps: all are points of curves; name one by --board"]
  }
}
