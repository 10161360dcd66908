import Benchmarking
import Diagnostics
import Files
import Foundation
import PlainText

/// A script in bash that submits the jobs of a plan to Slurm, and that is also what each job runs.
///
/// Names of files stand in it as quoted words of the shell and nowhere else: a comment would end at
/// a line break of a name.
struct SlurmScript {
  let jobs: SlurmJobs
  let benchmark: String
  /// The program, the configuration and the folder that relative paths begin in, as absolute paths.
  let program: String
  let configuration: String
  let folder: String
  /// The folder of the benchmark's results.
  let results: String
  /// Options of every run, with absolute paths.
  let options: [String]
  /// Options of the runs that compute trials alone.
  let shardOptions: [String]
  /// Options of the job that encodes.
  let encodeOptions: [String]
  /// Environment variables that the program looks at, with absolute paths.
  let environment: [(name: String, value: String)]

  /// The first two lines, by which a script of this program is known.
  private static let head = "#!/usr/bin/env bash\n# Written by 'hartransfer plan --slurm'"

  var text: String {
    let variables = [
      ("program", program), ("configuration", configuration), ("folder", folder), ("benchmark", benchmark),
      ("results", results),
    ].map { "\($0)=\(ShellWord.quoted($1))" }
    let exports = environment.map { "export \($0.name)=\(ShellWord.quoted($0.value))" }
    let commands = [
      ("encode", ["encode"], encodeOptions), ("shard", ["run"], options + shardOptions + ["--accept-failed"]),
      ("merge", ["run"], options),
    ].map { name, command, options in
      "\(name)_command=(\"$program\" \((command.map(ShellWord.quoted) + ["\"$configuration\""] + options.map(ShellWord.quoted)).joined(separator: " ")))"
    }
    let requests = [("encode", jobs.encode), ("shard", jobs.shard), ("merge", jobs.merge)].map { name, request in
      "\(name)_request=(\((["--cpus-per-task=\(jobs.processors)"] + (request?.options ?? [])).joined(separator: " ")))"
    }
    let needs = "encodes=\(jobs.encode == nil ? 0 : 1)\nshards=\(jobs.shards)"
    let comments = jobs.lines.map { "#   \($0)" }
    return
      ([Self.head + ". Give it options of sbatch; they go to every job, and win over those below:"]
      + [Self.usage] + comments + ["set -euo pipefail", ""] + variables + exports + commands + requests
      + [needs, Self.body]).joined(separator: "\n")
  }

  /// Writes it as a file that can be executed.
  /// - Throws: `InputError` where something else stands in its place.
  func write(to file: URL) throws {
    if FileManager.default.fileExists(atPath: file.path) {
      guard let old = try? RegularFile.text(file, expected: "a script"), old.hasPrefix(Self.head) else {
        throw InputError(
          file.path, found: "a file of something else", expected: "none, or a script that '--slurm' wrote",
          advice: "Name another place: --slurm <file or folder>.")
      }
    }
    try AtomicFile.write(Data(text.utf8), to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }
}

extension SlurmScript {
  /// The script of what `plan` was asked.
  init(
    _ jobs: SlurmJobs, _ options: BenchmarkOptions, _ trials: TrialOptions, _ runner: BenchmarkRunner, results: String
  ) {
    let shared = options.absoluteWords
    let only = trials.only.flatMap { ["--only", $0] }
    let memory = trials.memory.map { ["--memory", $0] } ?? []
    let place = ["--results", URL(fileURLWithPath: results).path]
    let variables = ProcessInfo.processInfo.environment
    self.init(
      jobs: jobs, benchmark: runner.configuration.benchmark, program: ProgramFiles.executable?.path ?? "hartransfer",
      configuration: options.configurationURL.path, folder: FileManager.default.currentDirectoryPath,
      results: runner.store.folder.path,
      options: place + shared + memory + only,
      shardOptions: trials.retryFailed ? ["--retry-failed"] : [],
      encodeOptions: place + shared + only,
      environment: ["HARTRANSFER_DATA", "HARTRANSFER_DATASETS", "HARTRANSFER_MODELS"].compactMap { name in
        variables[name].map { (name, $0.isEmpty ? "" : URL(fileURLWithPath: $0).path) }
      })
  }
}
