import ArgumentParser

/// How much a command says beside its result.
struct MessageOptions: ParsableArguments {
  @Flag(help: "Say nothing on stderr but warnings and errors.")
  var quiet = false

  @Flag(help: "Say on stderr what is done step by step, and what is taken from where.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("Give --quiet or --verbose, not both.") }
  }

  var level: Messages.Level { quiet ? .quiet : verbose ? .verbose : .normal }
}

/// A command that can be told how much to say.
protocol SpeakingCommand: AsyncParsableCommand {
  var messages: MessageOptions { get }
}
