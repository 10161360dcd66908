import Datasets
import Diagnostics
import Files
import Randomness

/// The way from a recording to its feature vector: stages from signal to signal, then one encoder.
///
/// In a configuration it is a list of names, with or without parameters; the last one is the
/// encoder:
///
///     [root-relative, {resample: {frames: 64}}, {minirocket: {features: 10000}}]
///
/// A list of such lists is several chains side by side. Each sees the recording, and their features
/// stand one below the other:
///
///     [[grid-series, {resample: {frames: 64}}, minirocket], [pressure-maps]]
public struct EncoderChain: Sendable {
  /// The stages, the first one applied first.
  public let stages: [any SignalStage]
  /// The encoder of what the last stage gives.
  public let encoder: any RecordingEncoder
  /// Further chains, whose features stand below. They have none beside them.
  public let beside: [EncoderChain]

  /// Joins the links.
  /// - Throws: `InputError` where a link does not take the kind of signal that the one before it
  ///   gives.
  public init(_ stages: [any SignalStage] = [], _ encoder: any RecordingEncoder) throws {
    self.stages = stages
    self.encoder = encoder
    beside = []
    let links =
      stages.map { (type(of: $0).name, type(of: $0).input) } + [(type(of: encoder).name, type(of: encoder).input)]
    for (stage, next) in zip(stages, links.dropFirst()) where type(of: stage).output != next.1 {
      throw InputError(
        "encoder chain '\(name)'",
        found: "'\(next.0)' after '\(type(of: stage).name)', which gives \(type(of: stage).output)",
        expected: "a link that takes \(type(of: stage).output)", advice: "'\(next.0)' takes \(next.1).")
    }
  }

  /// Puts chains side by side.
  /// - Throws: `InputError` without a chain, where one gives frames or takes another kind of signal
  ///   than the first, or where two are equal.
  public init(sideBySide chains: [EncoderChain]) throws {
    let parts = chains.flatMap(\.parts)
    guard let first = parts.first else {
      throw InputError("encoder chains", found: "an empty list", expected: "at least one chain")
    }
    let here = "encoder chains side by side"
    if let other = parts.first(where: { $0.input != first.input }) {
      throw InputError(
        here, found: "'\(other.name)', which takes \(other.input), beside '\(first.name)', which takes \(first.input)",
        expected: "chains of one kind of signal")
    }
    if parts.count > 1, let frames = parts.first(where: \.givesSequences) {
      throw InputError(
        here, found: "'\(frames.name)', which gives frames", expected: "one vector a recording from each chain")
    }
    let texts = try parts.map { try $0.canonicalJSON() }
    if let twice = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
      throw InputError(
        here, found: "'\(parts[twice].name)' twice with the same parameters", expected: "each chain once",
        advice: "More features of one encoder are a parameter of it.")
    }
    stages = first.stages
    encoder = first.encoder
    beside = Array(parts.dropFirst())
  }

  /// One chain of those that stand side by side.
  private init(stages: [any SignalStage], encoder: any RecordingEncoder) {
    self.stages = stages
    self.encoder = encoder
    beside = []
  }

  /// The chains that stand side by side: the first one, then those beside it.
  public var parts: [EncoderChain] { [EncoderChain(stages: stages, encoder: encoder)] + beside }

  /// The names of the links joined by " > ", of chains side by side joined by " + ".
  public var name: String {
    let own = (stages.map { type(of: $0).name } + [type(of: encoder).name]).joined(separator: " > ")
    return ([own] + beside.map(\.name)).joined(separator: " + ")
  }

  /// The kind of signal that the chain takes.
  public var input: SignalKind { stages.first.map { type(of: $0).input } ?? type(of: encoder).input }

  /// Whether the chain gives a sequence of frames in place of one vector.
  public var givesSequences: Bool { type(of: encoder).givesSequences }

  /// Whether any link depends on the values of the training recordings.
  public var isFitted: Bool {
    encoder.isFitted || stages.contains { $0.isFitted } || beside.contains { $0.isFitted }
  }

  /// Whether the features depend on the seed.
  public var drawsNumbers: Bool { type(of: encoder).drawsNumbers || beside.contains { $0.drawsNumbers } }

  /// The chain with every parameter written out, as JSON with sorted keys: what a record keeps.
  public func canonicalJSON() throws -> String { try CanonicalJSON.text(self) }
}

extension EncoderChain: Equatable {
  /// Equal links with equal parameters.
  public static func == (a: EncoderChain, b: EncoderChain) -> Bool {
    guard let x = try? a.canonicalJSON(), let y = try? b.canonicalJSON() else { return false }
    return x == y
  }
}
