import FeatureStore

/// The place of a sample in its recording.
struct SampleSpan: Sendable {
  var recording: Int
  /// Frames are counted from this second on.
  var origin: Double
  /// The end of the piece; infinite if each modality goes on to its own end.
  var end: Double
  /// The number of the window from the origin on; nil for the whole piece.
  var window: Int?
  /// What the sample's name adds to that of the recording.
  var suffix: String
}

/// How a recording falls into samples, and what of it does not.
struct RecordingSpans: Sendable {
  var samples: [SampleSpan] = []
  /// What is in no sample, by reason.
  var left: [(count: Int, what: SkippedFile.What, cause: String)] = []
  /// The share of each modality's time that the common cut takes away; empty if nothing is cut.
  var cut: [Double] = []
  /// What the times of each modality say of its rate.
  var rates: [MeasuredRate?] = []
  /// Whether the recording was read for that.
  var wasRead = true
}
