import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation
import Leaderboards
import Records

/// `hartransfer compare`
struct CompareCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "compare", abstract: "Compare two methods on the same test samples, or methods across data sets.",
    usage: """
      <results> <first> <second> [<options>]
      hartransfer compare --across <results> ... [<options>]
      """,
    paragraphs: [
      "A method is an alignment or a bound, with as many parameters as tell it from others: ridge-cca, "
        + "ridge-cca:k=64, perfect:k=64,scaling=centred. Where a name means several rows of a board, the command "
        + "refuses and lists them: to take the best of them would be to select on the test samples. With a level, "
        + "ridge-cca:level=frames, clips are compared with their frames.",
      "Each board gets a verdict by one test, that of the board's groups and of the 95 % interval of the difference: "
        + "paired t over subjects, corrected by Holm over the boards compared. (Groups are corrected over all pairs of "
        + "the board; where that judges otherwise, the verdict says so.) Draws that test the same subjects again vary "
        + "too, unless they are too few to speak for others. The exact permutation test stands beside it. McNemar's "
        + "test counts clips as independent and decides for one subject in one split.",
      "--across ranks the methods that every board has: Friedman's test, and Nemenyi's critical difference.",
      "Exit code 1: trials of a method are missing, so that a board is not judged.",
    ],
    examples: [
      "hartransfer compare Results/synthetic perfect none",
      "hartransfer compare Results/synthetic perfect student-teacher --format json",
      "hartransfer compare --across Results/synthetic --blocks boards",
    ])

  @Argument(
    help: ArgumentHelp(
      "The benchmark's results folder, such as Results/utd-mhad, and the two methods.", valueName: "results-and-methods"
    ), completion: .resultsAndRows)
  var inputs: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Results folders of several data sets.", valueName: "results"), completion: .results)
  var across: [String] = []

  @Option(help: "What counts as independent across results.")
  var blocks: AcrossDataSets.Blocks = .dataSets

  @Option(help: ArgumentHelp("Only rows of this classifier.", valueName: "name"), completion: .rows(\.classifier.name))
  var classifier: String?
  @Option(
    help: ArgumentHelp("Only boards of this source modality.", valueName: "modality"), completion: .rows(\.source))
  var source: String?
  @Option(
    help: ArgumentHelp("Only boards of this target modality.", valueName: "modality"), completion: .rows(\.target))
  var target: String?
  @Option(
    name: .customLong("protocol"), help: ArgumentHelp("Only boards of this protocol.", valueName: "name"),
    completion: .rows(\.protocol.name))
  var protocolName: String?

  @Option(help: "The form of the output.")
  var format: OutputFormat = .table

  @OptionGroup var columns: ColumnOptions

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard across.isEmpty ? inputs.count == 3 : inputs.isEmpty else {
      throw ValidationError(
        "Give a results folder and two methods, such as Results/utd-mhad ridge-cca:k=64 infonce, or --across and "
          + "results folders."
      )
    }
  }

  func run() async throws {
    try await reportingInputErrors {
      let filter = RowFilter(classifier: classifier, source: source, target: target, protocol: protocolName)
      guard across.isEmpty else {
        let leaderboards = try across.map { try Self.leaderboard($0) }
        let comparison = try AcrossDataSets(leaderboards, blocks: blocks, filter: filter)
        try printResult(comparison, as: format, columns)
        return
      }
      let comparison = try Comparison(
        Self.leaderboard(inputs[0]), RowQuery(inputs[1]), RowQuery(inputs[2]), filter: filter)
      guard !comparison.verdicts.isEmpty || !comparison.skipped.isEmpty else {
        throw InputError(
          "rows '\(inputs[1])' and '\(inputs[2])'", found: "no board that has both", expected: "at least one")
      }
      try printResult(comparison, as: format, columns)
      if !comparison.isComplete { throw ExitCode(1) }
    }
  }

  private static func leaderboard(_ folder: String) throws -> Leaderboard {
    let leaderboard = try Leaderboard(RecordStore(folder: URL(fileURLWithPath: folder)))
    printUnusable(of: leaderboard)
    return leaderboard
  }
}

extension AcrossDataSets.Blocks: ExpressibleByArgument {}
