import ArgumentParser
import Benchmarking
import Foundation

/// `hartransfer encode`
struct EncodeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode", abstract: "Write the feature files of a configuration.",
    discussion: """
      An encoder that learns is fitted on the paired rows of a split, so each split has a file of its own,
      <dataset>-<protocol>-<split>.h5, which says in `fitted_on` which samples those were. Where no encoder learns there
      is one file, <dataset>.h5.
      """)

  @OptionGroup var options: BenchmarkOptions

  @Option(name: .shortAndLong, help: "The folder that the files are written to.")
  var output: String

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
