import Alignment
import Datasets
import Diagnostics
import Encoders
import FeatureStore
import Records
import Splits

/// The features of one direction of which something is left open: each combination of candidates
/// has a source of its own. Which one is taken is known for a split alone (`FeatureSelector`).
struct OpenFeatures: FeatureSource {
  /// One of the candidates.
  struct Combination: Sendable {
    let name: TrialRecord.FeatureChoice.Combination
    var source: any FeatureSource
    let reduction: Reduction
  }

  let direction: Direction
  /// In the order of their names.
  private(set) var combinations: [Combination]
  private let candidates: FeatureCandidates
  /// For each modality that is open the key of its candidates.
  private let keys: [String: String]

  /// - Parameters:
  ///   - keys: for each modality that is open the key of its candidates.
  ///   - make: the source of the modalities of the direction with the given chains for those that
  ///     are open.
  init(
    _ direction: Direction, _ candidates: FeatureCandidates, by criterion: FeatureCriterion, keys: [String: String],
    reduction: Reduction,
    make: ([String: EncoderChain]) throws -> any FeatureSource
  ) throws {
    self.direction = direction
    self.candidates = candidates
    self.criterion = criterion
    self.keys = keys.filter { direction.modalities.contains($0.key) }
    var chosen: [(names: [String: String], chains: [String: EncoderChain])] = [([:], [:])]
    for (modality, key) in self.keys.sorted(by: { $0.key < $1.key }) {
      chosen = chosen.flatMap { names, chains in
        (candidates.chains[key] ?? []).map { candidate in
          (names.merging([modality: candidate.name]) { $1 }, chains.merging([modality: candidate.value]) { $1 })
        }
      }
    }
    let reductions: [(name: String?, value: Reduction)] =
      candidates.reductions.isEmpty ? [(nil, reduction)] : candidates.reductions.map { ($0.name, $0.value) }
    combinations = try chosen.flatMap { names, chains in
      let source = try make(chains)
      return reductions.map { name, value in
        Combination(name: .init(encoders: names, reduction: name), source: source, reduction: value)
      }
    }
  }

  /// What chooses.
  let criterion: FeatureCriterion

  private var first: any FeatureSource { combinations[0].source }
  /// One source for each combination of chains.
  private var sources: [any FeatureSource] {
    let perChains = max(candidates.reductions.count, 1)
    return stride(from: 0, to: combinations.count, by: perChains).map { combinations[$0].source }
  }

  var directions: [Direction]? { [direction] }
  var dataset: String { first.dataset }
  var datasetVersion: String { first.datasetVersion }
  var samples: SampleTable { first.samples }
  var modalities: [String] { first.modalities }
  var recorded: (any RecordingSource)? { first.recorded }
  var lengths: RecordingLengths? { first.lengths }
  var leftOut: [String] { first.leftOut }
  var foreignPairs: ForeignPairs? { first.foreignPairs }

  /// `chosen`, with all candidates, where several are there.
  func encoder(of modality: String) throws -> TrialDescription.Choice {
    guard let key = keys[modality], let open = candidates.chains[key] else { return try first.encoder(of: modality) }
    return .init(
      name: "chosen",
      parameters: try FeatureCandidates.described(
        open.map { ($0.name, try JSONValue(encoding: $0.value)) }, candidates.criterion))
  }

  func checksum(of modality: String) throws -> String { try first.checksum(of: modality) }

  func making(of modality: String) throws -> String {
    try sources.map { try $0.making(of: modality) }.distinct.joined(separator: " ")
  }

  func presence(of modality: String) -> [Bool]? { first.presence(of: modality) }

  func namesClasses(_ modality: String) throws -> Bool {
    try sources.contains { try $0.namesClasses(modality) }
  }

  /// The largest of the candidates; nil as long as one of them is not encoded.
  func dimension(of modality: String, for split: Split) throws -> Int? {
    let all = try sources.map { try $0.dimension(of: modality, for: split) }
    return all.contains(nil) ? nil : all.compactMap(\.self).max()
  }

  func expectedDimension(of modality: String, for split: Split) throws -> Int {
    try sources.map { try $0.expectedDimension(of: modality, for: split) }.max() ?? 0
  }

  func encodingEstimates(for split: Split) throws -> [EncodingEstimate] {
    var seen: Set<String> = []
    return try sources.flatMap { try $0.encodingEstimates(for: split) }.filter { seen.insert($0.file).inserted }
  }

  /// - Throws: `InputError` always: which features these are is known only once they are chosen.
  func features(for split: Split, progress: ProgressHandler?) throws -> FeatureSet {
    throw InputError(
      "encoders", found: "candidates of which none is chosen", expected: "one chain a modality",
      advice: "Write the chain that you want in place of 'candidates'.")
  }

  func draws(_ modality: String) -> Bool { sources.contains { $0.draws(modality) } }

  func repeated(_ repetition: Int) -> any FeatureSource { changing { $0.repeated(repetition) } }

  func replacing(recordings: any RecordingSource) throws -> any FeatureSource {
    try changing { try $0.replacing(recordings: recordings) }
  }

  private func changing(_ change: (any FeatureSource) throws -> any FeatureSource) rethrows -> OpenFeatures {
    var changed = self
    for place in combinations.indices { changed.combinations[place].source = try change(combinations[place].source) }
    return changed
  }
}
