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
      hartransfer compare <first> <second> --across <results> ... [<options>]
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
      "--margin 2 also asks whether the difference is shown to be below 2 points: two one-sided tests over the same "
        + "units, corrected likewise. There are four answers: better; equivalent; different, but below the margin; "
        + "undecided. Choose the margin before you see results. Every verdict says which difference such a test sees in "
        + "80 % of studies. --flips counts what only one of the two has right.",
      "--across ranks the methods that every board has: Friedman's test, and Nemenyi's critical difference; win rates "
        + "(rivals beaten, ties half) and improvability (1 - best error / own error) stand beside the ranks.",
      "With two methods --across gives their difference over data sets: the mean over each data set's boards, with the "
        + "error over persons; then random effects over data sets (Paule and Mandel, Hartung and Knapp), the interval of "
        + "the mean and where a new data set would lie. A name must mean the same row everywhere; --on names the rows "
        + "of one data set.",
      "Exit code 1: trials of a method are missing, so that a board is not judged.",
    ],
    examples: [
      "hartransfer compare Results/synthetic perfect none",
      "hartransfer compare Results/synthetic perfect student-teacher --format json",
      "hartransfer compare Results/synthetic perfect ridge-cca --margin 2 --flips",
      "hartransfer compare --across Results/synthetic --blocks boards",
      "hartransfer compare infonce none --across Results/mars Results/isl",
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

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "A data set and what the two methods are called there; may be given again.", valueName: "data-set first second"))
  var on: [String] = []

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

  @OptionGroup var decision: DecisionOptions

  @Option(help: "The form of the output.")
  var format: OutputFormat = .table

  @OptionGroup var columns: ColumnOptions

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard across.isEmpty ? inputs.count == 3 : inputs.isEmpty || inputs.count == 2 else {
      throw ValidationError(
        "Give a results folder and two methods, such as Results/utd-mhad ridge-cca:k=64 infonce, or --across and "
          + "results folders, with two methods before it or none."
      )
    }
    guard across.isEmpty || !decision.isAsked else {
      throw ValidationError("--margin, --flips and --flip-samples are for two methods, not for --across.")
    }
    guard on.isEmpty || inputs.count == 2 && on.count.isMultiple(of: 3) else {
      throw ValidationError(
        "--on takes a data set and two methods, beside two methods and --across: "
          + "--on mex ridge-cca:k=32 student-teacher.")
    }
  }

  func run() async throws {
    try await reportingInputErrors {
      let filter = RowFilter(classifier: classifier, source: source, target: target, protocol: protocolName)
      guard across.isEmpty else { return try compareAcross(filter) }
      try decision.check(format)
      let leaderboard = try Self.leaderboard(inputs[0])
      let comparison = try Comparison(
        leaderboard, RowQuery(inputs[1]), RowQuery(inputs[2]), filter: filter, margin: decision.margin.map { $0 / 100 })
      guard !comparison.verdicts.isEmpty || !comparison.skipped.isEmpty else {
        throw InputError(
          "rows '\(inputs[1])' and '\(inputs[2])'", found: "no board that has both", expected: "at least one")
      }
      if decision.flips || decision.flipSamples {
        let flips = try Flips(comparison, leaderboard, RecordStore(at: URL(fileURLWithPath: inputs[0])))
        try printResult(
          ComparisonWithFlips(comparison, flips, listsSamples: decision.flipSamples), as: format, columns)
      } else {
        try printResult(comparison, as: format, columns)
      }
      if !comparison.isComplete { throw ExitCode(1) }
    }
  }

  static func leaderboard(_ folder: String) throws -> Leaderboard {
    let leaderboard = try Leaderboard(RecordStore(at: URL(fileURLWithPath: folder)))
    printUnusable(of: leaderboard)
    return leaderboard
  }
}

extension AcrossDataSets.Blocks: ExpressibleByArgument {}
