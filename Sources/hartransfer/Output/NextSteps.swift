import Leaderboards
import PlainText
import Records

/// What a user may type after a run: commands that work on what it left.
struct NextSteps {
  let lines: [String]

  init(_ leaderboard: Leaderboard, folder: String) {
    let place = ShellWord.quoted(folder)
    var commands = ["hartransfer report \(place)", "hartransfer leaderboard \(place) --board cmae"]
    if let pair = leaderboard.boards.lazy.compactMap({ Self.pair(of: $0, among: leaderboard.plan) }).first {
      commands.append("hartransfer compare \(place) \(pair)")
    }
    lines = ["next:"] + commands.map { "  \($0)" }
  }

  /// The best alignment of a board and the best of another name, of one classifier, with what names
  /// the board.
  private static func pair(of board: Board, among plan: [TrialDescription]) -> String? {
    let named = zip(board.rows, RowNames(board).queries).compactMap { row, query in
      row.rank == nil || row.bound != nil ? nil : query.map { (trial: row.trial, text: $0.text) }
    }
    guard let first = named.first,
      let second = named.first(where: {
        $0.trial.classifier == first.trial.classifier && $0.trial.alignment.name != first.trial.alignment.name
      })
    else { return nil }
    let parts: [(option: String, value: (TrialDescription) -> String)] = [
      ("--source", \.source), ("--target", \.target), ("--protocol", \.protocol.name),
      ("--classifier", \.classifier.name),
    ]
    let options = parts.filter { part in plan.contains { part.value($0) != part.value(first.trial) } }
    let words = [first.text, second.text] + options.flatMap { [$0.option, $0.value(first.trial)] }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
