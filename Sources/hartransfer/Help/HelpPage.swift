import ArgumentParser

extension CommandConfiguration {
  /// The help page of a command, in the one form that all have: what it does, paragraphs, examples.
  ///
  /// - Parameters:
  ///   - name: the words behind `hartransfer`; the last one names the command.
  ///   - usage: what stands behind the name on the usage line.
  ///   - paragraphs: each is wrapped to the terminal, so it holds no line break of its own.
  ///   - examples: lines as they are typed, of at most 78 characters. Each runs as it stands, in
  ///     the order of the pages, on data that an earlier example has made.
  init(
    _ name: String, abstract: String, usage: String, paragraphs: [String] = [], examples: [String],
    subcommands: [any ParsableCommand.Type] = []
  ) {
    let lines = (["Examples:"] + examples.map { "  \($0)" }).joined(separator: "\n")
    self.init(
      commandName: name.split(separator: " ").last.map(String.init), abstract: abstract,
      usage: "hartransfer \(name) \(usage)", discussion: (paragraphs + [lines]).joined(separator: "\n\n"),
      subcommands: subcommands)
  }
}

/// The names of a type's cases as a sentence lists them.
func listed<T: CaseIterable & RawRepresentable>(_ type: T.Type) -> String where T.RawValue == String {
  type.allCases.map(\.rawValue).joined(separator: ", ")
}
