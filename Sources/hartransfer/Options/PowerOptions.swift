import ArgumentParser
import Benchmarking
import Leaderboards
import Records

/// What `plan` says of differences before a run.
struct PowerOptions: ParsableArguments {
  @Flag(help: "Also which differences the boards could see, and how many persons a difference needs.")
  var power = false

  @Option(
    help: ArgumentHelp(
      "With --power, the standard deviation of the difference of two methods from person to person, in points. "
        + "Default: 5, from measured boards.",
      valueName: "points"))
  var spread: Double?

  func validate() throws {
    guard spread == nil || power else { throw ValidationError("--spread belongs to --power: give both.") }
  }

  /// Nil where it was not asked for.
  /// - Throws: `InputError` for a spread that is none.
  func decisions(_ runner: BenchmarkRunner, _ options: RunOptions) throws -> PlannedDecisions? {
    guard power else { return nil }
    return try PlannedDecisions(
      try runner.plannedTests(options).map { ($0.trial, $0.subjects) }, spread: spread.map { $0 / 100 })
  }
}
