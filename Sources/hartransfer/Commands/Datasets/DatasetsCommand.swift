import ArgumentParser
import Datasets
import Foundation

/// `hartransfer datasets`: the data sets there are, their files, and how to get them.
struct DatasetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "Lists, shows, fetches and verifies data sets.",
    discussion: "Exit code 0: all is well; 1: something is wrong with the data; 2: wrong usage.",
    subcommands: [List.self, Show.self, Verify.self, Fetch.self])

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
}
