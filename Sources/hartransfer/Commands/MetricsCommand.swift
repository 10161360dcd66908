import ArgumentParser
import Benchmarking
import Files
import Metrics

/// `hartransfer metrics`
struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "metrics", abstract: "Print every metric with its direction, range and definition.", usage: "[<options>]",
    examples: [
      "hartransfer metrics",
      "hartransfer metrics --format json",
    ])

  @Option(help: "The form of the output.") var format = ResultFormat.text

  func run() async throws {
    if format == .json {
      return try printResult(json: MetricDescription.all)
    }
    for metric in MetricDescription.all {
      let range = "\(metric.lowest.map { "\($0)" } ?? "-inf") to \(metric.highest.map { "\($0)" } ?? "inf")"
      let direction = metric.direction == .higherIsBetter ? "higher is better" : "lower is better"
      try printResult([
        .line("\(metric.name)  (\(range), \(direction))"), .line("\u{A0}\u{A0}\(metric.definition)"),
      ])
    }
  }
}
