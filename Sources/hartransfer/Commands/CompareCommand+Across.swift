import ArgumentParser
import Leaderboards

extension CompareCommand {
  /// Over several data sets: two methods where they are named, else every method that all have.
  func compareAcross(_ filter: RowFilter) throws {
    let leaderboards = try across.map { try Self.leaderboard($0) }
    guard inputs.count == 2 else {
      try printResult(AcrossDataSets(leaderboards, blocks: blocks, filter: filter), as: format, columns)
      return
    }
    let difference = try DifferenceAcrossDataSets(
      leaderboards, RowQuery(inputs[0]), RowQuery(inputs[1]), names: DifferenceAcrossDataSets.names(on), filter: filter)
    try printResult(difference, as: format, columns)
    if !difference.isComplete { throw ExitCode(1) }
  }
}
