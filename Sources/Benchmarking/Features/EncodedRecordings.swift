import Datasets
import Diagnostics
import Encoders
import FeatureStore
import Files
import Foundation
import Logging
import Randomness
import Records
import Splits

/// Features of recordings, encoded on demand and kept in a cache of feature files.
///
/// A chain that learns is fitted on the split's paired rows, of which both modalities are at hand
/// without labels; its file is named by everything that shaped it, those rows included, so each
/// split has its own. A chain that looks at one recording alone is encoded once for all splits. A
/// file that is not, byte for byte, what was written under its name is encoded anew.
struct EncodedRecordings: FeatureSource {
  let recordings: any RecordingSource
  let lengths: RecordingLengths?
  let foreignPairs: ForeignPairs?
  let chains: [String: EncoderChain]
  /// Those whose features are not left open, where some are.
  var directions: [Direction]?
  /// The modalities that directions have; nil for all. No other is encoded.
  var named: Set<String>?
  let seed: Seed
  /// Which of several runs with other seeds; the first has `seed`.
  private var repetition = 1
  let cache: URL
  /// What the chains say of clocks, where they look at them; empty where they do not.
  let clocks: [String: RecordingClock]
  /// How much the cache may hold; nil for no limit.
  let limit: FeatureCacheLimit?
  private let commonTime = StageCache()
  /// Checksums of what does not change, which every split asks for.
  private let ties = StageCache()
  private let logger = Logger(label: "hartransfer.encode")
  /// What was found of modalities before they are encoded.
  let checks: StageCache

  /// Raise it whenever encoders change their results.
  private static let codeVersion = "2"

  var dataset: String { recordings.manifest.id }
  var datasetVersion: String { recordings.manifest.version }
  var samples: SampleTable { recordings.samples }
  var modalities: [String] { recordings.modalities.filter { chains[$0] != nil && named?.contains($0) ?? true } }

  /// - Throws: `InputError` with the faults of all chains at once: modalities that are not at hand,
  ///   and units that a chain cannot take.
  init(
    recordings: any RecordingSource, foreignPairs: ForeignPairs? = nil, chains: [String: EncoderChain], seed: Seed,
    cache: URL, limit: FeatureCacheLimit? = nil, checks: StageCache = StageCache()
  ) throws {
    var faults = chains.keys.sorted().compactMap { Self.fault(of: $0, chains[$0], in: recordings) }
    if !faults.isEmpty { faults += Self.faults(of: chains, in: recordings, seed: seed) }
    if let all = InputError.joining(faults) { throw all }
    self.limit = limit
    self.checks = checks
    self.recordings = recordings
    self.foreignPairs = foreignPairs
    lengths = RecordingLengths(of: recordings)
    clocks = try Self.clocks(of: chains)
    self.chains = clocks.isEmpty ? chains : try chains.mapValues { try $0.sharingTime(of: chains.keys.sorted()) }
    self.seed = seed
    self.cache = cache
  }

  /// Why a modality cannot be encoded, as far as the manifest says; nil where it can.
  private static func fault(
    of name: String, _ chain: EncoderChain?, in recordings: any RecordingSource
  ) -> InputError? {
    guard recordings.modalities.contains(name) else {
      return InputError(
        "encoders", found: "an encoder for '\(name)'",
        expected: "modalities of \(recordings.manifest.id) that are at hand: "
          + recordings.modalities.joined(separator: ", "),
        advice: ModalityRole(rawValue: name).map { "No modality of it has the role '\($0.rawValue)' either." }
          ?? suggestion(for: name, among: recordings.manifest.modalities.map(\.name)))
    }
    do {
      for part in chain?.parts ?? [] { _ = try stageContexts(part.stages, of: name, in: recordings.manifest) }
    } catch var fault as InputError {
      fault.place = "modality '\(name)': \(fault.place)"
      return fault
    } catch { return nil }
    return nil
  }

  /// What else is wrong where something is: why the first recording of each other modality cannot
  /// be encoded.
  private static func faults(
    of chains: [String: EncoderChain], in recordings: any RecordingSource, seed: Seed
  ) -> [InputError] {
    guard let few = try? SomeRecordings(recordings, rows: [0]) else { return [] }
    return chains.keys.sorted().compactMap { name in
      guard let chain = chains[name], fault(of: name, chain, in: recordings) == nil,
        (try? chain.clock) == .some(nil)
      else { return nil }
      do {
        _ = try encode(few, modality: name, chain: chain, fittedOn: chain.isFitted ? [0] : [], seed: seed)
      } catch let fault as InputError { return fault } catch { return nil }
      return nil
    }
  }

  func encoder(of modality: String) throws -> TrialDescription.Choice {
    let chain = try chain(modality)
    return .init(name: chain.name, parameters: try JSONValue(encoding: chain))
  }

  /// What chains say of clocks: all of them or none, and of one common time.
  private static func clocks(of chains: [String: EncoderChain]) throws -> [String: RecordingClock] {
    let names = chains.keys.sorted()
    let clocks = try chains.compactMapValues { try $0.clock }
    guard let first = names.first(where: { clocks[$0] != nil }) else { return [:] }
    if let other = names.first(where: { clocks[$0] == nil }) {
      throw InputError(
        "encoders: \(other)", found: "relative time, where \(first) has `time: clock`",
        expected: "frames of one kind of time for all modalities",
        advice: "End every chain with `{frames: {time: clock}}`, or none.")
    }
    for name in names {
      guard let frames = chains[name]?.encoder as? Frames, let given = frames.modalities, given != names else {
        continue
      }
      throw InputError(
        "encoders: \(name): frames: modalities", found: given.joined(separator: ", "),
        expected: names.joined(separator: ", "), advice: "Leave it out: all modalities that are encoded are taken.")
    }
    return clocks
  }

  /// Of the recordings; by the clock, of those of all modalities and what is said of their clocks,
  /// since a change of one changes which part of the others is seen.
  func checksum(of modality: String) throws -> String {
    let own = try recordings.checksum(of: modality)
    guard !clocks.isEmpty else { return own }
    let parts = try clocks.keys.sorted().flatMap { name in
      [name, try recordings.checksum(of: name), try CanonicalJSON.text(clocks[name])]
    }
    return Checksum.of(([own] + parts).map { "\($0.utf8.count):\($0)" }.joined())
  }

  /// The version of the encoders, what the manifest tells the links of the chain (units, and where
  /// sensors are worn), and how files become signals; by the clock, how those of all modalities do.
  func making(of modality: String) throws -> String {
    try ties.value(RecordingStages.making(of: modality)) { try checksumOfMaking(modality) }.0
  }

  private func checksumOfMaking(_ modality: String) throws -> String {
    let contexts = try chain(modality).parts.flatMap {
      try stageContexts($0.stages, of: modality, in: recordings.manifest)
    }
    let seen = clocks.isEmpty ? [modality] : clocks.keys.sorted()
    let readings = try seen.map { try recordings.reading(of: $0) }
    let parts = [Self.codeVersion, try CanonicalJSON.text(contexts)] + readings
    return Checksum.of(try CanonicalJSON.data(parts))
  }

  /// Recordings are complete: a sample without one of its files is refused or left out.
  func presence(of modality: String) -> [Bool]? { nil }

  func namesClasses(_ modality: String) throws -> Bool { try chain(modality).input == .text }

  var recorded: (any RecordingSource)? { recordings }

  func replacing(recordings: any RecordingSource) throws -> any FeatureSource {
    // A change of recordings changes neither how many numbers there are nor how long they take.
    var changed = try EncodedRecordings(
      recordings: recordings, foreignPairs: foreignPairs, chains: chains, seed: seed, cache: cache, limit: limit,
      checks: checks)
    changed.repetition = repetition
    (changed.directions, changed.named) = (directions, named)
    return changed
  }

  func draws(_ modality: String) -> Bool { chains[modality]?.drawsNumbers ?? false }

  func repeated(_ repetition: Int) -> any FeatureSource {
    var repeated = self
    repeated.repetition = repetition
    return repeated
  }

  /// The seed of a modality's encoder. Without draws it is that of the first repetition, whose
  /// features then serve all.
  private func seed(of modality: String) -> Seed {
    (draws(modality) ? seed.ofRepetition(repetition) : seed).deriving(dataset, modality)
  }

  func features(for split: Split, progress: ProgressHandler?) throws -> FeatureSet {
    let missing = try modalities.filter { try dimension(of: $0, for: split) == nil }
    // A fault of the last modality must not wait until the first is encoded.
    if missing.count > 1 { try refuseUnusable(missing, for: split) }
    let parts = try modalities.map { try features(of: $0, for: split, progress: progress) }
    return try FeatureSet.joining(parts, place: dataset)
  }

  func chain(_ modality: String) throws -> EncoderChain {
    guard let chain = chains[modality] else {
      throw InputError(
        "encoders", found: "none for '\(modality)'", expected: "one", advice: "Add '\(modality):' below 'encoders:'.")
    }
    return chain
  }

  /// The file that keeps the features of a modality: named by everything that shapes them, of all
  /// samples.
  private func cachedFeatures(of modality: String, fittedOn rows: [Int]) throws -> CachedFeatures {
    let parts = [
      dataset, datasetVersion, modality, try checksum(of: modality), try chain(modality).canonicalJSON(),
      try making(of: modality), try ties.value(RecordingStages.samples) { try samples.checksum }.0,
      "\(seed(of: modality).value)",
      rows.map { samples.ids[$0] }.joined(separator: "\n"),
    ]
    return try CachedFeatures(
      folder: cache, name: "\(dataset)-\(modality)", key: Checksum.of(try CanonicalJSON.data(parts)))
  }

  private func fittingRows(_ modality: String, _ split: Split) throws -> [Int] {
    try chain(modality).isFitted ? split.roles.unlabelled : []
  }

  /// The file that keeps the features of a modality for a split.
  func cachedFeatures(of modality: String, for split: Split) throws -> CachedFeatures {
    try cachedFeatures(of: modality, fittedOn: fittingRows(modality, split))
  }

  func expectedDimension(of modality: String, for split: Split) throws -> Int {
    try dimension(of: modality, for: split) ?? trial(of: modality, for: split).dimension
  }

  func dimension(of modality: String, for split: Split) throws -> Int? {
    try cachedFeatures(of: modality, for: split).dimension
  }

  private func features(of modality: String, for split: Split, progress: ProgressHandler?) throws -> FeatureSet {
    let chain = try chain(modality)
    let rows = try fittingRows(modality, split)
    let seed = seed(of: modality)
    let file = try cachedFeatures(of: modality, fittedOn: rows)
    switch file.read() {
    case .whole(let set):
      FeatureCacheLimit.touch(file.url)
      logger.debug("features of \(modality), \(split.name): from the cache, \(file.url.relativePath)")
      return set
    case .absent: break
    case .damaged(let fault): logger.warning("\(file.url.path): \(fault); it is encoded anew")
    }
    let commonTime =
      clocks.isEmpty
      ? nil : try commonTime.value(RecordingStages.commonTime) { try CommonTime(of: clocks, in: recordings) }.0
    let encoded = try encode(
      recordings, modality: modality, chain: chain, fittedOn: rows, seed: seed, commonTime: commonTime
    ) { done, total in
      progress?(.stage("encode \(modality)", done: done, total: total))
    }
    let manifest = recordings.manifest
    let set = try FeatureSet(
      samples: samples, modalities: [encoded],
      origin: FeatureOrigin(
        dataset: dataset, datasetVersion: datasetVersion, createdBy: "hartransfer \(packageVersion)",
        licence: manifest.licence, citation: manifest.citation))
    try file.write(set)
    logger.debug("features of \(modality), \(split.name): encoded into \(file.url.relativePath)")
    limit?.apply(to: cache, keeping: file.url)
    return set
  }
}
