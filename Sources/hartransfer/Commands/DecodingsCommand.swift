import ArgumentParser
import Classifiers

/// `hartransfer decodings`
struct DecodingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decodings", abstract: "Print every decoding of test rows with its parameters, or all about one.",
    discussion: "Defaults and ranges are those of configurations. Exit code 2: there is no such decoding.")

  @Argument(help: "The name of a decoding; all where it is left out.") var name: String?

  @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

  func run() async throws {
    try await reportingInputErrors {
      try printPages(
        DecodingRegistry.methods.map { try Self.page($0) }, name: name, kind: "decodings", format: format)
    }
  }

  private static func page<M: DecodingMethod>(_ type: M.Type) throws -> MethodPage {
    try MethodPage(type) { _ in
      [
        .init(
          key: "transductive", title: "transductive", holds: type.isTransductive,
          meaning: "it uses the unlabelled test batch")
      ]
    }
  }
}
