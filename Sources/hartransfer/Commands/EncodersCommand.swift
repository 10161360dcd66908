import ArgumentParser
import Encoders

/// `hartransfer encoders`
struct EncodersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "encoders", abstract: "Print every stage and encoder with its parameters, or all about one.",
    usage: "[<name>] [<options>]",
    paragraphs: [
      "A chain is stages, then one encoder; the stages stand first. Defaults and ranges are those of configurations. "
        + "Exit code 2: there is no such stage or encoder."
    ],
    examples: [
      "hartransfer encoders",
      "hartransfer encoders minirocket",
    ])

  @Argument(
    help: "The name of a stage or an encoder; all where it is left out.",
    completion: .list(SignalStageRegistry.entries.map { $0.name } + EncoderRegistry.entries.map { $0.name }))
  var name: String?

  @Option(help: "The form of the output.") var format = ResultFormat.text

  func run() async throws {
    try await reportingInputErrors {
      let stages = try SignalStageRegistry.entries.map { try Self.page($0) }
      let encoders = try EncoderRegistry.entries.map { try Self.page($0) }
      try printPages(stages + encoders, name: name, kind: "encoders", format: format)
    }
  }

  private static func page<M: SignalStage>(_ type: M.Type) throws -> MethodPage {
    try MethodPage(type) { stage in
      properties(isEncoder: false, takes: M.input, learns: stage.isFitted)
    }
  }

  private static func page<M: RecordingEncoder>(_ type: M.Type) throws -> MethodPage {
    try MethodPage(type) { encoder in
      properties(isEncoder: true, takes: M.input, learns: encoder.isFitted)
    }
  }

  private static func properties(isEncoder: Bool, takes kind: SignalKind, learns: Bool) -> [MethodPage.Property] {
    [
      .init(key: "encoder", title: "encoder", holds: isEncoder, meaning: "it ends a chain; otherwise a stage"),
      .init(key: "series", title: "takes time series", holds: kind == .series, meaning: "otherwise depth videos"),
      .init(key: "learns", title: "learns", holds: learns, meaning: "fitted on the paired rows, without labels"),
    ]
  }
}
