import Diagnostics
import Records
import Statistics

/// What two methods differ by over several data sets, with an interval over data sets.
///
/// Persons within boards within data sets. A data set's difference is the mean over its boards of
/// the difference of two rows on the same test samples. Its variance is over persons: boards of one
/// data set share them (`MeanOverDesigns`). Data sets have true differences of their own
/// (`RandomEffects`). A row is named, never chosen: a name that means several rows, or other rows
/// in another data set, is refused.
public struct DifferenceAcrossDataSets: Sendable {
  /// The difference on one board.
  public struct OnBoard: Sendable {
    public let place: String
    public let firstAccuracy: Double, secondAccuracy: Double
    public var difference: Double { firstAccuracy - secondAccuracy }
  }

  /// The difference in one data set.
  public struct DataSet: Sendable {
    public let name: String
    /// How its rows were named.
    public let first: RowQuery, second: RowQuery
    public let boards: [OnBoard]
    /// Different persons over its boards.
    public let persons: Int
    /// Different test samples of a repetition, draws of the same sample counted each.
    public let testSamples: Int
    /// The mean over its boards; its error is over persons, with several of them.
    public let estimate: Estimate
    /// Whether both rows are right on the same samples alike in every person, so that the error is
    /// that of one sample.
    public let nothingVaries: Bool
    /// Whether draws that test the same persons are too few to speak for others.
    public let givesDraws: Bool
    /// What it counts in the mean over data sets; nil where it is not part of it.
    public internal(set) var weight: Double?

    /// One person cannot speak for others, so such a data set is no part of the mean.
    public var hasSinglePerson: Bool { persons < 2 }
    public var firstAccuracy: Double { mean(\.firstAccuracy) }
    public var secondAccuracy: Double { mean(\.secondAccuracy) }

    private func mean(_ value: (OnBoard) -> Double) -> Double {
      boards.reduce(0) { $0 + value($1) } / Double(boards.count)
    }
  }

  /// The rows of one data set, where they are named otherwise there.
  public typealias Names = (first: RowQuery, second: RowQuery)

  /// The methods as they are named.
  public let first: RowQuery, second: RowQuery
  /// In the order of the results; those of a single person too.
  public private(set) var dataSets: [DataSet]
  /// Boards that are not compared, with the reason.
  public let skipped: [Comparison.Skipped]
  /// Boards and data sets that were not looked at, counted by reason.
  public let leftOut: [(reason: String, count: Int)]
  /// The mean over the data sets of several persons.
  public let model: RandomEffects
  /// The same with data sets of a single person; nil where there is none.
  public let modelWithSinglePersons: RandomEffects?

  /// Whether there is a difference at 5 % over data sets.
  public var isDifference: Bool { (model.mean.pValue ?? 1) <= 0.05 }

  /// Whether every board with both methods could be judged.
  public var isComplete: Bool { !skipped.contains { $0.reason.contains("trials") } }

  /// Data sets that the mean is over.
  public var dataSetsInMean: [DataSet] { dataSets.filter { $0.weight != nil } }

  /// Compares on all boards that pass the filter.
  /// - Parameters:
  ///   - leaderboards: of all data sets.
  ///   - first: the first row.
  ///   - second: the row that is subtracted.
  ///   - names: what the rows are called in some data sets, by the data set's name.
  ///   - filter: which rows and boards count.
  ///   - isWanted: which boards are looked at.
  /// - Throws: `InputError` for a name that means no row, several on a board, or other rows in
  ///   another data set. So it does for a row that an oracle selected, and with fewer than two data
  ///   sets of several persons.
  public init(
    _ leaderboards: [Leaderboard], _ first: RowQuery, _ second: RowQuery, names: [String: Names] = [:],
    filter: RowFilter = RowFilter(), of isWanted: (Board) -> Bool = { _ in true }
  ) throws {
    (self.first, self.second) = (first, second)
    let search = try PairSearch(leaderboards, usual: (first, second), names: names, filter: filter, isWanted)
    (skipped, leftOut) = (search.skipped, search.leftOut)
    var dataSets = search.dataSets.map { DataSet($0.pairs, name: $0.name, names: $0.names) }
    let several = dataSets.filter { !$0.hasSinglePerson }
    guard several.count >= 2 else {
      let found = several.map(\.name).joined(separator: ", ")
      let reasons = leftOut.map { "\($0.reason): \($0.count)" } + skipped.map { "\($0.place): \($0.reason)" }
      throw InputError(
        "--across",
        found: "\(several.count) data sets with both rows and several persons" + (found.isEmpty ? "" : ": \(found)"),
        expected: "at least two", advice: reasons.prefix(12).joined(separator: "; "))
    }
    model = RandomEffects(several.map(\.estimate))
    modelWithSinglePersons =
      several.count < dataSets.count ? RandomEffects(dataSets.map(\.estimate)) : nil
    var weights = model.weights[...]
    for place in dataSets.indices where !dataSets[place].hasSinglePerson {
      dataSets[place].weight = weights.popFirst()
    }
    self.dataSets = dataSets
  }
}

extension DifferenceAcrossDataSets {
  /// Reads what rows are called in some data sets: a data set, the first and the second row, and so
  /// on.
  /// - Throws: `InputError` where words are missing, or a data set stands there twice.
  public static func names(_ words: [String]) throws -> [String: Names] {
    guard words.count.isMultiple(of: 3) else {
      throw InputError(
        "--on", found: "\(words.count) words", expected: "a data set and two methods",
        advice: "Write --on mex ridge-cca:k=32 student-teacher.")
    }
    var names: [String: Names] = [:]
    for start in stride(from: 0, to: words.count, by: 3) {
      guard names[words[start]] == nil else {
        throw InputError("--on", found: "'\(words[start])' twice", expected: "each data set once")
      }
      names[words[start]] = (try RowQuery(words[start + 1]), try RowQuery(words[start + 2]))
    }
    return names
  }
}

extension DifferenceAcrossDataSets.DataSet {
  /// The mean over boards: those of the same test samples sample by sample, so that persons, draws
  /// and repetitions vary in all of them alike.
  fileprivate init(_ pairs: [PairSearch.Pair], name: String, names: DifferenceAcrossDataSets.Names) {
    var groups: [[PairSearch.Pair]] = []
    for pair in pairs {
      if let place = groups.firstIndex(where: { $0[0].isScored(like: pair) }) {
        groups[place].append(pair)
      } else {
        groups.append([pair])
      }
    }
    let parts = groups.map { group in
      let differences = group[0].differences.indices.map { sample in
        group.reduce(0) { $0 + $1.differences[sample] } / Double(group.count)
      }
      return MeanOverDesigns.Part(values: differences, design: group[0].design, share: Double(group.count))
    }
    let mean = MeanOverDesigns(parts)
    (estimate, nothingVaries) = (mean.estimate, mean.nothingVaries)
    (self.name, first, second) = (name, names.first, names.second)
    boards = pairs.map { pair in
      DifferenceAcrossDataSets.OnBoard(
        place: pair.place, firstAccuracy: pair.accuracies.first, secondAccuracy: pair.accuracies.second)
    }
    (persons, testSamples, givesDraws) = (mean.subjectCount, mean.sampleCount, mean.givesSplits)
  }
}
