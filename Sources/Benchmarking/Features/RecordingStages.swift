import Diagnostics
import Encoders

/// What is found out once of recordings, for all splits.
enum RecordingStages {
  static let samples = Stage<String>(.recordings, "checksum of the samples")
  static let commonTime = Stage<CommonTime>(.recordings, "common time")

  static func making(of modality: String) -> Stage<String> { Stage(.recordings, "making of \(modality)") }
  static func unreadable(_ modality: String) -> Stage<[InputError]> { Stage(.recordings, "unreadable \(modality)") }
  static func trial(of modality: String) -> Stage<EncodedTrial> { Stage(.recordings, "trial of \(modality)") }
}
