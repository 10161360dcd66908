import Records
import Diagnostics
import Files
import Foundation
import Statistics

/// Methods over several data sets: average ranks with Friedman's test and Nemenyi's critical
/// difference, win rates and improvability.
///
/// A method is an alignment with its parameters and a classifier. Only methods that rank on every
/// board are compared; the others are listed. Boards on which the test batch was decoded as a whole
/// are left out, and so are those with pairs of another data set.
public struct AcrossDataSets: Sendable {
  /// What the test takes as independent.
  public enum Blocks: String, Sendable, CaseIterable {
    /// A data set: a method's value is its mean accuracy over the boards of the data set.
    case dataSets = "data-sets"
    /// A board. Boards of one data set share persons, so p is too small.
    case boards
  }

  public struct Method: Sendable {
    public let alignment: TrialDescription.Choice
    public let classifier: TrialDescription.Choice
    /// Accuracy by block.
    public let accuracies: [Double]
    /// The mean rank over the blocks.
    public let averageRank: Double
    /// From 1: methods that Nemenyi's test does not tell from the best of their group.
    public let tieGroup: Int
    /// Nemenyi's p against the method of the best average rank.
    public let pAgainstBest: Double
    /// The share of rivals that it beats in a block, ties half; the mean over the blocks.
    public let winRate: BlockScores.Score
    /// 1 - error of the block's best method / own error; the mean over the blocks.
    public let improvability: BlockScores.Score
  }

  /// A method that some board does not rank.
  public struct LeftOut: Sendable {
    public let alignment: TrialDescription.Choice
    public let classifier: TrialDescription.Choice
    /// Boards that rank it.
    public let boards: Int
  }

  public let blocks: [String]
  public let kind: Blocks
  /// Number of boards behind them.
  public let boards: Int
  /// Number of data sets behind them.
  public let dataSetCount: Int
  /// Methods that every board ranks, the best average rank first.
  public let methods: [Method]
  /// The others.
  public let leftOut: [LeftOut]
  /// The test over all methods.
  public let test: FriedmanTest
  /// The difference of average ranks that Nemenyi's test calls significant at 5 %.
  public let criticalDifference: Double

  /// Compares over all boards of `leaderboards` that pass the filter.
  /// - Throws: `InputError` with fewer than two blocks, or fewer than two methods that every board
  ///   ranks.
  public init(_ leaderboards: [Leaderboard], blocks kind: Blocks = .dataSets, filter: RowFilter = RowFilter()) throws {
    try self.init(boards: leaderboards.flatMap(\.boards), blocks: kind, filter: filter)
  }

  /// The same over these boards alone.
  public init(boards all: [Board], blocks kind: Blocks = .dataSets, filter: RowFilter = RowFilter()) throws {
    try filter.check(among: all.flatMap(\.rows).map(\.trial))
    let boards = all.filter { board in
      board.rows.contains {
        $0.rank != nil && $0.trial.decoding == nil && $0.trial.pairs == nil && filter.passes($0.trial)
      }
    }
    self.boards = boards.count
    self.kind = kind
    var names: [String] = []
    var members: [[Int]] = []
    for (place, board) in boards.enumerated() {
      let name = kind == .boards ? board.title.name : board.rows[0].trial.dataset
      if kind == .dataSets, let block = names.firstIndex(of: name) {
        members[block].append(place)
      } else {
        names.append(name)
        members.append([place])
      }
    }
    blocks = names
    let dataSets = members.map { boards[$0[0]].rows[0].trial.dataset }
    dataSetCount = Set(dataSets).count
    guard names.count >= 2 else {
      throw InputError(
        "--across", found: names.first.map { "one block, \($0)" } ?? "no board with a ranked row",
        expected: "at least two \(kind == .boards ? "boards" : "data sets")",
        advice: kind == .boards
          ? "" : "Name the results of other data sets too; '--blocks boards' takes every board as a block.")
    }
    let found = try Self.accuracies(boards, filter)
    let (complete, partial) = (
      found.filter { $0.values.count == boards.count }, found.filter { $0.values.count < boards.count }
    )
    leftOut = partial.map { LeftOut(alignment: $0.alignment, classifier: $0.classifier, boards: $0.values.count) }
    guard complete.count >= 2 else {
      throw InputError(
        "--across", found: "\(complete.count) methods that all \(boards.count) boards rank", expected: "at least two",
        advice: "A method is an alignment with its parameters and a classifier: let the configurations share some.")
    }
    let values = complete.map { method in
      members.map { places in places.reduce(0) { $0 + method.values[$1]! } / Double(places.count) }
    }
    let errors = names.indices.map { block in Self.errors(values.map { $0[block] }) }
    let test = FriedmanTest(errors, higherIsBetter: false)
    self.test = test
    let scores = Self.scores(errors, dataSets: dataSets)
    criticalDifference = test.criticalDifference()
    let order = complete.indices.sorted { (test.averageRanks[$0], $0) < (test.averageRanks[$1], $1) }
    let groups = tieGroups(order.count) { test.nemenyiPValue(order[$0], order[$1]) <= 0.05 }
    methods = order.enumerated().map { place, index in
      Method(
        alignment: complete[index].alignment, classifier: complete[index].classifier, accuracies: values[index],
        averageRank: test.averageRanks[index], tieGroup: groups[place],
        pAgainstBest: test.nemenyiPValue(order[0], index), winRate: scores.winRates[index],
        improvability: scores.improvability[index])
    }
  }

  private struct Found {
    let alignment: TrialDescription.Choice
    let classifier: TrialDescription.Choice
    var values: [Int: Double] = [:]
  }

  /// Accuracies of ranked rows by board, a method at a time in the order of its first board.
  private static func accuracies(_ boards: [Board], _ filter: RowFilter) throws -> [Found] {
    var found: [Found] = []
    var places: [String: Int] = [:]
    for (place, board) in boards.enumerated() {
      for row in board.rows where row.rank != nil && filter.passes(row.trial) {
        let (alignment, classifier) = (row.trial.alignment, row.trial.classifier)
        let key = try CanonicalJSON.text([alignment, classifier])
        if places[key] == nil {
          places[key] = found.count
          found.append(Found(alignment: alignment, classifier: classifier))
        }
        found[places[key]!].values[place] = row["accuracy"]
      }
    }
    return found
  }
}
