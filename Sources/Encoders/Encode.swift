import Datasets
import Diagnostics
import FeatureStore
import LinearAlgebra
import Parallelism
import Randomness

/// The features of one modality of a data set, by one chain.
///
/// Stages and encoders that learn are fitted on the recordings of `rows` alone; their order and
/// repetitions do not matter. A chain that learns nothing is applied to one recording after
/// another: a thread holds one signal in memory. A chain that learns first applies its leading
/// stages that learn nothing, and holds the results of all recordings. The result does not depend
/// on the number of threads. Chains side by side are applied one after the other, each with a seed
/// of its own.
///
/// - Parameters:
///   - source: the recordings.
///   - modality: the name of a modality of `source`.
///   - chain: stages, and the encoder behind them.
///   - rows: rows of `source.samples`; needed only where the chain is fitted; kept as `fittedOn`
///     only then.
///   - seed: the source of everything random.
///   - commonTime: the parts of recordings that all modalities have; needed where the chain looks
///     at clocks (`EncoderChain.clock`).
///   - threads: how many recordings are encoded at a time.
///   - progress: called with the number of steps done and their total, one call at a time, from any
///     thread. A recording is one step, and two (read, encoded) where the chain is fitted.
/// - Throws: `InputError` that names the sample and the modality.
public func encode(
  _ source: any RecordingSource, modality: String, chain: EncoderChain, fittedOn rows: [Int], seed: Seed,
  commonTime: CommonTime? = nil, threads: Int = activeProcessorCount,
  progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
) throws -> ModalityFeatures {
  guard source.modalities.contains(modality) else {
    throw InputError(
      "recordings", found: "no modality '\(modality)'", expected: "one of \(source.modalities.joined(separator: ", "))",
      advice: suggestion(for: modality, among: source.modalities))
  }
  let count = source.samples.count
  guard count > 0 else { throw InputError("recordings", found: "no samples", expected: "at least one") }
  if let row = rows.first(where: { $0 < 0 || $0 >= count }) {
    throw InputError("rows to fit the encoder on", found: "\(row)", expected: "a row from 0 to \(count - 1)")
  }
  guard !chain.isFitted || !rows.isEmpty else {
    throw InputError(
      "rows to fit the encoder on", found: "none", expected: "at least one, because '\(chain.name)' learns")
  }
  if try chain.clock != nil, commonTime?.part(row: 0, of: modality) == nil {
    throw InputError(
      "encoder chain '\(chain.name)'", found: "frames by the clock of '\(modality)' alone",
      expected: "the time that it has in common with other modalities", advice: "Encode it in a benchmark.")
  }
  let training = Set(rows).sorted()
  let parts = chain.parts
  let steps = StepCounter(total: count * parts.reduce(0) { $0 + ($1.isFitted ? 2 : 1) }, report: progress)
  let encoded = try parts.enumerated().map { place, part in
    let run = ChainRun(
      source: source, modality: modality, chain: part,
      seed: place == 0 ? seed : seed.deriving("beside", "\(place)"),
      commonTime: try chain.clock == nil ? nil : commonTime, threads: threads, steps: steps)
    return part.isFitted ? try run.fitted(on: training) : try run.streamed(example: training.first ?? 0)
  }
  let columns =
    encoded.count == 1 ? encoded[0].columns : (0..<count).map { row in encoded.flatMap { $0.columns[row] } }
  return ModalityFeatures(
    name: modality, values: .float(Matrix(columns: columns)), encoder: chain.name,
    encoderParameters: try chain.canonicalJSON(),
    fittedOn: chain.isFitted ? training.map { source.samples.ids[$0] } : nil,
    sequence: encoded.count == 1 ? encoded[0].sequence : nil)
}

/// The features of every recording, with how they are laid out where they are sequences.
private typealias Encoded = (columns: [[Float]], sequence: SequenceShape?)

/// One chain on its way through one modality.
private struct ChainRun {
  let source: any RecordingSource
  let modality: String
  let chain: EncoderChain
  let seed: Seed
  let commonTime: CommonTime?
  let threads: Int
  let steps: StepCounter

  var encoderSeed: Seed { seed.deriving("encoder", type(of: chain.encoder).name) }

  /// What each stage is told, and at the end the encoder.
  func contexts() throws -> [StageContext] {
    try naming(nil) { try stageContexts(chain.stages, of: modality, in: source.manifest) }
  }

  /// Nothing is learned: one recording a thread in memory. The encoder reads the shape off the
  /// recording `example`.
  func streamed(example: Int) throws -> Encoded {
    let contexts = try contexts()
    let stages = try naming(nil) { try zip(chain.stages, contexts).map { try $0.fit([], in: $1) } }
    let first = try naming(example) { try read(example, through: stages) }
    let encoder = try naming(example) {
      try chain.encoder.fit([first], units: contexts[chain.stages.count].units, seed: encoderSeed)
    }
    let columns = try concurrentMap(source.samples.count, threads: threads) { row in
      let signal = try naming(row) { try row == example ? first : read(row, through: stages) }
      return try features(row, of: signal, encoder)
    }
    return (columns, encoder.sequence)
  }

  /// Every recording is held after the stages that learn nothing; each later link is fitted on the
  /// training rows.
  func fitted(on training: [Int]) throws -> Encoded {
    let contexts = try contexts()
    let leading = chain.stages.prefix { !$0.isFitted }
    let stages = try naming(nil) { try zip(leading, contexts).map { try $0.fit([], in: $1) } }
    var signals = try concurrentMap(source.samples.count, threads: threads) { row in
      defer { steps.advance() }
      return try naming(row) { try read(row, through: stages) }
    }
    for (stage, context) in zip(chain.stages, contexts).dropFirst(leading.count) {
      let fitted = try naming(nil) { try stage.fit(training.map { signals[$0] }, in: context) }
      signals = try concurrentMap(signals.count, threads: threads) { [signals] row in
        try naming(row) { try fitted.apply(signals[row]) }
      }
    }
    let encoder = try naming(nil) {
      try chain.encoder.fit(training.map { signals[$0] }, units: contexts[chain.stages.count].units, seed: encoderSeed)
    }
    let columns = try concurrentMap(signals.count, threads: threads) { [signals] in
      try features($0, of: signals[$0], encoder)
    }
    return (columns, encoder.sequence)
  }

  private func read(_ row: Int, through stages: [any FittedSignalStage]) throws -> Signal {
    let signal = try source.signal(row: row, modality: modality)
    guard signal.kind == chain.input else {
      throw InputError(
        "encoder chain '\(chain.name)'", found: "\(signal.kind)", expected: "\(chain.input)",
        advice: "Choose a chain that fits the modality.")
    }
    try signal.requireFinite()
    return try stages.reduce(signal) { try $1.apply($0) }
  }

  private func features(_ row: Int, of signal: Signal, _ encoder: any FittedRecordingEncoder) throws -> [Float] {
    defer { steps.advance() }
    let features = try naming(row) {
      guard let part = commonTime?.part(row: row, of: modality) else { return try encoder.encode(signal) }
      return try encoder.encode(signal, part: part)
    }
    precondition(features.count == encoder.dimension, "an encoder that gives another number of features than it says")
    return features
  }

  /// Puts the modality, and the sample where there is one, before the place of an error.
  private func naming<T>(_ row: Int?, _ body: () throws -> T) throws -> T {
    let sample = row.map { "sample '\(source.samples.ids[$0])', " } ?? ""
    return try InputError.naming("\(sample)modality '\(modality)'", body)
  }
}
