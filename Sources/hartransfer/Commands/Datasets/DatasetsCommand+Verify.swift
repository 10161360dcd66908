import ArgumentParser
import Datasets
import Diagnostics
import Foundation

extension DatasetsCommand {
  /// `hartransfer datasets verify`
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "datasets verify", abstract: "Compare every file of a data set with its checksums, and read every recording.",
      usage: "<id> [<options>]",
      paragraphs: ["What is wrong is listed all at once. Exit code 1: something is."],
      examples: ["hartransfer datasets verify spar"])
    @OptionGroup var target: Target
    @Option(help: "The form of the output.") var format = ResultFormat.text

    func run() async throws {
      try await reportingInputErrors {
        let entry = try target.entry()
        let location = try dataProblem { try DataLocation(of: entry, option: target.folder) }
        let verification =
          entry.manifest.checksums.isEmpty ? nil : try Verification(of: entry, in: location.folder)
        let reading = ReadingCheck(of: entry, in: location.folder)
        switch format {
        case .json: try printResult(json: VerifiedData(verification: verification, reading: reading))
        case .text:
          let unknown = "checksums: none to compare with (\(entry.manifest.checksumsUnknown ?? "features"))"
          printResult([verification.map(describe) ?? unknown, describe(reading)].joined(separator: "\n") + "\n")
        }
        if verification?.isSound == false || !reading.isSound { throw ExitCode(1) }
      }
    }
  }
}

/// Ends with exit code 1 where data, not usage, are at fault.
private func dataProblem<T>(_ body: () throws -> T) throws -> T {
  do {
    return try body()
  } catch let error as InputError {
    printError(error)
    throw ExitCode(1)
  }
}
