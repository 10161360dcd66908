import Records

/// How each row of a board is named apart from the others of it.
public struct RowNames: Sendable {
  /// The alignment with what tells the row from others, for people: `ridge-cca k=64`; the
  /// classifier too where the board has several.
  public let names: [String]
  /// What `hartransfer compare` takes for exactly this row among those of its classifier; nil where
  /// no such text exists.
  public let queries: [RowQuery?]

  /// Names the rows of the board, in their order.
  public init(_ board: Board) {
    let trials = board.rows.map(\.trial)
    let methods = MethodNames(board)
    let classifiers = board.rows.map(methods.classifier)
    let areTold = Set(classifiers).count > 1
    names = zip(ShortNames(trials).names, classifiers).map { areTold ? "\($0), \($1)" : $0 }
    queries = trials.map { Self.query(of: $0, among: trials) }
  }

  /// The shortest text of the parameters that differ which means this trial alone.
  private static func query(of trial: TrialDescription, among trials: [TrialDescription]) -> RowQuery? {
    let rivals = trials.filter { $0.classifier.name == trial.classifier.name }
    let alike = rivals.filter { $0.alignment.name == trial.alignment.name }
    let own = trial.alignment.parameters.leaves
    let leaves = alike.map(\.alignment.parameters.leaves)
    let keys = own.keys.sorted().filter { key in leaves.contains { $0[key] != own[key] } }
    let level = alike.contains { $0.level != trial.level } ? ["level=\(trial.level.word)"] : []
    let pairs = keys.map { "\($0)=\(own[$0].map { "\($0)" } ?? "")" } + level
    let text = trial.alignment.name + (pairs.isEmpty ? "" : ":" + pairs.joined(separator: ","))
    guard let query = try? RowQuery(text), rivals.count(where: query.matches) == 1, query.matches(trial) else {
      return nil
    }
    return query
  }
}
