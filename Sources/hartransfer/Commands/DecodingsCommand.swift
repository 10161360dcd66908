import ArgumentParser
import Classifiers

/// `hartransfer decodings`
struct DecodingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "decodings", abstract: "Print every decoding of test rows with its parameters, or all about one.",
    usage: "[<name>] [<options>]",
    paragraphs: [
      "Defaults and ranges are those of configurations. "
        + "Exit code 2: there is no such decoding."
    ],
    examples: [
      "hartransfer decodings",
      "hartransfer decodings calibrated-stacking --format json",
    ])

  @Argument(
    help: "The name of a decoding; all where it is left out.",
    completion: .list(DecodingRegistry.methods.map { $0.name }))
  var name: String?

  @Option(help: "The form of the output.") var format = ResultFormat.text

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
