import ArgumentParser
import Benchmarking
import Datasets
import Diagnostics
import FeatureStore
import Files
import Foundation

/// `hartransfer inspect`
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Check a feature file, or look into any file of arrays.",
    discussion: """
      A feature file of this program: every feature is read and checked. Any other file (HDF5, MATLAB, NumPy, a table of
      text): its arrays with shapes, types, ranges and what is not finite; MATLAB files have MATLAB's sizes. With
      --propose-manifest a manifest is printed that maps the files as features, with comments where it guesses; several files
      may be named then. Of a table of text the separator, the decimal mark and whether the first row names the columns are
      found out and said; --separator, --decimal and --header overrule it. Exit code 2: a file is refused, and why.
      """)

  @Argument(help: "The file; several with --propose-manifest.")
  var files: [String]

  @Flag(help: "Print a manifest that maps the files as features.") var proposeManifest = false

  @Option(help: "Whether the first row of a table of text names its columns: true or false.") var header: Bool?

  @Option(help: "What separates the cells of a table of text: comma, semicolon, tab or white-space.")
  var separator: DelimitedFormat.Separator?

  @Option(help: "What stands before the fraction of a number in a table of text: point or comma.")
  var decimal: DelimitedFormat.Decimal?

  @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

  func validate() throws {
    guard files.count == 1 || proposeManifest else {
      throw ValidationError("Name one file, or use --propose-manifest.")
    }
  }

  func run() async throws {
    try await reportingInputErrors {
      let urls = files.map { URL(fileURLWithPath: $0) }
      let keys = TextKeys(separator: separator, header: header, decimal: decimal)
      if proposeManifest {
        return printResult(try ManifestProposal(urls.map { try ArrayFiles.open($0, text: keys) }).text)
      }
      if try isFeatureFile(urls[0]), format == .text {
        let set = try FeatureFile.read(urls[0])
        printResult(Self.origin(set) + Self.modalities(set) + Self.counts(set.samples) + "\n")
      }
      let inspection = FileInspection(try ArrayFiles.open(urls[0], text: keys))
      switch format {
      case .json: try printResult(json: inspection)
      case .text: printResult(Self.text(inspection))
      }
    }
  }

  /// Whether the file says that it is of the schema of this program, in whatever version.
  private func isFeatureFile(_ url: URL) throws -> Bool {
    guard let file = try? HDF5File(reading: url) else { return false }
    return try file.stringAttribute("schema", of: "/")?.hasPrefix("hartransfer-features") == true
  }

  private static func text(_ inspection: FileInspection) -> String {
    let head = "\(inspection.file)  \(inspection.format), \(inspection.arrays.count) arrays\n"
    let arrays = (inspection.arrays.map(\.line) + inspection.remarks).map { "  \($0)\n" }.joined()
    guard let counts = inspection.counts else { return head + arrays }
    return head + arrays + "\nsamples by class (\(counts.labels)) and subject (\(counts.subjectArray))\n"
      + table(counts.classes, counts.subjects, counts.samples)
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
    set.all.map { modality in
      let shape =
        modality.sequence.map { "\($0.frames) frames of \($0.channels.count) channels" }
        ?? "\(modality.values.dimension) features"
      let fitted = modality.fittedOn.map { "fitted on \($0.count) samples" } ?? "fitted on nothing"
      return
        "modality    \(modality.name): \(shape) (\(modality.values.precision.rawValue)), "
        + "\(modality.encoder), \(fitted)\n"
    }.joined()
  }

  private static func counts(_ samples: SampleTable) -> String {
    let subjects = Set(samples.subjects).sorted()
    let columnOf = Dictionary(uniqueKeysWithValues: zip(subjects, subjects.indices))
    var counts = samples.classNames.map { _ in subjects.map { _ in 0 } }
    for (label, subject) in zip(samples.labels, samples.subjects) { counts[label][columnOf[subject] ?? 0] += 1 }
    return "\nsamples by class and subject\n" + table(samples.classNames, subjects.map { "\($0)" }, counts)
  }

  /// Samples by class (lines) and subject (columns).
  private static func table(_ classes: [String], _ subjects: [String], _ counts: [[Int]]) -> String {
    let width = max(6, classes.map(\.count).max() ?? 0)
    let cell = max(5, (subjects.map(\.count).max() ?? 0) + 1)
    func line(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(1, cell - $0.count)) + $0 }.joined() + "\n"
    }
    return line("class", subjects) + zip(classes, counts).map { line($0, $1.map { "\($0)" }) }.joined()
  }
}

extension DelimitedFormat.Separator: ExpressibleByArgument {}
extension DelimitedFormat.Decimal: ExpressibleByArgument {}
