import ArgumentParser
import Files
import Diagnostics
import Foundation
import Leaderboards

/// Writes a result to stdout.
func printResult(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

/// Writes a result to stdout as JSON.
func printResult(json result: some Encodable) throws {
  FileHandle.standardOutput.write(try CanonicalJSON.prettyData(result))
}

/// Writes a line for people to stderr.
func printLog(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

/// Names the records that a leaderboard could not use on stderr.
func printUnusable(of leaderboard: Leaderboard) {
  for record in leaderboard.unusable { printLog("warning: \(record)") }
}

/// Runs a command; a refused input becomes one line on stderr and exit code 2.
func reportingInputErrors(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let error as InputError {
    printLog("error: \(error)")
    throw ExitCode(2)
  }
}
