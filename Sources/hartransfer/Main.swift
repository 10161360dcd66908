import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation
import Logging
import Records
import Revision

/// Runs the command; wrong usage ends with exit code 2, as every refused input does.
@main
enum Main {
  static func main() async {
    Streams.surviveClosedPipes()
    LoggingSystem.bootstrap { _ in MessageLog() }
    Provenance.setRevision(Revision.built)
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == FileReading.arguments { FileReading.serve() }
    FileReading.begin()
    do {
      try CommandWords.check(arguments, of: HARTransferCommand.self, named: "hartransfer")
      var command = try HARTransferCommand.parseAsRoot(arguments)
      if let speaking = command as? any SpeakingCommand { Messages.shared.level = speaking.messages.level }
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as InputError {
      printError(error)
      Foundation.exit(2)
    } catch {
      if let refusal = InputError(refusedBySystem: error) {
        printError(refusal)
        Foundation.exit(2)
      }
      guard HARTransferCommand.exitCode(for: error) == .validationFailure else {
        HARTransferCommand.exit(withError: error)
      }
      Messages.shared.write(UsageMessage(HARTransferCommand.fullMessage(for: error)).text, from: .quiet)
      Foundation.exit(2)
    }
  }
}
