import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation

/// `hartransfer encode`
struct EncodeCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "encode", abstract: "Encode the recordings of a configuration: into feature files, or into the cache.",
    usage: "<configuration> [<options>]",
    paragraphs: [
      "An encoder that learns is fitted on the paired rows of a split. So each split has a file of its own, "
        + "<dataset>-<protocol>-<split>.h5, which says in 'fitted_on' which samples those were. Where no encoder "
        + "learns there is one file, <dataset>.h5.",
      "Without --output the features go into the cache alone: all that the plan needs and the cache lacks. Do this "
        + "before several processes share a plan.",
    ],
    examples: [
      "hartransfer encode Configs/synthetic.yaml --output features",
      "hartransfer encode Configs/synthetic.yaml",
    ])

  @OptionGroup var options: BenchmarkOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder that the files are written to.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Without --output, the folder of results folders: what has a record there needs no features.", valueName: "folder"
    ),
    completion: .directory)
  var results = "Results"

  @Option(
    help: ArgumentHelp(
      "Without --output, only for trials of which this holds, as 'run' takes it. May be given again.",
      valueName: "key=value"), completion: .trialConditions)
  var only: [String] = []

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      try AddressSpace.check()
      let runner = try options.runner(results: results)
      var trials = RunOptions()
      trials.only = try TrialFilter(only)
      guard let output else {
        let parts = try options.showingProgress { try runner.encodeMissing(trials, progress: $0) }
        return printLog(
          "\(parts) parts of the plan had something to encode; the cache is \(options.cacheFolder.relativePath)")
      }
      guard trials.only.isEmpty else {
        throw InputError(
          "--only", found: "--output beside it", expected: "one of both",
          advice: "Feature files are written for every split.")
      }
      let files = try options.showingProgress {
        try runner.writeFeatures(to: URL(fileURLWithPath: output), progress: $0)
      }
      for file in files { printResult(file.relativePath + "\n") }
    }
  }
}
