import ArgumentParser
import FeatureStore
import Foundation

/// `hartransfer inspect`
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Check a feature file and print what it holds.",
    discussion: "Every feature is read and checked. Exit code 2: the file is refused, and why.")

  @Argument(help: "The feature file.")
  var file: String

  func run() async throws {
    try await reportingInputErrors {
      let set = try FeatureFile.read(URL(fileURLWithPath: file))
      printResult(Self.origin(set) + Self.modalities(set) + Self.counts(set.samples))
    }
  }

  private static func origin(_ set: FeatureSet) -> String {
    let origin = set.origin
    return """
      data set    \(origin.dataset) \(origin.datasetVersion)
      written by  \(origin.createdBy)
      licence     \(origin.licence)
      samples     \(set.samples.count), \(set.samples.classNames.count) classes, \(Set(set.samples.subjects).count) subjects

      """
  }

  private static func modalities(_ set: FeatureSet) -> String {
    set.modalities.map { modality in
      let fitted = modality.fittedOn.map { "fitted on \($0.count) samples" } ?? "fitted on nothing"
      return
        "modality    \(modality.name): \(modality.values.dimension) features (\(modality.values.precision.rawValue)), "
        + "\(modality.encoder), \(fitted)\n"
    }.joined()
  }

  /// Samples by class (lines) and subject (columns).
  private static func counts(_ samples: SampleTable) -> String {
    let subjects = Set(samples.subjects).sorted()
    let width = max(6, samples.classNames.map(\.count).max() ?? 0)
    func line(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(1, 5 - $0.count)) + $0 }.joined() + "\n"
    }
    let head = line("class", subjects.map { "\($0)" })
    let lines = samples.classNames.enumerated().map { index, name in
      line(
        name,
        subjects.map { subject in
          "\(samples.labels.indices.count { samples.labels[$0] == index && samples.subjects[$0] == subject })"
        })
    }
    return "\nsamples by class and subject\n" + head + lines.joined()
  }
}
