import ArgumentParser
import Benchmarking
import Diagnostics
import Files
import Foundation
import PlainText
import Records

/// `hartransfer export`
struct ExportCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "export", abstract: "Write results to one file that others can read and verify, or list the rows of each role.",
    usage: """
      <results> ... --archive <place>
      hartransfer export <results> --rows <file>
      """,
    paragraphs: [
      "An archive holds the records of the plan and those of imported predictions, the plan, the configuration word "
        + "for word, the programs and libraries that made the records, the checksums of their data, and the SHA-256 of "
        + "every file. Records of earlier configurations are left out. Equal results give equal bytes. Every command "
        + "that reads results takes an archive in place of a folder.",
      "--rows writes a table of the samples by protocol, split and role, for methods that this program does not have: "
        + "labelled rows with their class, paired, validation and test rows without. It needs the data set. 'hartransfer "
        + "import' takes the predictions.",
      "Exit code 1: some trials of a plan have no record, so that an archive is not complete.",
    ],
    examples: [
      "hartransfer export Results/synthetic --archive synthetic.tar.xz",
      "hartransfer export Results/synthetic Results/sweep-noise --archive records",
      "hartransfer export Results/synthetic --rows rows.csv",
    ])

  @Argument(help: "Results folders, such as Results/spar.", completion: .results)
  var results: [String]

  @Option(
    help: ArgumentHelp(
      "The archive, a file that ends with .tar.xz, or a folder that gets one for each benchmark.", valueName: "place"),
    completion: .file())
  var archive: String?

  @Option(help: ArgumentHelp("The table of rows by role, in CSV.", valueName: "file"), completion: .file())
  var rows: String?

  @Option(
    name: .customLong("configuration"),
    help: ArgumentHelp(
      "The configuration of the run. Default: the one that the run kept beside its plan.", valueName: "file"),
    completion: .configurations)
  var configurationFile: String?

  @OptionGroup var places: DataPlaces

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard archive != nil || rows != nil else {
      throw ValidationError("Say what to write: --archive records.tar.xz, or --rows rows.csv.")
    }
    guard (rows == nil && configurationFile == nil) || results.count == 1 else {
      throw ValidationError("--rows and --configuration speak of one results folder.")
    }
  }

  func run() async throws {
    try await reportingInputErrors {
      let other = try configurationFile.flatMap {
        try BenchmarkConfiguration(contentsOf: URL(fileURLWithPath: $0)).files
      }
      let stores = try results.map { try RecordStore(at: URL(fileURLWithPath: $0)) }
      if let rows { try write(to: URL(fileURLWithPath: rows), stores[0], other) }
      guard let archive else { return }
      var isComplete = true
      for (store, file) in zip(stores, try Self.files(of: stores, at: archive)) {
        // Where there is no plan, that is the fault to tell.
        _ = try store.plan()
        let summary = try store.export(to: file, configuration: other)
        for record in summary.unusable { printWarning("\(record)") }
        let manifest = summary.manifest
        let imported = manifest.imported > 0 ? " and \(manifest.imported) imported ones" : ""
        printResult("\(summary.sha256)  \(file.relativePath)\n")
        printLog(
          "\(manifest.benchmark): \(manifest.records) of \(manifest.planned) records\(imported) in "
            + "\(ByteCount.text(summary.bytes))B")
        isComplete = isComplete && summary.isComplete
      }
      if !isComplete { throw ExitCode(1) }
    }
  }

  /// Where each archive goes: to the file that is named, or into a folder, by its benchmark.
  private static func files(of stores: [RecordStore], at place: String) throws -> [URL] {
    let url = URL(fileURLWithPath: place)
    guard !place.hasSuffix(ending) else {
      guard stores.count == 1 else {
        throw InputError(
          "--archive", found: "one file for \(stores.count) benchmarks", expected: "a folder",
          advice: "A folder gets one archive for each.")
      }
      return [url]
    }
    let files = try stores.map { store in
      let benchmark = try store.plan().first?.trial.benchmark ?? store.folder.lastPathComponent
      return try url.file(named: benchmark, ending: ending, place: "benchmark")
    }
    guard Set(files).count == files.count else {
      throw InputError("--archive", found: "two results of one benchmark", expected: "benchmarks of different names")
    }
    return files
  }

  private static let ending = ".tar.xz"

  private func write(to file: URL, _ store: RecordStore, _ other: ConfigurationFiles?) throws {
    guard let configuration = try other ?? store.configuration() else {
      throw InputError(
        store.folder.relativePath, found: "results without their configuration", expected: "configuration.json",
        advice: "Name the configuration of the run with --configuration.")
    }
    let scratch = try AtomicFile.temporaryFolder(in: FileManager.default.temporaryDirectory)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let roles = try SampleRoles(
      of: configuration, scratch: scratch, data: places.dataFolder, datasets: places.manifestFolder)
    let table = TextTable(heads: SampleRoles.heads, lines: roles.lines, textColumns: SampleRoles.heads.count)
    try AtomicFile.write(Data((table.csv.joined(separator: "\n") + "\n").utf8), to: file)
    printLog("\(file.relativePath): \(roles.lines.count) rows of \(roles.splits) splits")
  }
}
