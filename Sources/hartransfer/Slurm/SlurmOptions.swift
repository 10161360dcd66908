import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation

/// What `plan` writes for a cluster.
struct SlurmOptions: ParsableArguments {
  @Option(
    defaultAsFlag: "",
    help: ArgumentHelp(
      "Also write a script that runs the plan as jobs of Slurm. Default: slurm-<benchmark>.sh here.",
      valueName: "file or folder"),
    completion: .file())
  var slurm: String?

  @Option(
    help: ArgumentHelp("With --slurm, the shards that the plan is divided into. Default: 4.", valueName: "number"))
  var shards: Int?

  /// Shards, and processors of a job, where none are named.
  private static let usual = 4

  func validate() throws {
    guard shards == nil || slurm != nil else { throw ValidationError("--shards belongs to --slurm: give both.") }
  }

  /// The options of the runs of a job; nil where no script is asked for. A job has as many
  /// processors as trials side by side. Without `--jobs` these are at most four, since the machine
  /// that plans says nothing of those that run.
  /// - Throws: `InputError` for what a job array cannot do.
  func runOptions(_ trials: TrialOptions) throws -> RunOptions? {
    guard slurm != nil else { return nil }
    if let shards, !(1...1000).contains(shards) {
      throw InputError("--shards", found: "\(shards)", expected: "a number of shards from 1 to 1000")
    }
    if let shard = trials.shard {
      throw InputError("--slurm", found: "--shard \(shard) beside it", expected: "the whole plan, which it divides")
    }
    guard !trials.force else {
      throw InputError(
        "--slurm", found: "--force beside it",
        expected: "a run that goes on where it was, as jobs that are repeated do",
        advice: "Name a new folder with --results.")
    }
    var options = try trials.runOptions()
    if trials.jobs == nil { options.jobs = min(options.jobs, Self.usual) }
    return options
  }

  /// The number of shards.
  var count: Int { shards ?? Self.usual }

  /// Where the script goes.
  func file(of benchmark: String) -> URL {
    let name = "slurm-\(benchmark).sh"
    guard let slurm, !slurm.isEmpty else { return URL(fileURLWithPath: name) }
    let place = URL(fileURLWithPath: slurm)
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? place.appendingPathComponent(name) : place
  }
}
