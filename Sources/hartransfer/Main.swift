import ArgumentParser
import Benchmarking
import Foundation
import Records
import Revision

/// Runs the command; wrong usage ends with exit code 2, as every refused input does.
@main
enum Main {
  static func main() async {
    Provenance.setRevision(Revision.built)
    do {
      var command = try HARTransferCommand.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard HARTransferCommand.exitCode(for: error) == .validationFailure else {
        HARTransferCommand.exit(withError: error)
      }
      printLog(HARTransferCommand.fullMessage(for: error))
      Foundation.exit(2)
    }
  }
}
