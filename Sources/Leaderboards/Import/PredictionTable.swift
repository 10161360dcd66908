import Diagnostics
import Records

/// Predictions as somebody wrote them: a line for each test row, with a class or a probability for
/// each class.
public struct PredictionTable: Sendable {
  /// What a line says of its sample.
  enum Outcome: Sendable {
    /// A class by its name or number.
    case named(String)
    /// One probability for each of `classColumns`.
    case probabilities([Double])
  }

  struct Line: Sendable {
    let place: String
    let id: String
    /// Nil where the table has no column of splits.
    let split: String?
    let outcome: Outcome
  }

  let place: String
  let lines: [Line]
  /// The heads of the columns of probabilities; empty where classes are named.
  let classColumns: [String]

  private static let idHeads: Set = ["id", "ids", "sample", "sample id", "sample_id", "sampleId"]
  private static let splitHeads: Set = ["split", "draw"]
  private static let classHeads: Set = ["predicted", "prediction", "class"]

  /// How far the probabilities of a sample may be from 1 together: those of files are rounded.
  static let tolerance = 0.01

  /// Reads a table in CSV.
  /// - Throws: `InputError` for a head that is not understood, a line of another length, and a
  ///   value that is no probability.
  public init(_ text: String, place: String) throws {
    let table = try CommaSeparatedValues(text, place: place).lines
    guard let head = table.first else {
      throw InputError(place, found: "no line", expected: "a head such as id,predicted, and a line for each test row")
    }
    let heads = head.cells
    var seen: Set<String> = []
    if let twice = heads.first(where: { !seen.insert($0).inserted }) {
      throw InputError(place, found: "two columns '\(twice.prefix(80))'", expected: "each once")
    }
    func column(_ known: Set<String>, _ expected: String) throws -> Int? {
      let found = heads.indices.filter { known.contains(heads[$0]) }
      guard found.count < 2 else {
        throw InputError(
          place, found: "columns '\(heads[found[0]])' and '\(heads[found[1]])'", expected: "one column of \(expected)")
      }
      return found.first
    }
    guard let id = try column(Self.idHeads, "sample ids") else {
      throw InputError(
        place, found: "no column of sample ids among '\(heads.joined(separator: ", ").prefix(200))'", expected: "id",
        advice: "'hartransfer export RESULTS --rows rows.csv' writes the ids.")
    }
    let split = try column(Self.splitHeads, "splits")
    let named = try column(Self.classHeads, "classes")
    let others = heads.indices.filter { $0 != id && $0 != split && $0 != named }
    guard named == nil ? !others.isEmpty : others.isEmpty else {
      throw InputError(
        place,
        found: named == nil ? "no column of predictions" : "the column '\(heads[others[0]].prefix(80))' beside classes",
        expected: "predicted, or one column of probabilities for each class, not both")
    }
    classColumns = named == nil ? others.map { heads[$0] } : []
    self.place = place
    lines = try table.dropFirst().map { number, cells in
      let place = "\(place):\(number)"
      guard cells.count == heads.count else {
        throw InputError(place, found: "\(cells.count) cells", expected: "\(heads.count), as the head has")
      }
      let outcome: Outcome =
        try named.map { .named(cells[$0]) } ?? .probabilities(Self.probabilities(others.map { cells[$0] }, place))
      return Line(place: place, id: cells[id], split: split.map { cells[$0] }, outcome: outcome)
    }
  }

  /// Numbers that are probabilities of one sample, brought to sum to 1.
  private static func probabilities(_ cells: [String], _ place: String) throws -> [Double] {
    let values = try cells.map { cell in
      guard let value = decimalNumber(cell), value.isFinite, value >= 0 else {
        throw InputError(
          place, found: "'\(cell.prefix(80))'", expected: "a probability: a number from 0 to 1")
      }
      return value
    }
    let sum = values.reduce(0, +)
    guard abs(sum - 1) <= tolerance else {
      throw InputError(
        place, found: "probabilities that sum to \(sum)", expected: "a sum of 1, within \(tolerance)",
        advice: "Scores that are no probabilities: name the class instead, in a column 'predicted'.")
    }
    return values.map { $0 / sum }
  }
}
