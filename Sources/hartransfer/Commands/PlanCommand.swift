import ArgumentParser
import Benchmarking
import Files
import Foundation

/// `hartransfer plan`
struct PlanCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "plan", abstract: "Print what 'run' would do, split by split, without doing it.",
    usage: "<configuration> [<options>]",
    paragraphs: [
      "A run reuses the trials that have a record. 'encode' counts modalities whose features are not cached. "
        + "'factorise' and 'align' count what the trials to run share.",
      "Memory is an estimate from the sizes of the split. Time comes from records of the same methods. Where there are "
        + "none it is counted from sizes, which is rough and marked by '~'. Neither includes encoding, whose time and "
        + "disk space are estimated by encoding a few recordings.",
    ],
    examples: [
      "hartransfer plan Configs/synthetic.yaml",
      "hartransfer plan Configs/synthetic.yaml --only alignment=perfect --format json",
    ])

  @OptionGroup var options: BenchmarkOptions

  @Option(
    help: ArgumentHelp("The folder that holds a results folder for each benchmark.", valueName: "folder"),
    completion: .directory)
  var results = "Results"

  @OptionGroup var selection: TrialOptions

  @Option(help: "The form of the output.") var format = ResultFormat.text

  @OptionGroup var messages: MessageOptions

  @OptionGroup var columns: ColumnOptions

  func run() async throws {
    try await reportingInputErrors {
      let preview = try options.runner(results: results).preview(selection.runOptions())
      switch format {
      case .json: try printResult(json: preview)
      case .text: try printResult(PlanText(preview).blocks, in: columns.layout())
      }
    }
  }
}
