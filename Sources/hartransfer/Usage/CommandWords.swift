import ArgumentParser
import Diagnostics

/// The words of a command line that name commands.
enum CommandWords {
  /// Refuses a first word that is no command, with the nearest there is.
  ///
  /// The parser would take the word for a stray argument and could not say what was meant.
  static func check(_ arguments: [String], of command: any ParsableCommand.Type, named path: String) throws {
    let commands = command.configuration.subcommands
    guard !commands.isEmpty, let word = arguments.first, !word.hasPrefix("-") else { return }
    let isRoot = command == HARTransferCommand.self
    if isRoot, word == "help" { return }
    if let next = commands.first(where: { $0._commandName == word }) {
      return try check(Array(arguments.dropFirst()), of: next, named: "\(path) \(word)")
    }
    let names = commands.map { $0._commandName }
    throw InputError(
      path, found: "unknown command '\(word)'", expected: "one of \(names.joined(separator: ", "))",
      advice: nearestName(to: word, among: names).map { "Did you mean '\(path) \($0)'?" } ?? "See '\(path) --help'.")
  }
}
