import ArgumentParser
import Diagnostics
import Files
import Foundation
import Leaderboards

/// Writes a result to stdout.
func printResult(_ text: String) { Streams.writeResult(Data(text.utf8)) }

/// Writes a result to stdout as JSON.
func printResult(json result: some Encodable) throws { Streams.writeResult(try CanonicalJSON.prettyData(result)) }

/// Names the records and imported rows that a leaderboard could not use on stderr.
func printUnusable(of leaderboard: Leaderboard) {
  for record in leaderboard.unusable { printWarning("\(record)") }
  for line in leaderboard.leftOut { printWarning("left out: \(line)") }
}

/// Runs a command; a refused input becomes one line on stderr for each fault, and exit code 2.
func reportingInputErrors(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let error as InputError {
    printError(error)
    throw ExitCode(2)
  }
}
