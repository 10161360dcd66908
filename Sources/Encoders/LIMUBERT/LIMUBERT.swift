import Catalogue
import Datasets
import Diagnostics
import Files
import Foundation
import Randomness

/// LIMU-BERT: a transformer pretrained on inertial recordings without labels, applied as it is.
///
/// Takes three axes of acceleration and three of angular rate, with the units that the data set declares; turns them
/// into g and rad/s, interpolates them linearly to the rate of the weights (20 Hz), cuts windows of the weights' sequence
/// length, and pools the hidden states of all windows over each segment of a temporal pyramid: a state belongs to the
/// segment that its frame lies in. The last window ends with the recording. A recording shorter than a window repeats
/// its last frame; what the model gives for the repetitions is not pooled.
///
/// Nothing is learned from the recordings at hand. Weights are HDF5 files with the parameters below `weights/`, named as
/// in the original implementation, and the sizes as attributes.
/// Source: Xu, Zhou, Tan, Li, Shen, "LIMU-BERT: unleashing the potential of unlabeled data for IMU sensing
/// applications", SenSys 2021. Cost a frame: 330,000 operations, and 1,200 a frame of its window.
public struct LIMUBERT: RecordingEncoder, Equatable {
  /// How hidden states become one vector.
  public enum Pool: String, Codable, Sendable, CaseIterable {
    /// The mean over the frames of a segment in all windows.
    case mean
    /// The mean, then the standard deviation, segment by segment.
    case meanDeviation = "mean-deviation"
  }

  /// `limu-bert`.
  public static let name = "limu-bert"
  /// What is printed about it.
  public static let card = MethodCard(
    summary: "A transformer pretrained on inertial recordings without labels, applied as it is.",
    objective: "none here: it was pretrained to reconstruct masked stretches of acceleration and angular rate",
    solution: "to g and rad/s at 20 Hz, windows of the weights' length, hidden states pooled over a temporal pyramid",
    cost: "a frame 330,000 operations, and 1,200 for each frame of its window",
    source: "Xu, Zhou, Tan, Li and Shen, SenSys 2021",
    parameters: [
      ParameterCard(
        "weights", .other("a path, or a name in the folder HARTRANSFER_MODELS"),
        "HDF5 file of the weights, .h5 may be left out"),
      ParameterCard(
        "sha256", .other("64 hexadecimal digits"), "what the file must have; records say what it has",
        defaultWhereNotEncoded: "any"),
      ParameterCard(
        "stride", .whole(from: 1, through: 65_536), "frames at 20 Hz from one window's start to the next",
        defaultWhereNotEncoded: "half a window"),
      ParameterCard("levels", .other("rising whole numbers from 1 to 64"), "numbers of segments"),
      ParameterCard("pool", .oneOf(["mean", "mean-deviation"]), "how hidden states become one vector"),
    ])
  /// The weights: the path of a file, or the name of one in the folder `HARTRANSFER_MODELS`, with or without `.h5`;
  /// `limu-bert-x` where left out.
  public let weights: String
  /// The SHA-256 that the file of the weights must have; nil takes any. Records say that of the file.
  public let sha256: String?
  /// Frames, at the weights' rate, from one window's start to the next, 1 to 65,536; nil, and where left out: half the
  /// sequence length of the weights, rounded up.
  public let stride: Int?
  /// Numbers of segments, rising; 1, 2 and 4 where left out.
  public let levels: [Int]
  /// How hidden states become one vector; `mean-deviation` where left out.
  public let pool: Pool

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  /// The defaults.
  public init() { self.init(weights: "limu-bert-x") }

  /// The given weights; see the properties.
  public init(
    weights: String, sha256: String? = nil, stride: Int? = nil, levels: [Int] = [1, 2, 4], pool: Pool = .meanDeviation
  ) {
    precondition(stride.map { $0 > 0 } ?? true, "windows move on")
    precondition(!levels.isEmpty && levels.allSatisfy { $0 > 0 }, "a pyramid has segments")
    self.weights = weights
    self.sha256 = sha256
    self.stride = stride
    self.levels = levels
    self.pool = pool
  }

  private enum CodingKeys: String, CodingKey { case weights, sha256, stride, levels, pool }

  /// Reads the parameters. Whether there are such weights is seen when they are needed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    weights = try container.decodeIfPresent(String.self, forKey: .weights) ?? "limu-bert-x"
    sha256 = try container.decodeIfPresent(String.self, forKey: .sha256)
    stride =
      container.contains(.stride) ? try container.integer(.stride, default: 1, in: 1...65_536) : nil
    let defaults = LIMUBERT()
    levels = try container.risingIntegers(.levels, default: defaults.levels, in: 1...64)
    let pool = try container.decodeIfPresent(String.self, forKey: .pool) ?? defaults.pool.rawValue
    guard let pool = Pool(rawValue: pool) else {
      throw InputError(
        "pool", found: "'\(pool)'", expected: Pool.allCases.map(\.rawValue).joined(separator: " or "),
        advice: suggestion(for: pool, among: Pool.allCases.map(\.rawValue)))
    }
    self.pool = pool
  }

  /// Writes the parameters, with the SHA-256 of the weights as they are, so that other weights are other features.
  ///
  /// Where there is no such file, which also means that there are no features of it, the SHA-256 is the one asked for.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(weights, forKey: .weights)
    let found = try? Checksum.ofFile(LIMUBERTWeights.file(weights))
    try container.encodeIfPresent(found ?? sha256, forKey: .sha256)
    try container.encodeIfPresent(stride, forKey: .stride)
    try container.encode(levels, forKey: .levels)
    try container.encode(pool, forKey: .pool)
  }

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
    let model = try LIMUBERTModel(reading: LIMUBERTWeights.file(weights), sha256: sha256)
    return FittedLIMUBERT(
      input: input, model: model, stride: stride ?? (model.length + 1) / 2, levels: levels, pool: pool)
  }
}
