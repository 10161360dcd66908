import Diagnostics
import Records

/// The mark of a row whose objective did not say which directions to keep, and what stands below
/// the table about it.
public struct TieMark {
  private let tie: TrialRecord.Tie

  /// Nil where nothing was tied.
  public init?(_ row: LeaderboardRow) {
    guard let tie = row.tie else { return nil }
    self.tie = tie
  }

  /// Behind the name of the alignment.
  var mark: String { " " + symbol }

  private var symbol: String { tie.rule == nil ? "‡" : "†" }

  /// What is said below the table.
  public var note: String {
    let open = "\(symbol) Not unique: directions that were equally good were cut apart;"
    return switch tie.rule {
    case nil: "\(open) nothing tells them apart, so that rounding chose."
    case "leftOut": "\(symbol) Not unique: directions that nothing determines were left out."
    case "spread": "\(open) those along which samples far from the mean vary most were kept."
    default: "\(open) those that carry most of the data's variation were kept."
    }
  }

  /// One line for each kind of tie on a board.
  static func notes(_ board: Board) -> [String] {
    board.rows.compactMap { TieMark($0)?.note }.distinct
  }
}
