import Catalogue
import Datasets
import Diagnostics
import Files
import Foundation
import Randomness

/// Sentences as a pretrained encoder of sentences has them: read from a file that holds texts with their embeddings.
///
/// The encoder of sentences itself is no part of this package: `Datasets/export/texts.py` applies one to the descriptions
/// of a data set's classes and writes the file. Nothing is learned from the data set. Cost: one look-up a text.
/// Source: sentence embeddings as in Reimers and Gurevych, "Sentence-BERT", EMNLP 2019.
public struct SentenceEmbedding: RecordingEncoder, Equatable {
  /// `sentence-embedding`.
  public static let name = "sentence-embedding"
  /// What is printed about it.
  public static let card = MethodCard(
    summary: "Sentences as a pretrained encoder has them, from a file of texts with their embeddings.",
    objective: "none here: the encoder of sentences was pretrained to tell sentences of like meaning",
    solution: "the embedding that the file has of the text, to length 1",
    cost: "one look-up a text",
    source: "Reimers and Gurevych, EMNLP 2019",
    parameters: [
      ParameterCard(
        "embeddings", .other("a path, or a name in the folder HARTRANSFER_MODELS"),
        "HDF5 file that Datasets/export/texts.py writes, .h5 may be left out"),
      ParameterCard(
        "sha256", .other("64 hexadecimal digits"), "what the file must have; records say what it has",
        defaultWhereNotEncoded: "any"),
      ParameterCard("normalise", .flag, "whether embeddings get length 1"),
    ])
  /// A text.
  public static let input = SignalKind.text

  /// The embeddings: the path of a file, or the name of one in the folder `HARTRANSFER_MODELS`, with or without `.h5`;
  /// `texts` where left out.
  public let embeddings: String
  /// The SHA-256 that the file must have; nil takes any. Records say that of the file.
  public let sha256: String?
  /// Whether embeddings get length 1; true where left out.
  public let normalise: Bool

  /// False: each text is looked at alone.
  public var isFitted: Bool { false }

  /// The defaults.
  public init() { self.init(embeddings: "texts") }

  /// The given file; see the properties.
  public init(embeddings: String, sha256: String? = nil, normalise: Bool = true) {
    self.embeddings = embeddings
    self.sha256 = sha256
    self.normalise = normalise
  }

  private enum CodingKeys: String, CodingKey { case embeddings, sha256, normalise }

  /// Reads the parameters. Whether there is such a file is seen when it is needed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let standard = Self()
    self.init(
      embeddings: try container.decodeIfPresent(String.self, forKey: .embeddings) ?? standard.embeddings,
      sha256: try container.decodeIfPresent(String.self, forKey: .sha256),
      normalise: try container.flag(.normalise, default: standard.normalise))
  }

  /// Writes the parameters, with the SHA-256 of the file as it is, so that other embeddings are other features.
  ///
  /// Where there is no such file, which also means that there are no features of it, the SHA-256 is the one asked for.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(embeddings, forKey: .embeddings)
    let found = try? Checksum.ofFile(TextEmbeddings.file(embeddings))
    try container.encodeIfPresent(found ?? sha256, forKey: .sha256)
    try container.encode(normalise, forKey: .normalise)
  }

  /// Reads the file; texts need not be given.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    let file = try TextEmbeddings(reading: TextEmbeddings.file(embeddings), sha256: sha256)
    return FittedSentenceEmbedding(texts: normalise ? try file.normalised() : file)
  }
}

/// Texts with their embeddings at hand.
struct FittedSentenceEmbedding: FittedRecordingEncoder {
  let texts: TextEmbeddings

  var dimension: Int { texts.dimension }

  func encode(_ signal: Signal) throws -> [Float] { try texts.embedding(of: signal.text(for: SentenceEmbedding.name)) }
}
