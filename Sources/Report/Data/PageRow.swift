import Leaderboards
import Records

/// A row of a board.
struct PageRow: Encodable, Sendable {
  let id: Int
  let board: Int
  /// Told apart from all others of its board.
  let name: String
  let method: String
  let parameters: JSONValue
  let classifier: String
  let classifierParameters: JSONValue
  let level: String
  let selection: String?
  let selectedParameters: JSONValue?
  let bound: String?
  let mayRank: Bool
  let complete: Bool
  let trials: Int
  let failed: Int
  let missing: Int
  /// How `hartransfer compare` is told this row; nil where no text means it alone.
  let query: String?
  /// The command up to the second method.
  let compare: String?
  let latex: String
  /// Rank, its interval and the group, by what the board is ordered by.
  let places: [String: [Int?]]
  let low: Double?
  let high: Double?
  /// Said of a row whose solution is not unique.
  let note: String?
  let values: [Double?]
}
