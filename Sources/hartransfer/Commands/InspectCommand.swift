import ArgumentParser
import Benchmarking
import Datasets
import Diagnostics
import FeatureStore
import Files
import Foundation
import PlainText

/// `hartransfer inspect`
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "inspect", abstract: "Check a feature file, or look into any file of arrays or folder of recordings.",
    usage: "<file or folder> ... [<options>]",
    paragraphs: [
      "Of a feature file of this program every feature is read and checked. Of any other file (HDF5, MATLAB, NumPy, a "
        + "table of text) the arrays are listed with shapes, types, ranges and what is not finite. MATLAB files have "
        + "MATLAB's sizes.",
      "--propose-manifest prints a manifest that maps the files as features, with comments where it guesses. Several "
        + "files may be named then.",
      "Of a folder of recordings the kinds of files are listed: a modality each, what varies in their paths, and what a "
        + "few of them hold. --propose-manifest prints a manifest with 'tables' then. Files in one layout, such as "
        + "s*/walk_*.csv, are taken for recordings too; the manifest is for the folder that holds them all.",
      "Of a table of text the separator, the decimal mark and whether the first row names the columns are found out "
        + "and said; --separator, --decimal and --header overrule it. Exit code 2: a file is refused, and why.",
    ],
    examples: [
      "hartransfer inspect noisy.h5",
      "hartransfer inspect noisy.h5 --propose-manifest",
    ])

  /// The fewest files in one layout that are taken for recordings.
  private static let fewestRecordings = 4

  @Argument(
    help: ArgumentHelp(
      "The file, or a folder of recordings; several files with --propose-manifest.", valueName: "file"),
    completion: .file())
  var files: [String]

  @Flag(help: "Print a manifest: of files as features, of a folder as recordings.") var proposeManifest = false

  @Option(
    help: ArgumentHelp("Whether the first row of a table of text names its columns.", valueName: "true|false"))
  var header: Bool?

  @Option(help: "What separates the cells of a table of text.")
  var separator: DelimitedFormat.Separator?

  @Option(help: "What stands before the fraction of a number in a table of text.")
  var decimal: DelimitedFormat.Decimal?

  @Option(help: "The form of the output.") var format = ResultFormat.text

  func validate() throws {
    guard files.count == 1 || proposeManifest else {
      throw ValidationError("Name one file, or use --propose-manifest.")
    }
  }

  func run() async throws {
    try await reportingInputErrors {
      let urls = files.map { URL(fileURLWithPath: $0) }
      let keys = TextKeys(separator: separator, header: header, decimal: decimal)
      if let recordings = try Self.recordings(urls) {
        guard keys == TextKeys() else {
          throw InputError(
            recordings.folder.path, found: "a folder, and --separator, --decimal or --header",
            expected: "a file with them",
            advice: "Write them into the manifest, under 'text'.")
        }
        if proposeManifest { return printResult(TablesProposal(recordings).text) }
        switch format {
        case .json: try printResult(json: recordings.summary)
        case .text: try printResult(RecordingFolderText(recordings.summary).blocks)
        }
        return
      }
      if proposeManifest {
        return printResult(try ManifestProposal(urls.map { try ArrayFiles.open($0, text: keys) }).text)
      }
      if try isFeatureFile(urls[0]), format == .text {
        let set = try FeatureFile.read(urls[0])
        try printResult(Self.origin(set) + Self.modalities(set) + Self.counts(set.samples) + [.gap])
      }
      let inspection = FileInspection(try ArrayFiles.open(urls[0], text: keys))
      switch format {
      case .json: try printResult(json: inspection)
      case .text: try printResult(Self.text(inspection))
      }
    }
  }

  /// The recordings that are meant: those of a folder, or files in one layout; nil where the files
  /// are something else.
  private static func recordings(_ urls: [URL]) throws -> RecordingFolder? {
    if urls.count == 1, urls[0].isFolder { return try RecordingFolder(urls[0]) }
    if let folder = urls.first(where: \.isFolder) {
      throw InputError(folder.path, found: "a folder beside other names", expected: "one folder, or files")
    }
    guard urls.count >= fewestRecordings else { return nil }
    return try RecordingFolder(filesInOneLayout: urls)
  }

  /// Whether the file says that it is of the schema of this program, in whatever version.
  private func isFeatureFile(_ url: URL) throws -> Bool {
    guard let file = try? HDF5File(reading: url) else { return false }
    return try file.stringAttribute("schema", of: "/")?.hasPrefix("hartransfer-features") == true
  }

  private static func text(_ inspection: FileInspection) -> [Block] {
    let head = Block.line("\(inspection.file)  \(inspection.format), \(inspection.arrays.count) arrays")
    let arrays = (inspection.arrays.map(\.line) + inspection.remarks).map { Block.item("\u{A0}\u{A0}\($0)") }
    guard let counts = inspection.counts else { return [head] + arrays }
    let title = "samples by class (\(counts.labels)) and subject (\(counts.subjectArray))"
    return [head] + arrays + [.gap, .line(title), .table(table(counts.classes, counts.subjects, counts.samples))]
  }

  private static func origin(_ set: FeatureSet) -> [Block] {
    let (origin, samples) = (set.origin, set.samples)
    return [
      .field("data set", "\(origin.dataset) \(origin.datasetVersion)"), .field("written by", origin.createdBy),
      .field("licence", origin.licence),
      .field(
        "samples",
        "\(samples.count), \(samples.classNames.count) classes, \(Set(samples.subjects).count) subjects"),
    ]
  }

  private static func modalities(_ set: FeatureSet) -> [Block] {
    set.all.map { modality in
      let shape =
        modality.sequence.map { "\($0.frames) frames of \($0.channels.count) channels" }
        ?? "\(modality.values.dimension) features"
      let fitted = modality.fittedOn.map { "fitted on \($0.count) samples" } ?? "fitted on nothing"
      let values = "\(shape) (\(modality.values.precision.rawValue)), \(modality.encoder), \(fitted)"
      return .field("modality", "\(modality.name): \(values)")
    }
  }

  private static func counts(_ samples: SampleTable) -> [Block] {
    let subjects = Set(samples.subjects).sorted()
    let columnOf = Dictionary(uniqueKeysWithValues: zip(subjects, subjects.indices))
    var counts = samples.classNames.map { _ in subjects.map { _ in 0 } }
    for (label, subject) in zip(samples.labels, samples.subjects) { counts[label][columnOf[subject] ?? 0] += 1 }
    return [
      .gap, .line("samples by class and subject"),
      .table(table(samples.classNames, subjects.map { "\($0)" }, counts)),
    ]
  }

  /// Samples by class (lines) and subject (columns).
  private static func table(_ classes: [String], _ subjects: [String], _ counts: [[Int]]) -> TextTable {
    var table = TextTable(
      columns: [TableColumn("class", kind: .text) { classes[$0] }]
        + subjects.enumerated().map { place, subject in
          TableColumn(subject, worth: .optional(0)) { "\(counts[$0][place])" }
        }, rowCount: classes.count)
    table.overflow = .continues
    return table
  }
}

extension DelimitedFormat.Separator: ExpressibleByArgument {}
extension DelimitedFormat.Decimal: ExpressibleByArgument {}
