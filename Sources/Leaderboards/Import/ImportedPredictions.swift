import Diagnostics
import LinearAlgebra
import Metrics
import Records

/// Predictions of a method that this program does not have, checked against the test rows of a
/// board, as records of a row of their own.
public struct ImportedPredictions: Sendable {
  /// The board's title.
  public let board: String
  /// One a split.
  public let records: [TrialRecord]
  /// What a reader should know: ties, classes that the board's methods may not predict.
  public let notes: [String]

  /// Checks everything and makes the records; nothing is written.
  /// - Parameters:
  ///   - table: the predictions.
  ///   - choice: what stands in place of the alignment (`TrialDescription.Choice.imported`).
  ///   - store: the results of the benchmark.
  ///   - filter: which board is meant.
  ///   - title: a part of its title; nil for the board at the defaults of all axes.
  ///   - provenance: the program that imports.
  /// - Throws: `InputError` for a test row that is missing, is there twice or is none, and for a
  ///   class that is not known.
  package init(
    _ table: PredictionTable, as choice: TrialDescription.Choice, in store: RecordStore, filter: RowFilter,
    title: String? = nil, provenance: Provenance
  ) throws {
    let board = try ImportBoard(store, filter: filter, title: title)
    self.board = board.title.name
    let lines = try Self.lines(table, board)
    var notes: [String] = []
    var (ties, outside) = (0, 0)
    records = try zip(board.splits, lines).map { split, lines in
      let record = split.record
      let outcomes = try Self.ordered(lines, record, split: split.name, table)
      let classes = try Self.classes(table, record)
      var predicted: [Int] = []
      for line in outcomes {
        switch line.outcome {
        case .named(let name): predicted.append(try Self.classNumber(name, of: record, line.place))
        case .probabilities(let values):
          let largest = values.max() ?? 0
          let best = values.indices.filter { values[$0] == largest }
          if best.count > 1 { ties += 1 }
          // Of equally probable classes the first of the data set.
          predicted.append(best.map { classes[$0] }.min() ?? 0)
        }
      }
      outside += predicted.count { !record.candidateClasses.contains($0) }
      return try TrialRecord(
        on: record, choice, predicted: predicted,
        extra: Self.scores(outcomes, classes, truth: record.predictions?.truth ?? []), provenance: provenance)
    }
    if ties > 0 { notes.append("\(ties) samples have several most probable classes: the first of the data set counts") }
    if outside > 0 {
      notes.append("\(outside) predictions are of classes that no method may predict on this board: they are wrong")
    }
    self.notes = notes
  }

  /// The lines of each split of the board.
  private static func lines(_ table: PredictionTable, _ board: ImportBoard) throws -> [[PredictionTable.Line]] {
    let names = board.splits.map(\.name)
    if table.lines.contains(where: { $0.split != nil }) {
      for line in table.lines where !names.contains(line.split ?? "") {
        throw InputError(
          line.place, found: "the split '\((line.split ?? "").prefix(80))'",
          expected: "a split of the board", advice: suggestion(for: line.split ?? "", among: names))
      }
      return names.map { name in table.lines.filter { $0.split == name } }
    }
    guard names.count > 1 else { return [table.lines] }
    let tests = board.splits.map { Set($0.record.predictions?.ids ?? []) }
    guard tests.reduce(0, { $0 + $1.count }) == Set(tests.joined()).count else {
      throw InputError(
        table.place, found: "no column 'split'", expected: "one, since \(names.count) splits test some samples again",
        advice: "Splits: \(names.joined(separator: ", ")).")
    }
    // Each sample is tested once, so its id names the split. What is in none is refused with the
    // first.
    return tests.indices.map { place in
      table.lines.filter { line in
        tests[place].contains(line.id) || (place == 0 && !tests.contains { $0.contains(line.id) })
      }
    }
  }

  /// The lines in the order of the test rows: all of these, and no others.
  private static func ordered(
    _ lines: [PredictionTable.Line], _ record: TrialRecord, split: String, _ table: PredictionTable
  ) throws -> [PredictionTable.Line] {
    let ids = record.predictions?.ids ?? []
    let (known, unscored) = (Set(ids), Set(record.unscored ?? []))
    var byID: [String: PredictionTable.Line] = [:]
    for line in lines {
      guard known.contains(line.id) else {
        let why = unscored.contains(line.id) ? ", which lacks the target and is not scored" : ""
        throw InputError(
          line.place, found: "the id '\(line.id.prefix(200))'\(why)",
          expected: "a test row of split '\(split)'",
          advice: unscored.contains(line.id) ? "Leave it out." : suggestion(for: line.id, among: Array(ids.prefix(5))))
      }
      if let earlier = byID.updateValue(line, forKey: line.id) {
        throw InputError(
          line.place, found: "the id '\(line.id.prefix(200))' again, as in \(earlier.place)",
          expected: "each test row once"
        )
      }
    }
    let missing = ids.filter { byID[$0] == nil }
    guard missing.isEmpty else {
      throw InputError(
        table.place, found: "no prediction for \(missing.count) of \(ids.count) test rows of split '\(split)'",
        expected: "one for each",
        advice: "Missing are " + missing.prefix(5).joined(separator: ", ")
          + (missing.count > 5 ? ", ..." : "."))
    }
    return ids.compactMap { byID[$0] }
  }

  /// The class of each column of probabilities.
  private static func classes(_ table: PredictionTable, _ record: TrialRecord) throws -> [Int] {
    guard !table.classColumns.isEmpty else { return [] }
    let classes = try table.classColumns.map {
      try classNumber($0, of: record, "\(table.place): column '\($0.prefix(80))'")
    }
    guard Set(classes).count == classes.count else {
      throw InputError(table.place, found: "two columns of one class", expected: "one for each")
    }
    if let missing = record.candidateClasses.first(where: { !classes.contains($0) }) {
      throw InputError(
        table.place, found: "no column of the class '\(record.classNames[missing])'",
        expected: "one for each of the \(record.candidateClasses.count) classes that may be predicted")
    }
    return classes
  }

  /// A class by its name, else by its number from 0.
  private static func classNumber(_ text: String, of record: TrialRecord, _ place: String) throws -> Int {
    if let named = record.classNames.firstIndex(of: text) { return named }
    if let number = Int(text), record.classNames.indices.contains(number) { return number }
    throw InputError(
      place, found: "the class '\(text.prefix(80))'",
      expected: "a class of the data set by its name, or its number from 0 to \(record.classNames.count - 1)",
      advice: suggestion(for: text, among: record.classNames))
  }

  /// The scores that need probabilities.
  private static func scores(_ lines: [PredictionTable.Line], _ classes: [Int], truth: [Int]) -> [String: Double?] {
    guard !classes.isEmpty else { return [:] }
    let columns = lines.map { line -> [Double] in
      guard case .probabilities(let values) = line.outcome else { return [] }
      return values
    }
    let scores = ClassScores(Matrix(columns: columns), classes: classes, truth: truth)
    let named =
      ScoreMetric.all.map { ($0.description.name, $0(scores)) }
      + ProbabilityMetric.all.map { ($0.description.name, $0(scores)) }
    return Dictionary(named, uniquingKeysWith: { first, _ in first })
  }
}
