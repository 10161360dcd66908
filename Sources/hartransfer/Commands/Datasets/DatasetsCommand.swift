import ArgumentParser
import Datasets
import Foundation

/// `hartransfer datasets`: the data sets there are, their files, and how to get them.
struct DatasetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "datasets", abstract: "List, show, verify and fetch data sets.", usage: "<subcommand>",
    paragraphs: ["Exit code 0: all is well; 1: something is wrong with the data; 2: wrong usage."],
    examples: [
      "hartransfer datasets list",
      "hartransfer datasets show utd-mhad",
    ],
    subcommands: [List.self, Show.self, Verify.self, Fetch.self])

  /// Where manifests are.
  struct Place: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "The folder of the manifests. Default: $HARTRANSFER_DATASETS, then Datasets, then that of the program.",
        valueName: "folder"),
      completion: .directory)
    var datasets: String?

    func catalogue() throws -> DatasetCatalogue {
      try DatasetCatalogue.locate(option: datasets.map { URL(fileURLWithPath: $0) })
    }
  }

  /// One data set and its files.
  struct Target: ParsableArguments {
    @Argument(help: "The data set's id.", completion: .dataSets)
    var id: String
    @OptionGroup var place: Place
    @Option(
      help: ArgumentHelp(
        "The folder of the data set's files. Default: $HARTRANSFER_DATA/<id>, then Datasets/<id>/data, beside the "
          + "manifest and in the user's data folder.",
        valueName: "folder"),
      completion: .directory)
    var data: String?

    var folder: URL? { data.map { URL(fileURLWithPath: $0) } }

    func entry() throws -> DatasetEntry { try place.catalogue().entry(id) }
  }
}
