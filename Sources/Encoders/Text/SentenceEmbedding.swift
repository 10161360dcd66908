import Datasets
import Diagnostics
import Files
import Foundation
import Parameters
import Randomness

/// Sentences as a pretrained encoder of sentences has them: read from a file that holds texts with
/// their embeddings.
///
/// The encoder of sentences itself is no part of this package: `Datasets/export/texts.py` applies
/// one to the descriptions of a data set's classes and writes the file. Nothing is learned from the
/// data set. Cost: one look-up a text. Source: sentence embeddings as in Reimers and Gurevych,
/// "Sentence-BERT", EMNLP 2019.
public struct SentenceEmbedding: RecordingEncoder, Equatable, ModelReader {
  public static let name = "sentence-embedding"
  public static let card = MethodCard(
    summary: "Sentences as a pretrained encoder has them, from a file of texts with their embeddings.",
    objective: "none here: the encoder of sentences was pretrained to tell sentences of like meaning",
    solution: "the embedding that the file has of the text, to length 1",
    cost: "one look-up a text",
    source: "Reimers and Gurevych, EMNLP 2019")
  public static let input = SignalKind.text

  @Parameter(
    .other("a path, or a name in the folder HARTRANSFER_MODELS"),
    "HDF5 file that Datasets/export/texts.py writes, .h5 may be left out")
  public var embeddings = "texts"
  @Parameter(
    .other("64 hexadecimal digits"), "what the file must have; records say what it has", absent: "any")
  public var sha256: String? = nil
  @Parameter("whether embeddings get length 1") public var normalise = true

  /// False: each text is looked at alone.
  public var isFitted: Bool { false }

  /// The defaults. Whether there is such a file is seen when it is needed.
  public init() {}

  /// With the SHA-256 of the file as it is, so that other embeddings are other features. Where the
  /// file is missing there are no features of it either, and the SHA-256 is the one asked for.
  public var written: Self {
    var written = self
    written.sha256 = (try? Checksum.ofFile(modelFile())) ?? sha256
    return written
  }

  func modelFile() throws -> URL { try TextEmbeddings.file(embeddings) }

  /// Reads the file; texts need not be given.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    let file = try TextEmbeddings(reading: modelFile(), sha256: sha256)
    return FittedSentenceEmbedding(texts: normalise ? try file.normalised() : file)
  }
}

/// Texts with their embeddings at hand.
struct FittedSentenceEmbedding: FittedRecordingEncoder {
  let texts: TextEmbeddings

  var dimension: Int { texts.dimension }

  func encode(_ signal: Signal) throws -> [Float] { try texts.embedding(of: signal.text(for: SentenceEmbedding.name)) }
}
