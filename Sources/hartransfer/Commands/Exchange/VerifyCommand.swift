import ArgumentParser
import Benchmarking
import Diagnostics
import Files
import Foundation
import Leaderboards
import Randomness
import Records

/// `hartransfer verify`
struct VerifyCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "verify", abstract: "Check stored results: every checksum, key and score, and some trials run again.",
    usage: "<path> ... [<options>]",
    paragraphs: [
      "A path is an archive, a results folder, or a folder that holds some. Each record must have its form, and the key "
        + "that its description, rows and data give. Every score that stored predictions determine is computed again.",
      "Then trials, drawn at random, are run from scratch by the stored configuration, with no cached feature. On the "
        + "kind of processor that made a record, with the same libraries, everything but times must be the same byte for "
        + "byte. Elsewhere each score may be \(RerunComparison.tolerance) off, and as large a share of the predictions "
        + "another. Where data or weights are not here, no trial is run, and the summary says 'skipped'. Imported "
        + "predictions cannot be run again.",
      "Exit code 1: something differs or is missing; 2: a path holds no results that can be read.",
    ],
    examples: [
      "hartransfer verify Results/synthetic",
      "hartransfer verify synthetic.tar.xz --trials all",
      "hartransfer verify records --trials 0 --format json",
    ])

  @Argument(
    help: "Archives, results folders, or folders that hold some, such as Results/reference.", completion: .results)
  var paths: [String]

  @Option(
    help: ArgumentHelp("How many trials of each benchmark are run again: a number, or 'all'.", valueName: "number"))
  var trials = "3"

  @Option(help: ArgumentHelp("Another seed draws other trials.", valueName: "number")) var seed: UInt64 = 0

  @OptionGroup var places: DataPlaces

  @Option(help: "The form of the output.") var format = ResultFormat.text

  @OptionGroup var columns: ColumnOptions

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      guard trials == "all" || (Int(trials) ?? -1) >= 0 else {
        throw InputError("--trials", found: "'\(trials)'", expected: "a number, or 'all'")
      }
      let scratch = try AtomicFile.temporaryFolder(in: FileManager.default.temporaryDirectory)
      defer { try? FileManager.default.removeItem(at: scratch) }
      var found: [VerifiedResults] = []
      for place in try paths.flatMap({ try ResultsPlaces.below($0) }) {
        found.append(try verified(place, scratch: scratch))
      }
      let summary = VerificationSummary(seed: seed, trials: trials, results: found)
      switch format {
      case .json: try printResult(json: summary)
      case .text: try printResult(summary.blocks, in: columns.layout())
      }
      if found.contains(where: \.isUnreadable) { throw ExitCode(2) }
      if found.contains(where: { !$0.faults.isEmpty }) { throw ExitCode(1) }
    }
  }

  private func verified(_ place: URL, scratch: URL) throws -> VerifiedResults {
    printDetail("\(place.relativePath)")
    let results: StoredResults
    do { results = try StoredResults(at: place) } catch let error as InputError {
      return VerifiedResults(unreadable: place, error)
    }
    var verified = VerifiedResults(results)
    let keys = drawn(results)
    guard !keys.isEmpty else {
      if trials != "0" { verified.skipped = "no trial has a record that can be run again" }
      return verified
    }
    do {
      guard let configuration = try results.store.configuration() else {
        verified.skipped = "the results do not hold their configuration"
        return verified
      }
      if let missing = try TrialReruns.missingInput(
        of: configuration, scratch: scratch, data: places.dataFolder, datasets: places.manifestFolder)
      {
        verified.skipped = missing
        return verified
      }
      let display = Messages.shared.level == .quiet ? nil : ProgressDisplay()
      defer { display?.finish() }
      verified.add(
        try TrialReruns(
          of: keys, in: results.store, by: configuration, scratch: scratch, data: places.dataFolder,
          datasets: places.manifestFolder, progress: display?.handler))
    } catch let error as InputError {
      verified.faults.append("\(error)")
    }
    return verified
  }

  /// The trials that are run again, drawn from all that can be.
  private func drawn(_ results: StoredResults) -> [String] {
    guard let count = Int(trials) else { return results.rerunnable }
    var generator = Seed(base: seed).deriving("verify", results.benchmark).generator
    return generator.sample(min(count, results.rerunnable.count), of: results.rerunnable.sorted())
  }
}
