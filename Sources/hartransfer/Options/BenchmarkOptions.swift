import ArgumentParser
import Benchmarking
import Foundation

/// A configuration and where its data are: what `run` and `encode` share.
struct BenchmarkOptions: ParsableArguments {
  @Argument(help: "The configuration, a YAML file such as Configs/spar.yaml.")
  var configurationFile: String

  @Option(help: "The folder of cached feature files; it may be deleted at any time.")
  var cache = ".cache/features"

  @Option(help: "Bytes that the cache may hold, such as 20G; what was used longest ago goes first. Default: no limit.")
  var cacheLimit: String?

  @Option(help: "The folder of the data set's files. Default: $HARTRANSFER_DATA/<id>, then Datasets/<id>/data.")
  var data: String?

  @Option(help: "The folder of the data sets' manifests. Default: Datasets.")
  var datasets: String?

  @Flag(help: "Leave out samples whose files cannot be read, and list them, instead of stopping.")
  var skipBad = false

  @Flag(help: "List everything that is left out, one by one, not only counted by reason.")
  var listLeftOut = false

  @Flag(help: "Print no progress.")
  var quiet = false

  /// The runner of the configuration, with its records below `results`.
  func runner(results: String) throws -> BenchmarkRunner {
    let runner = try BenchmarkRunner(
      BenchmarkConfiguration(contentsOf: URL(fileURLWithPath: configurationFile)),
      results: URL(fileURLWithPath: results), cache: URL(fileURLWithPath: cache),
      data: data.map { URL(fileURLWithPath: $0) }, datasets: datasets.map { URL(fileURLWithPath: $0) },
      skipBad: skipBad, cacheLimit: cacheLimit.map { try ByteCount.bytes($0, option: "--cache-limit") })
    if listLeftOut { for line in leftOutLines(runner.skipped) { printLog(line) } }
    return runner
  }

  /// `body` with a display of its progress, unless that is not wanted.
  func showingProgress<T>(_ body: (ProgressHandler?) throws -> T) throws -> T {
    let display = quiet ? nil : ProgressDisplay()
    defer { display?.finish() }
    return try body(display?.handler)
  }
}
