import ArgumentParser
import Diagnostics
import Leaderboards

/// What `compare` says of two methods beside their difference.
struct DecisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Differences of accuracy below so many points count as equivalent, and whether that is shown is said too.",
      valueName: "points"))
  var margin: Double?

  @Flag(help: "Also which test samples only one of the two has right, by class and person.")
  var flips = false

  @Flag(help: "Also every such sample with its id, in JSON.")
  var flipSamples = false

  var isAsked: Bool { margin != nil || flips || flipSamples }

  /// - Throws: `InputError` for samples asked of a form that lists none.
  func check(_ format: OutputFormat) throws {
    guard flipSamples, format.rawValue != "json" else { return }
    throw InputError(
      "--flip-samples", found: "--format \(format.rawValue)", expected: "--format json",
      advice: "'--flips' alone says how many change, by class and person.")
  }
}
