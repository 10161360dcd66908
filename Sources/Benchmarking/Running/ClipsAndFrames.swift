import Datasets
import FeatureStore
import Splits

/// The features of whole clips and of their frames together.
struct ClipsAndFrames: FeatureSource {
  let clips: any FeatureSource
  let frames: any FeatureSource

  var dataset: String { clips.dataset }
  var datasetVersion: String { clips.datasetVersion }
  var samples: SampleTable { clips.samples }
  var modalities: [String] { clips.modalities.filter(frames.modalities.contains) }
  var recorded: (any RecordingSource)? { clips.recorded }

  func encoder(of modality: String) throws -> TrialDescription.Choice {
    let (clip, frame) = (try clips.encoder(of: modality), try frames.encoder(of: modality))
    return .init(
      name: "\(clip.name) & \(frame.name)", parameters: .object(["clips": clip.parameters, "frames": frame.parameters]))
  }

  func checksum(of modality: String) throws -> String {
    let both = [try clips.checksum(of: modality), try frames.checksum(of: modality)]
    return both[0] == both[1] ? both[0] : both.joined(separator: " ")
  }

  func lacks(_ modality: String) -> Bool { clips.lacks(modality) || frames.lacks(modality) }

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
      [clips.features(for: split, progress: progress), frames.features(for: split, progress: progress)], place: dataset)
  }

  func replacing(recordings: any RecordingSource) throws -> any FeatureSource {
    ClipsAndFrames(
      clips: try clips.replacing(recordings: recordings), frames: try frames.replacing(recordings: recordings))
  }
}

extension ClipsAndFrames {
  /// The sources of clips and of frames, followed by both together where a configuration combines them.
  static func adding(
    to sources: [[any FeatureSource]], _ configuration: BenchmarkConfiguration
  ) -> [[any FeatureSource]] {
    let levels = Array(sources.prefix(configuration.levels.count { $0.combinations.isEmpty }))
    guard levels.count < configuration.levels.count else { return levels }
    return levels + [zip(levels[0], levels[1]).map { ClipsAndFrames(clips: $0, frames: $1) }]
  }
}
