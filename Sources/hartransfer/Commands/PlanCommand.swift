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
      "--slurm writes a script for a cluster. It submits a job that encodes, a job array over shards, and a job that "
        + "merges when all shards have ended well. Options of sbatch are given to the script. Jobs ask for memory and "
        + "time by the estimates of the plan, with room. Time that was counted from sizes gets much room.",
    ],
    examples: [
      "hartransfer plan Configs/synthetic.yaml",
      "hartransfer plan Configs/spar.yaml --power --spread 6",
      "hartransfer plan Configs/synthetic.yaml --slurm --shards 3 --jobs 2",
      "hartransfer plan Configs/synthetic.yaml --only alignment=perfect --format json",
    ])

  @OptionGroup var options: BenchmarkOptions

  @Option(
    help: ArgumentHelp("The folder that holds a results folder for each benchmark.", valueName: "folder"),
    completion: .directory)
  var results = "Results"

  @OptionGroup var selection: TrialOptions

  @OptionGroup var power: PowerOptions

  @OptionGroup var slurm: SlurmOptions

  @Option(help: "The form of the output.") var format = ResultFormat.text

  @OptionGroup var messages: MessageOptions

  @OptionGroup var columns: ColumnOptions

  func run() async throws {
    try await reportingInputErrors {
      let runner = try options.runner(results: results)
      let plain = try selection.runOptions()
      let shared = try slurm.runOptions(selection)
      let preview = try runner.preview(shared ?? plain)
      let decisions = try power.decisions(runner, plain)
      let jobs = try shared.map { try writeJobs(of: runner, preview, $0) }
      switch format {
      case .json: try printResult(json: PlanOutput(preview: preview, decisions: decisions, slurm: jobs))
      case .text:
        let more = (decisions.map { [.gap] + $0.pages.joined() } ?? []) + (jobs?.blocks ?? [])
        try printResult(PlanText(preview).blocks + more, in: columns.layout())
      }
    }
  }

  /// Writes the script of the jobs.
  private func writeJobs(of runner: BenchmarkRunner, _ preview: PlanPreview, _ shared: RunOptions) throws -> SlurmJobs {
    let file = slurm.file(of: preview.benchmark)
    let parts = try runner.previews(ofShards: slurm.count, shared)
    let jobs = SlurmJobs(preview, shards: parts, memory: shared.memory, script: file.path)
    try SlurmScript(jobs, options, selection, runner, results: results).write(to: file)
    return jobs
  }
}
