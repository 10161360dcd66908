import Datasets
import FeatureStore
import Records
import Splits

/// The features of whole clips and of their frames together.
///
/// What is added must speak of the same rows: a modality is one that both have, and a sample has it
/// where it has both its clip and its frames.
struct ClipsAndFrames: FeatureSource {
  let clips: any FeatureSource
  let frames: any FeatureSource

  var dataset: String { clips.dataset }
  var datasetVersion: String { clips.datasetVersion }
  var samples: SampleTable { clips.samples }
  var foreignPairs: ForeignPairs? { clips.foreignPairs }
  var modalities: [String] { clips.modalities.filter(frames.modalities.contains) }
  var recorded: (any RecordingSource)? { clips.recorded }
  var lengths: RecordingLengths? { clips.lengths }

  func encoder(of modality: String) throws -> TrialDescription.Choice {
    let (clip, frame) = (try clips.encoder(of: modality), try frames.encoder(of: modality))
    return .init(
      name: "\(clip.name) & \(frame.name)", parameters: .object(["clips": clip.parameters, "frames": frame.parameters]))
  }

  func checksum(of modality: String) throws -> String {
    let both = [try clips.checksum(of: modality), try frames.checksum(of: modality)]
    return both[0] == both[1] ? both[0] : both.joined(separator: " ")
  }

  func making(of modality: String) throws -> String {
    let both = [try clips.making(of: modality), try frames.making(of: modality)]
    return both[0] == both[1] ? both[0] : both.joined(separator: " ")
  }

  /// A sample has a modality where it has both its clip and its frames.
  func presence(of modality: String) -> [Bool]? {
    guard let clips = clips.presence(of: modality) else { return frames.presence(of: modality) }
    guard let frames = frames.presence(of: modality) else { return clips }
    return zip(clips, frames).map { $0 && $1 }
  }

  func namesClasses(_ modality: String) throws -> Bool {
    try clips.namesClasses(modality) || frames.namesClasses(modality)
  }

  func dimension(of modality: String, for split: Split) throws -> Int? {
    guard let clip = try clips.dimension(of: modality, for: split),
      let frame = try frames.dimension(of: modality, for: split)
    else { return nil }
    return clip + frame
  }

  func expectedDimension(of modality: String, for split: Split) throws -> Int {
    try clips.expectedDimension(of: modality, for: split) + frames.expectedDimension(of: modality, for: split)
  }

  func encodingEstimates(for split: Split) throws -> [EncodingEstimate] {
    try clips.encodingEstimates(for: split) + frames.encodingEstimates(for: split)
  }

  func features(for split: Split, progress: ProgressHandler?) throws -> FeatureSet {
    try FeatureSet.joining(
      [clips.features(for: split, progress: progress), frames.features(for: split, progress: progress)], place: dataset
    ).inBothForms()
  }

  /// Modalities of one level alone, and samples that have one form of a modality alone.
  var leftOut: [String] {
    let lines = [(clips, frames, "frames"), (frames, clips, "clips")].flatMap { one, other, form in
      one.modalities.filter { !other.modalities.contains($0) }.map { "'\($0)' has no \(form)" }
    }
    let halves = modalities.compactMap { name -> String? in
      let all = [Bool](repeating: true, count: samples.count)
      let pairs = zip(clips.presence(of: name) ?? all, frames.presence(of: name) ?? all)
      let count = pairs.count { $0 != $1 }
      return count == 0
        ? nil : "\(count) samples have the clip or the frames of '\(name)' alone, and count as without it"
    }
    return (lines + halves).map { "clips and frames: \($0)" }
  }

  /// What a split loses in each direction because samples lack one of their forms, in words: roles
  /// without a row, and candidate classes without a labelled row.
  func losses(_ split: Split, _ directions: [Direction]) -> [String] {
    directions.filter { $0.modalities.contains(where: lacks) }.flatMap { direction in
      let sources = direction.sources.map(presence)
      let target = presence(of: direction.target)
      func hasSource(_ row: Int) -> Bool { sources.contains { $0?[row] ?? true } }
      func hasTarget(_ row: Int) -> Bool { target?[split.roles.partners?[row] ?? row] ?? true }
      let labelled = split.roles.labelled.filter(hasSource)
      let known = Set(labelled.map { samples.labels[$0] })
      let unknown = split.candidateClasses.filter { !known.contains($0) }.map { samples.classNames[$0] }
      let roles = [
        ("paired", split.roles.paired.contains { hasSource($0) && hasTarget($0) }),
        ("test", split.roles.test.contains(where: hasTarget)),
      ]
      var lines = roles.filter { !$0.1 }.map { "no \($0.0) row has both forms: its trials fail" }
      if !unknown.isEmpty {
        lines.append("no labelled row has both forms for \(unknown.joined(separator: ", ")): never predicted")
      }
      return lines.map { "clips and frames: \(split.name), \(direction.source) -> \(direction.target): \($0)" }
    }
  }

  func draws(_ modality: String) -> Bool { clips.draws(modality) || frames.draws(modality) }

  func repeated(_ repetition: Int) -> any FeatureSource {
    ClipsAndFrames(clips: clips.repeated(repetition), frames: frames.repeated(repetition))
  }

  func replacing(recordings: any RecordingSource) throws -> any FeatureSource {
    ClipsAndFrames(
      clips: try clips.replacing(recordings: recordings), frames: try frames.replacing(recordings: recordings))
  }
}

extension ClipsAndFrames {
  /// The sources of clips and of frames, followed by both together where a configuration combines
  /// them.
  static func adding(
    to sources: [[any FeatureSource]], _ configuration: BenchmarkConfiguration
  ) -> [[any FeatureSource]] {
    let levels = Array(sources.prefix(configuration.levels.count { $0.level != .both }))
    guard levels.count < configuration.levels.count else { return levels }
    return levels + [zip(levels[0], levels[1]).map { ClipsAndFrames(clips: $0, frames: $1) }]
  }
}
