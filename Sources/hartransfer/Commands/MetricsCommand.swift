import ArgumentParser
import Benchmarking
import Files
import Metrics

/// `hartransfer metrics`
struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Print every metric with its direction, range and definition.")

  @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

  func run() async throws {
    if format == .json {
      return try printResult(json: MetricDescription.all)
    }
    for metric in MetricDescription.all {
      let range = "\(metric.lowest.map { "\($0)" } ?? "-inf") to \(metric.highest.map { "\($0)" } ?? "inf")"
      let direction = metric.direction == .higherIsBetter ? "higher is better" : "lower is better"
      printResult("\(metric.name)  (\(range), \(direction))\n  \(metric.definition)\n")
    }
  }
}
