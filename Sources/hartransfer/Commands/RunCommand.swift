import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation
import Leaderboards

/// `hartransfer run`
struct RunCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "run", abstract: "Run the missing trials of a benchmark and print its leaderboard.",
    usage: "<configuration> [<options>]",
    paragraphs: [
      "Every trial leaves one record under <results>/<benchmark>/records. Records that exist are reused, those of "
        + "failed trials too. The leaderboard is written beside them as JSON, CSV and Markdown, unless only a part of "
        + "the plan was asked for.",
      "A run may be ended at any moment, by Ctrl-C or otherwise. The same command goes on where it was. Several "
        + "processes may work on one results folder. Under mpirun, ranks share the trials and the first one speaks.",
      "Exit code 0: all is done; 1: trials failed or are missing; 2: the configuration or the data cannot be used, or a "
        + "file cannot be written.",
    ],
    examples: [
      "hartransfer run Configs/synthetic.yaml",
      "hartransfer run Configs/synthetic.yaml --only alignment=perfect --jobs 2",
      "hartransfer run Configs/synthetic.yaml --shard 1/2 --memory 8G --quiet",
      "hartransfer run Configs/sweeps/noise.yaml --board cmae --format csv",
    ])

  @OptionGroup var options: BenchmarkOptions

  @Option(
    help: ArgumentHelp("The folder that holds a results folder for each benchmark.", valueName: "folder"),
    completion: .directory)
  var results = "Results"

  @OptionGroup var trials: TrialOptions

  @Flag(help: "End with exit code 0 where every trial has a record, those of failed trials too.")
  var acceptFailed = false

  @Flag(help: "End the run at the first failure.")
  var failFast = false

  @Option(
    help: ArgumentHelp(
      "Seconds of work after which a trial counts as failed and is ended. Waiting for a stage that another trial makes "
        + "is no work.",
      valueName: "seconds"))
  var timeout: Double?

  @OptionGroup var output: LeaderboardOptions

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let job = try RankedJob()
      let (runOptions, share, runner) = try job.together {
        let asked = try askedOptions()
        try AddressSpace.check(threads: asked.jobs)
        return (asked, try job.share(of: asked, jobs: trials.jobs), try options.runner(results: results))
      }
      let stop = StopSignal()
      let interruption = Interruption(stop)
      let summary = try options.showingProgress {
        try job.run(runner, runOptions, share: share, stop: stop, progress: $0)
      }
      interruption.end()
      if summary.settled != nil { try Succession.begin(with: summary) }
      let isComplete = try !job.ranks.isFirst || report(summary, runner, isPartial: runOptions.isPartial)
      job.ranks.leave()
      let code: Int32 = isComplete ? 0 : 1
      // Threads of trials that were given up would be waited for otherwise.
      if summary.abandoned > 0 { _exit(code) }
      if code != 0 { throw ExitCode(code) }
    }
  }

  private func askedOptions() throws -> RunOptions {
    var options = try trials.runOptions()
    options.failsFast = failFast
    if let timeout, !(timeout > 0 && timeout.isFinite) {
      throw InputError("--timeout", found: "\(timeout)", expected: "a number of seconds above 0")
    }
    options.timeout = timeout
    options.handsOver = true
    options.earlier = Succession.earlier()
    return options
  }

  /// Prints what came out, and says whether all that was asked for is there.
  private func report(
    _ summary: BenchmarkRunner.Summary, _ runner: BenchmarkRunner, isPartial: Bool
  ) throws -> Bool {
    var isComplete = acceptFailed ? summary.isRecorded : summary.isComplete
    var leaderboard: Leaderboard?
    if !isPartial, summary.left == 0 {
      let ranked = try Leaderboard(runner.store, ordering: output.board)
      leaderboard = ranked
      printUnusable(of: ranked)
      try ranked.write(to: runner.store.folder)
      try printResult(ranked, as: output.format, output.columns)
      isComplete = isComplete && (acceptFailed || ranked.isComplete)
    }
    var counts = [
      "\(summary.planned) trials", "\(summary.reused) reused", "\(summary.computed) computed",
      "\(summary.failed) failed",
    ]
    if summary.madeElsewhere > 0 { counts.append("\(summary.madeElsewhere) run by another process") }
    if summary.left > 0 { counts.append("\(summary.left) not run") }
    let folder = runner.store.folder.relativePath
    printLog("\(runner.configuration.benchmark): \(counts.joined(separator: ", ")); records in \(folder)")
    if summary.failedBefore > 0 {
      printLog("\(summary.failedBefore) of the reused records are of failed trials; --retry-failed runs them again.")
    }
    if summary.damaged > 0 { printLog("\(summary.damaged) records could not be used; their trials were run again.") }
    if summary.newer > 0 {
      printLog("\(summary.newer) records are of a newer version and were kept; --force runs their trials again.")
    }
    if summary.left > 0 { printLog("Run the same command again to go on.") }
    if isPartial {
      printLog("A part of the plan was run: 'hartransfer leaderboard \(folder)' ranks when all parts are there.")
    }
    if let leaderboard { for line in NextSteps(leaderboard, folder: folder).lines { printLog(line) } }
    return isComplete
  }
}
