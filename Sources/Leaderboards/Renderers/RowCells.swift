import Records
import Foundation

/// The rows of a board as people read them, for the terminal and for Markdown.
struct RowCells {
  /// Heads of the columns; the first five are set to the left.
  static let heads = [
    "rank", "group", "alignment", "parameters", "classifier", "accuracy", "95 % interval", "source", "balanced",
    "macro-F1", "ratio", "CMAE", "CMAE norm.", "R@1", "trials",
  ]
  /// How many columns hold text.
  static let textColumns = 5

  private let alignments: [TrialDescription.Choice]
  private let classifiers: [TrialDescription.Choice]

  /// Looks at all rows of the board: what is the same in all of them need not be said.
  init(_ board: Board) {
    alignments = board.rows.map(\.trial.alignment)
    classifiers = board.rows.map(\.trial.classifier)
  }

  /// The cells of a row, one for each head.
  func cells(_ row: LeaderboardRow) -> [String] {
    let rank = row.rank.map { rank in
      row.rankLow.map { low in "\(rank) (\(low)-\(row.rankHigh ?? low))" } ?? "\(rank)"
    }
    let incomplete = row.isComplete ? "\(row.trials)" : "\(row.trials) of \(row.trials + row.failed + row.missing)"
    let classifier = row.trial.classifier
    let classifierParameters = Self.text(Self.differing(classifier, among: classifiers))
    return [
      rank ?? "-", row.tieGroup.map(String.init) ?? "", row.trial.alignment.name + (TieMark(row)?.mark ?? ""),
      Self.elided(parameters(row)),
      classifier.name + (classifierParameters.isEmpty ? "" : " (\(Self.elided(classifierParameters)))"),
      Self.fixed(row["accuracy"]),
      row.accuracyInterval.map { "\(Self.fixed($0.lowerBound)) - \(Self.fixed($0.upperBound))" } ?? "",
      Self.fixed(row["sourceAccuracy"]), Self.fixed(row["balancedAccuracy"]), Self.fixed(row["macroF1"]),
      Self.fixed(row.transferRatio),
      Self.short(row["cmae"]), Self.short(row["cmaeNormalised"]), Self.fixed(row["recallAt1"]), incomplete,
    ]
  }

  /// k and what tells the row from others of its alignment, or everything where there is no other;
  /// of a selection what was chosen.
  private func parameters(_ row: LeaderboardRow) -> String {
    let alignment = row.trial.alignment
    let others = alignments.filter { $0.name == alignment.name && $0 != alignment }
    guard let open = alignment.parameters.members["select"]?.members else {
      return Self.text(
        others.isEmpty ? alignment.parameters.members : Self.differing(alignment, among: alignments, keeping: ["k"]))
    }
    let told = Self.differing(alignment, among: alignments).filter { $0.key != "select" }
    let how = "selected by \(row.selection ?? "")"
    guard let chosen = row.selectedParameters?.members.filter({ open[$0.key] != nil }) else {
      return ([Self.text(told), "\(how), differing by split"].filter { !$0.isEmpty }).joined(separator: " ")
    }
    return ([Self.text(told), Self.text(chosen), how].filter { !$0.isEmpty }).joined(separator: " ")
  }

  /// The parameters in which choices of one name differ, and those to be kept.
  private static func differing(
    _ choice: TrialDescription.Choice, among choices: [TrialDescription.Choice], keeping: Set<String> = []
  ) -> [String: JSONValue] {
    let objects = choices.filter { $0.name == choice.name }.map { $0.parameters.members }
    let names = Set(objects.flatMap(\.keys)).filter { name in
      keeping.contains(name) || objects.contains { $0[name] != objects[0][name] }
    }
    return choice.parameters.members.filter { names.contains($0.key) }
  }

  /// `k=64 ridge=0.1`: k first, the rest by name.
  private static func text(_ parameters: [String: JSONValue]) -> String {
    parameters.sorted { a, b in a.key == "k" || (b.key != "k" && a.key < b.key) }.map { "\($0.key)=\($0.value)" }
      .joined(separator: " ")
  }

  /// The beginning of a long text; the machine-readable forms hold all of it.
  static func elided(_ text: String) -> String { text.count <= 48 ? text : text.prefix(47) + "…" }

  /// Three places after the point; empty for nil.
  static func fixed(_ value: Double?) -> String {
    // What rounds to zero has no sign.
    value.map { String(format: "%.3f", abs($0) < 0.0005 ? 0 : $0) } ?? ""
  }

  /// Three significant digits; empty for nil.
  static func short(_ value: Double?) -> String { value.map { String(format: "%.3g", $0) } ?? "" }
}
