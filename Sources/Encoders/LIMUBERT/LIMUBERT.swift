import Datasets
import Diagnostics
import Files
import Foundation
import Parameters
import Randomness

/// LIMU-BERT: a transformer pretrained on inertial recordings without labels, applied as it is.
///
/// Takes three axes of acceleration and three of angular rate, with the units that the data set
/// declares. They are turned into g and rad/s, and interpolated linearly to the rate of the weights
/// (20 Hz). Windows have the weights' sequence length. The hidden states of all windows are pooled
/// over each segment of a temporal pyramid; a state belongs to the segment that its frame lies in.
/// The last window ends with the recording. A recording shorter than a window repeats its last
/// frame; what the model gives for the repetitions is not pooled.
///
/// Nothing is learned from the recordings at hand. Weights are HDF5 files with the parameters below
/// `weights/`, named as in the original implementation, and the sizes as attributes. Source: Xu,
/// Zhou, Tan, Li, Shen, "LIMU-BERT: unleashing the potential of unlabeled data for IMU sensing
/// applications", SenSys 2021. Cost a frame: 330,000 operations, and 1,200 a frame of its window.
public struct LIMUBERT: RecordingEncoder, Equatable, ModelReader {
  /// How hidden states become one vector.
  public enum Pool: String, Codable, Sendable, CaseIterable {
    /// The mean over the frames of a segment in all windows.
    case mean
    /// The mean, then the standard deviation, segment by segment.
    case meanDeviation = "mean-deviation"
  }

  public static let name = "limu-bert"
  public static let card = MethodCard(
    summary: "A transformer pretrained on inertial recordings without labels, applied as it is.",
    objective: "none here: it was pretrained to reconstruct masked stretches of acceleration and angular rate",
    solution: "to g and rad/s at 20 Hz, windows of the weights' length, hidden states pooled over a temporal pyramid",
    cost: "a frame 330,000 operations, and 1,200 for each frame of its window",
    source: "Xu, Zhou, Tan, Li and Shen, SenSys 2021")

  @Parameter(
    .other("a path, or a name in the folder HARTRANSFER_MODELS"), "HDF5 file of the weights, .h5 may be left out")
  public var weights = "limu-bert-x"
  @Parameter(
    .other("64 hexadecimal digits"), "what the file must have; records say what it has", absent: "any")
  public var sha256: String? = nil
  @Parameter(
    .whole(from: 1, through: 65_536),
    "frames at 20 Hz from one window's start to the next", absent: "half a window")
  public var stride: Int? = nil
  @Parameter(.rising(.whole(from: 1, through: 64)), "numbers of segments") public var levels = [1, 2, 4]
  @Parameter("how hidden states become one vector") public var pool = Pool.meanDeviation

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  /// The defaults. Whether there are such weights is seen when they are needed.
  public init() {}

  /// With the SHA-256 of the weights as they are, so that other weights are other features. Where
  /// the file is missing there are no features of it either, and the SHA-256 is the one asked for.
  public var written: Self {
    var written = self
    written.sha256 = (try? Checksum.ofFile(modelFile())) ?? sha256
    return written
  }

  func modelFile() throws -> URL { try LIMUBERTWeights.file(weights) }

  /// Refuses: the units of the channels are not known.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    try fit(training, units: [:], seed: seed)
  }

  /// Reads the weights; the first recording says the channels.
  public func fit(_ training: [Signal], units: [String: String], seed: Seed) throws -> any FittedRecordingEncoder {
    guard let first = training.first else {
      throw InputError("'\(Self.name)'", found: "no recording", expected: "at least one, to read the channels off")
    }
    let channels = try first.series(for: Self.name).channels
    let input = try InertialChannels(channels, units: units, link: Self.name)
    let model = try LIMUBERTModel(reading: modelFile(), sha256: sha256)
    return FittedLIMUBERT(
      input: input, model: model, stride: stride ?? (model.length + 1) / 2, levels: levels, pool: pool)
  }
}
