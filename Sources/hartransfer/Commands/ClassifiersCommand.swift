import ArgumentParser
import Classifiers

/// `hartransfer classifiers`
struct ClassifiersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classifiers", abstract: "Print every classifier with its parameters, or all about one.",
    discussion: "Defaults and ranges are those of configurations. Exit code 2: there is no such classifier.")

  @Argument(help: "The name of a classifier; all where it is left out.") var name: String?

  @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

  func run() async throws {
    try await reportingInputErrors {
      try printPages(
        ClassifierRegistry.methods.map { try Self.page($0) }, name: name, kind: "classifiers", format: format)
    }
  }

  private static func page<M: ClassifierMethod>(_ type: M.Type) throws -> MethodPage {
    try MethodPage(type) { method in
      [
        .init(
          key: "scaleFree", title: "scale free", holds: method.ignoresScale,
          meaning: "multiplying all features by one number changes no prediction")
      ]
    }
  }
}
