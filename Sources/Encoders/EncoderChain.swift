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
public struct EncoderChain: Sendable {
  /// The stages, the first one applied first.
  public let stages: [any SignalStage]
  /// The encoder of what the last stage gives.
  public let encoder: any RecordingEncoder

  /// Joins the links.
  /// - Throws: `InputError` where a link does not take the kind of signal that the one before it
  ///   gives.
  public init(_ stages: [any SignalStage] = [], _ encoder: any RecordingEncoder) throws {
    self.stages = stages
    self.encoder = encoder
    let links =
      stages.map { (type(of: $0).name, type(of: $0).input) } + [(type(of: encoder).name, type(of: encoder).input)]
    for (stage, next) in zip(stages, links.dropFirst()) where type(of: stage).output != next.1 {
      throw InputError(
        "encoder chain '\(name)'",
        found: "'\(next.0)' after '\(type(of: stage).name)', which gives \(type(of: stage).output)",
        expected: "a link that takes \(type(of: stage).output)", advice: "'\(next.0)' takes \(next.1).")
    }
  }

  /// The names of the links joined by " > ".
  public var name: String {
    (stages.map { type(of: $0).name } + [type(of: encoder).name]).joined(separator: " > ")
  }

  /// The kind of signal that the chain takes.
  public var input: SignalKind { stages.first.map { type(of: $0).input } ?? type(of: encoder).input }

  /// Whether the chain gives a sequence of frames in place of one vector.
  public var givesSequences: Bool { type(of: encoder).givesSequences }

  /// Whether any link depends on the values of the training recordings.
  public var isFitted: Bool { encoder.isFitted || stages.contains { $0.isFitted } }

  /// Whether the features depend on the seed.
  public var drawsNumbers: Bool { type(of: encoder).drawsNumbers }

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
