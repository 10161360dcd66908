import Diagnostics

/// The signal stages by name.
public enum SignalStageRegistry {
  /// Every stage, in the order of lists.
  public static let entries: [any SignalStage.Type] = [
    Resample.self, RootRelative.self, Differences.self, Magnitudes.self, StandardiseChannels.self, DepthSeries.self,
    SkeletonKinematics.self, VirtualIMU.self, LimbKinematics.self, IMUKinematics.self, Cells.self,
    CoarseGridSeries.self, PointCloudSeries.self, EMGSeries.self, Envelopes.self,
  ]

  /// The names of all stages.
  public static var names: [String] { entries.map { $0.name } }

  /// The stage with the given name, or nil.
  public static func entry(named name: String) -> (any SignalStage.Type)? { entries.first { $0.name == name } }
}

/// The recording encoders by name.
public enum EncoderRegistry {
  /// Every encoder, in the order of lists.
  public static let entries: [any RecordingEncoder.Type] = [
    Statistics.self, Catch22.self, MiniRocket.self, MultiRocket.self, DepthMotionMaps.self, HOG.self, LIMUBERT.self,
    SentenceEmbedding.self, Frames.self, PressureMaps.self, GridMotionMaps.self,
  ]

  /// The names of all encoders.
  public static var names: [String] { entries.map { $0.name } }

  /// The encoder with the given name, or nil.
  public static func entry(named name: String) -> (any RecordingEncoder.Type)? { entries.first { $0.name == name } }
}
