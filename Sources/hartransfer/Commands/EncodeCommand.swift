import ArgumentParser
import Benchmarking
import Foundation

/// `hartransfer encode`
struct EncodeCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "encode", abstract: "Write the feature files of a configuration.",
    usage: "<configuration> --output <folder> [<options>]",
    paragraphs: [
      "An encoder that learns is fitted on the paired rows of a split. So each split has a file of its own, "
        + "<dataset>-<protocol>-<split>.h5, which says in 'fitted_on' which samples those were. Where no encoder "
        + "learns there is one file, <dataset>.h5."
    ],
    examples: [
      "hartransfer encode Configs/synthetic.yaml --output features"
    ])

  @OptionGroup var options: BenchmarkOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder that the files are written to.", valueName: "folder"),
    completion: .directory)
  var output: String

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let runner = try options.runner(results: "Results")
      let files = try options.showingProgress {
        try runner.writeFeatures(to: URL(fileURLWithPath: output), progress: $0)
      }
      for file in files { printResult(file.relativePath + "\n") }
    }
  }
}
