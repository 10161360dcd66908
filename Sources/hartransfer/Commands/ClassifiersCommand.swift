import ArgumentParser
import Classifiers

/// `hartransfer classifiers`
struct ClassifiersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "classifiers", abstract: "Print every classifier with its parameters, or all about one.",
    usage: "[<name>] [<options>]",
    paragraphs: [
      "Defaults and ranges are those of configurations. "
        + "Exit code 2: there is no such classifier."
    ],
    examples: [
      "hartransfer classifiers",
      "hartransfer classifiers gaussian-mixture",
    ])

  @Argument(
    help: "The name of a classifier; all where it is left out.",
    completion: .list(ClassifierRegistry.methods.map { $0.name }))
  var name: String?

  @Option(help: "The form of the output.") var format = ResultFormat.text

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
