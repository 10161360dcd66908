import ArgumentParser
import Benchmarking
import Foundation
import Leaderboards

/// How a leaderboard is ordered and written.
struct LeaderboardOptions: ParsableArguments {
  @Option(help: "What the leaderboard is ordered by: \(Ordering.allCases.map(\.rawValue).joined(separator: ", ")).")
  var board: Ordering = .accuracy

  @Option(help: "Its form: \(LeaderboardFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: LeaderboardFormat = .table
}

/// `hartransfer leaderboard`
struct LeaderboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leaderboard", abstract: "Print the leaderboard of a benchmark from its records.",
    discussion: "Exit code 1: some trials of the plan failed or have no record; their rows stand last, without a rank.")

  @Argument(help: "The benchmark's results folder, such as Results/spar.")
  var results: String

  @OptionGroup var output: LeaderboardOptions

  func run() async throws {
    try await reportingInputErrors {
      let leaderboard = try Leaderboard(RecordStore(folder: URL(fileURLWithPath: results)), ordering: output.board)
      printResult(try leaderboard.rendered(as: output.format))
      if !leaderboard.isComplete { throw ExitCode(1) }
    }
  }
}

extension Ordering: ExpressibleByArgument {}
extension LeaderboardFormat: ExpressibleByArgument {}
