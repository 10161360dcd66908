import ArgumentParser
import Benchmarking
import Diagnostics

/// Which trials of a plan are run, and how: what `run` and `plan` share.
struct TrialOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Trials that run side by side. Default: the number of processors.", valueName: "number"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Memory that the process may take by estimate, such as 8G: fewer trials then run side by side.",
      valueName: "bytes"))
  var memory: String?

  @Option(
    help: ArgumentHelp(
      "The part of the plan that is run here, such as 2/3. Parts are disjoint; their records are copied together.",
      valueName: "part"))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "Only trials of which this holds, such as alignment=perfect; '*' stands for any text. May be given again.",
      valueName: "key=value"), completion: .trialConditions)
  var only: [String] = []

  @Flag(help: "Run trials that failed before again.")
  var retryFailed = false

  @Flag(help: "Run trials that have a record again.")
  var force = false

  /// The options of a run.
  /// - Throws: `InputError` for a value out of range.
  func runOptions() throws -> RunOptions {
    var options = RunOptions()
    if let jobs {
      guard jobs >= 1 else {
        throw InputError("--jobs", found: "\(jobs)", expected: "a number of trials from 1")
      }
      options.jobs = jobs
    }
    if let memory { options.memory = try ByteCount.bytes(memory, option: "--memory") }
    if let shard {
      guard let part = Shard(shard) else {
        throw InputError("--shard", found: "'\(shard)'", expected: "a part and the number of parts, such as 1/3")
      }
      options.shard = part
    }
    options.only = try TrialFilter(only)
    options.retriesFailed = retryFailed
    options.replacesRecords = force
    return options
  }
}
