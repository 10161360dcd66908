import Records

/// The methods of a board by short names that tell its rows apart: the alignment, its k and the
/// parameters in which rows of one alignment differ.
public struct MethodNames: Sendable {
  /// The choices of one name: the parameters in which they differ, and those that all have.
  private struct Family {
    var first: [String: JSONValue]
    var differing: Set<String> = []

    mutating func add(_ parameters: [String: JSONValue]) {
      for name in Set(parameters.keys).union(first.keys) where parameters[name] != first[name] {
        differing.insert(name)
      }
    }
  }

  private var alignments: [String: Family] = [:]
  private var classifiers: [String: Family] = [:]
  /// The alignments in the order of the board.
  private let order: [String]

  public init(_ board: Board) {
    func add(_ choice: TrialDescription.Choice, to families: inout [String: Family]) {
      let parameters = choice.parameters.members
      families[choice.name, default: Family(first: parameters)].add(parameters)
    }
    order = board.rows.map(\.trial.alignment.name).distinct
    for row in board.rows {
      add(row.trial.alignment, to: &alignments)
      add(row.trial.classifier, to: &classifiers)
    }
  }

  /// `perfect k=64 scaling=raw`; of a selection what was chosen, and by what.
  /// - Parameters:
  ///   - row: the row that is named.
  ///   - mark: stands behind the alignment's name.
  public func method(_ row: LeaderboardRow, mark: String = "") -> String {
    if let name = row.trial.importedRow { return "\(TrialDescription.imported) \(name)" }
    return [row.trial.alignment.name + mark, parameters(row)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `gaussian-mixture`, with the parameters in which classifiers of that name differ.
  public func classifier(_ row: LeaderboardRow) -> String {
    let classifier = row.trial.classifier
    let told = Self.text(classifier.parameters.members.filter { isTold($0.key, classifier.name, classifiers) })
    return classifier.name + (told.isEmpty ? "" : " (\(told))")
  }

  /// What the names leave out since all rows of a method share it: `infonce batch=0 epochs=200`.
  public var constants: [String] {
    order.filter { $0 != TrialDescription.imported }.compactMap { name in
      guard let family = alignments[name] else { return nil }
      let shared = family.first.filter { $0.key != "k" && $0.key != "select" && !family.differing.contains($0.key) }
      return shared.isEmpty ? nil : "\(name) \(Self.text(shared))"
    }
  }

  private func parameters(_ row: LeaderboardRow) -> String {
    let alignment = row.trial.alignment
    func told(_ keeping: Set<String>) -> String {
      Self.text(
        alignment.parameters.members.filter {
          $0.key != "select" && (keeping.contains($0.key) || isTold($0.key, alignment.name, alignments))
        })
    }
    guard let open = alignment.parameters.members["select"]?.members else { return told(["k"]) }
    let how = "selected by \(row.selection ?? "")" + (open["halving"] == nil ? "" : ", halving")
    guard let chosen = row.selectedParameters?.members.filter({ open[$0.key] != nil }) else {
      return [told([]), "\(how), differing by split"].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return [told([]), Self.text(chosen), how].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func isTold(_ parameter: String, _ name: String, _ families: [String: Family]) -> Bool {
    families[name]?.differing.contains(parameter) == true
  }

  /// `k=64 ridge=0.1`: k first, the rest by name.
  static func text(_ parameters: [String: JSONValue]) -> String {
    parameters.sorted { a, b in a.key == "k" || (b.key != "k" && a.key < b.key) }.map { "\($0.key)=\($0.value)" }
      .joined(separator: " ")
  }
}
