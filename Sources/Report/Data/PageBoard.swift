import Leaderboards
import Records

/// A board: rows that may be compared.
struct PageBoard: Encodable, Sendable {
  let id: Int
  /// The place of its results folder.
  let result: Int
  let name: String
  let encoders: String
  /// What of the target is seen; nil where the protocol is not known.
  let targetSeen: String?
  let dataset: String
  let `protocol`: String
  let source: String
  let target: String
  let encoderSource: String
  let encoderTarget: String
  let condition: String?
  let decoding: String?
  let transductive: Bool
  /// Who wins, how surely, and between which bounds.
  let sentence: String
  /// Ids of the rows by what the board is ordered by, best first.
  let orders: [String: [Int]]
  /// The best row of each order; no entry where nothing has a rank.
  let best: [String: Int]
  /// What varies in intervals and tests.
  let unit: String?
  /// The larger of the bounds that need no feature.
  let floor: Double?
  let floorName: String?
  /// The best accuracy of the target's own labels.
  let ceiling: Double?
  /// The accuracy without an alignment, the better one where several classifiers have it.
  let none: Double?
  /// The place of the samples of each split that most rows were scored on; nil without predictions.
  var samples: [Int]?

  /// - Parameter ids: The ids of the rows by their descriptions.
  init(
    id: Int, result: Int, boards: [(ordering: Ordering, board: Board)], ids: [TrialDescription: Int], names: RowNames
  ) {
    let board = boards[0].board
    let trial = board.rows[0].trial
    (self.id, self.result) = (id, result)
    (name, encoders) = (board.title.name, board.title.encoders)
    targetSeen = board.targetSeen
    (dataset, `protocol`, source, target) = (trial.dataset, trial.protocol.name, trial.source, trial.target)
    (encoderSource, encoderTarget) = (trial.encoderSource.name, trial.encoderTarget.name)
    condition = trial.pairsText.isEmpty ? nil : trial.pairsText
    decoding = trial.decoding.map { "\($0.name) \($0.parameters)" }
    transductive = trial.isTransductive
    orders = Dictionary(
      uniqueKeysWithValues: boards.map { ordering, board in
        (ordering.rawValue, board.rows.compactMap { ids[$0.trial] })
      })
    best = Dictionary(
      uniqueKeysWithValues: boards.compactMap { ordering, board in
        board.rows.first { $0.rank == 1 }.flatMap { row in ids[row.trial].map { (ordering.rawValue, $0) } }
      })
    unit = board.rows.lazy.compactMap(\.accuracyUnit).first?.rawValue
    let bounds = BoardBounds(board)
    (floor, floorName) = (bounds.floor?["accuracy"]?.shortened(), bounds.floor?.trial.alignment.name)
    (ceiling, none) = (bounds.ceiling?["accuracy"]?.shortened(), bounds.none?["accuracy"]?.shortened())
    sentence = BoardSentence(board, ordering: boards[0].ordering, bounds: bounds, names: names.names).text
  }
}
