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
      "--power says which differences of accuracy the boards could see with their persons, draws and repetitions: for "
        + "one comparison, and after Holm over all pairs of rows. It needs no result, only how much differences vary "
        + "from person to person (--spread).",
    ],
    examples: [
      "hartransfer plan Configs/synthetic.yaml",
      "hartransfer plan Configs/spar.yaml --power --spread 6",
      "hartransfer plan Configs/synthetic.yaml --only alignment=perfect --format json",
    ])

  @OptionGroup var options: BenchmarkOptions

  @Option(
    help: ArgumentHelp("The folder that holds a results folder for each benchmark.", valueName: "folder"),
    completion: .directory)
  var results = "Results"

  @OptionGroup var selection: TrialOptions

  @OptionGroup var power: PowerOptions

  @Option(help: "The form of the output.") var format = ResultFormat.text

  @OptionGroup var messages: MessageOptions

  @OptionGroup var columns: ColumnOptions

  func run() async throws {
    try await reportingInputErrors {
      let runner = try options.runner(results: results)
      let (preview, decisions) = (
        try runner.preview(selection.runOptions()), try power.decisions(runner, selection.runOptions())
      )
      switch (format, decisions) {
      case (.json, let decisions?): try printResult(json: PlanWithPower(preview: preview, decisions: decisions))
      case (.json, nil): try printResult(json: preview)
      case (.text, _):
        let power = decisions.map { [.gap] + $0.pages.joined() } ?? []
        try printResult(PlanText(preview).blocks + power, in: columns.layout())
      }
    }
  }
}
