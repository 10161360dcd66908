import Diagnostics
import Records
import Statistics

/// The two named rows on every board of several results, by data set.
struct PairSearch {
  /// Two rows that were scored on the same samples.
  struct Pair {
    let place: String
    let rows: (first: TrialDescription, second: TrialDescription)
    let accuracies: (first: Double, second: Double)
    /// One less the other, a value a sample and repetition.
    let differences: [Double]
    let design: TestDesign
    let samples: [ScoredSamples]?

    /// Whether the rows of the other were scored on the same samples, as often.
    func isScored(like other: Pair) -> Bool { design == other.design && samples == other.samples }
  }

  /// The pairs of one data set.
  struct DataSet {
    let name: String
    let names: DifferenceAcrossDataSets.Names
    /// Whether its rows have names of their own.
    let isNamedApart: Bool
    var pairs: [Pair] = []
  }

  private(set) var dataSets: [DataSet] = []
  private(set) var skipped: [Comparison.Skipped] = []
  private(set) var leftOut: [(reason: String, count: Int)] = []

  init(
    _ leaderboards: [Leaderboard], usual: DifferenceAcrossDataSets.Names,
    names: [String: DifferenceAcrossDataSets.Names], filter: RowFilter, _ isWanted: (Board) -> Bool
  ) throws {
    let all = leaderboards.flatMap(\.boards).filter(isWanted).flatMap(\.rows).map(\.trial)
    try filter.check(among: all)
    let trials = all.filter(filter.passes)
    try Self.check(usual, names, among: trials)
    let queries = ([usual] + names.values).flatMap { [$0.first, $0.second] }
    for leaderboard in leaderboards {
      for (place, all) in Comparison.places(leaderboard, queries) {
        let boards = all.filter(isWanted)
        guard let trial = boards.flatMap(\.rows).map(\.trial).first(where: filter.passes) else { continue }
        if trial.decoding != nil {
          leave("boards with a decoding of the test batch or of each score")
        } else if trial.condition != nil {
          leave("boards at other points of an axis")
        } else if trial.pairs != nil, !queries.contains(where: { $0.pairs != nil }) {
          leave("boards with pairs of another data set")
        } else {
          let own = names[trial.dataset]
          if !dataSets.contains(where: { $0.name == trial.dataset }) {
            dataSets.append(DataSet(name: trial.dataset, names: own ?? usual, isNamedApart: own != nil))
          }
          try search(place, boards, trial.dataset, own ?? usual, filter)
        }
      }
    }
    for dataSet in dataSets where dataSet.pairs.isEmpty {
      let own = trials.filter { $0.dataset == dataSet.name }
      leave("data set \(dataSet.name), which has no board with both rows\(Self.absent(dataSet.names, among: own))")
    }
    dataSets.removeAll(where: \.pairs.isEmpty)
    let apart = dataSets.filter(\.isNamedApart).map { [$0] }
    for own in [dataSets.filter { !$0.isNamedApart }] + apart {
      guard let names = own.first?.names else { continue }
      try Self.checkMeaning(of: names.first, in: own, \.first)
      try Self.checkMeaning(of: names.second, in: own, \.second)
    }
  }

  private mutating func leave(_ reason: String) {
    if let place = leftOut.firstIndex(where: { $0.reason == reason }) {
      leftOut[place].count += 1
    } else {
      leftOut.append((reason, 1))
    }
  }

  /// Looks for both rows on the boards of one place.
  private mutating func search(
    _ place: String, _ boards: [Board], _ dataset: String, _ names: DifferenceAcrossDataSets.Names,
    _ filter: RowFilter
  ) throws {
    let queries = [names.first, names.second]
    let found = try queries.map { try Comparison.row($0, on: boards, filter) }
    func skip(_ reason: String) { skipped.append(Comparison.Skipped(place: place, reason: reason)) }
    guard let a = found[0], let b = found[1] else {
      let absent = zip(queries, found).filter { $0.1 == nil }.map { "no row \($0.0.text)" }
      if absent.count == 1 { skip(absent[0]) }
      return
    }
    guard a != b else {
      throw InputError(
        "rows '\(names.first.text)' and '\(names.second.text)'", found: "one and the same row on \(place)",
        expected: "two different rows")
    }
    let rows = [a, b].map { boards[$0.board].rows[$0.row] }
    for (query, row) in zip(queries, rows) {
      if row.selection == TrialRecord.Selection.oracle {
        throw InputError(
          "row '\(query.text)'", found: "a row that was selected by the labels of the test, on \(place)",
          expected: "a row that no test label chose")
      }
      guard row.isComplete else {
        return skip("\(query.text) has \(row.trials) of \(row.trials + row.failed + row.missing) trials")
      }
    }
    let groups = [a, b].map { boards[$0.board].groups[$0.row] }
    guard let (hits, others, design) = groups[0].paired(with: groups[1]) else {
      return skip("no predictions to compare")
    }
    guard groups[0].samples == groups[1].samples else {
      return skip("the rows were not scored on the same test samples")
    }
    let pair = Pair(
      place: place, rows: (rows[0].trial, rows[1].trial),
      accuracies: (design.estimate(hits).mean, design.estimate(others).mean),
      differences: zip(hits, others).map { $0 - $1 }, design: design, samples: groups[0].samples)
    if let index = dataSets.firstIndex(where: { $0.name == dataset }) { dataSets[index].pairs.append(pair) }
  }
}

extension PairSearch {
  /// Refuses names that no data set has, or that the one they were given for does not have.
  private static func check(
    _ usual: DifferenceAcrossDataSets.Names, _ names: [String: DifferenceAcrossDataSets.Names],
    among trials: [TrialDescription]
  ) throws {
    let known = trials.map(\.dataset).distinct
    for (dataset, own) in names.sorted(by: { $0.key < $1.key }) {
      guard known.contains(dataset) else {
        throw InputError(
          "--on", found: "'\(dataset)'", expected: "a data set of these results",
          advice: suggestion(for: dataset, among: known))
      }
      for query in [own.first, own.second] { try query.check(among: trials.filter { $0.dataset == dataset }) }
    }
    let others = trials.filter { names[$0.dataset] == nil }
    guard !others.isEmpty else { return }
    for query in [usual.first, usual.second] { try query.check(among: others) }
  }

  /// What the data set has in place of rows that it does not have.
  private static func absent(
    _ names: DifferenceAcrossDataSets.Names, among trials: [TrialDescription]
  ) -> String {
    let texts = [names.first, names.second].filter { query in !trials.contains(where: query.matches) }.map { query in
      let alike = trials.map(\.alignment).filter { $0.name == query.name }
      let has = alike.isEmpty ? "" : " (it has \(RowQuery.list(alike)))"
      return "no \(query.text)\(has)"
    }
    return texts.isEmpty ? "" : ": " + texts.joined(separator: ", ")
  }

  /// What a name means.
  private struct Meaning: Hashable {
    let alignment: TrialDescription.Choice
    let classifier: TrialDescription.Choice
    let level: Level
    /// The data set that the pairs are from.
    let pairs: String
  }

  /// Refuses a name that means one row on one board and another on another.
  private static func checkMeaning(
    of query: RowQuery, in dataSets: [DataSet],
    _ row: (_: (first: TrialDescription, second: TrialDescription)) -> TrialDescription
  ) throws {
    var holders: [(meaning: Meaning, places: [String])] = []
    for dataSet in dataSets {
      for pair in dataSet.pairs {
        let trial = row(pair.rows)
        let meaning = Meaning(
          alignment: trial.alignment, classifier: trial.classifier, level: trial.level,
          pairs: trial.originOfPairs)
        let index = holders.firstIndex { $0.meaning == meaning } ?? holders.endIndex
        if index == holders.endIndex { holders.append((meaning, [])) }
        if !holders[index].places.contains(dataSet.name) { holders[index].places.append(dataSet.name) }
      }
    }
    guard holders.count > 1 else { return }
    let texts = holders.map { holder in
      let meaning = holder.meaning
      return "\(holder.places.joined(separator: ", ")): \(meaning.alignment.name) \(meaning.alignment.parameters), "
        + "\(meaning.classifier.name) \(meaning.classifier.parameters), \(meaning.level.word), "
        + "\(meaning.pairs == "own" ? "own pairs" : "pairs of \(meaning.pairs)")"
    }
    throw InputError(
      "row '\(query.text)'", found: "\(holders.count) different rows: \(texts.joined(separator: "; "))",
      expected: "the same method on every board",
      advice: "Name parameters that all data sets have, a classifier with --classifier, or the rows of one data set "
        + "with --on DATA-SET FIRST SECOND.")
  }
}
