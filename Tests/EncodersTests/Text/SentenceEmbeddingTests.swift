import Diagnostics
import FeatureStore
import Foundation
import Randomness
import Testing

@testable import Datasets
@testable import Encoders

@Suite("Sentence embeddings")
struct SentenceEmbeddingTests {
  static let texts = ["A hand waves.", "Two hands meet.", "The knees bend.", "Äpfel fallen."]
  private static let numbers: [Float] = [3, 4, 0, 0, 0, 2, -1, 0, 0, 0.5, 0.5, 0.5]

  /// Writes a file of texts, and gives its path.
  static func write(
    texts: [String] = texts, numbers: [Float] = numbers, dimension: Int = 3, schema: String? = TextEmbeddings.schema,
    model: String = "made"
  ) throws -> String {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("texts-\(UUID().uuidString).h5")
    try HDF5File.create(url) { file in
      if let schema { try file.setAttribute("schema", of: "/", to: schema) }
      try file.setAttribute("model", of: "/", to: model)
      try file.setAttribute("model_version", of: "/", to: "1")
      try file.write(texts, to: "/texts")
      try file.write(numbers, shape: [numbers.count / dimension, dimension], to: "/embeddings")
    }
    return url.path
  }

  private static let made = Result { try write() }

  /// The path of a file of the texts above, written once.
  static func madeFile() throws -> String { try made.get() }

  private func encode(_ text: String, _ encoder: SentenceEmbedding) throws -> [Float] {
    try encoder.fit([], seed: Seed(base: 0)).encode(.text(text))
  }

  @Test("a text has the embedding of the file, at length 1 unless that is switched off")
  func lookUp() throws {
    let path = try Self.madeFile()
    #expect(try encode("A hand waves.", SentenceEmbedding({ $0.embeddings = path })) == [0.6, 0.8, 0])
    #expect(try encode("Two hands meet.", SentenceEmbedding({ $0.embeddings = path })) == [0, 0, 1])
    #expect(
      try encode("A hand waves.", SentenceEmbedding({ ($0.embeddings, $0.normalise) = (path, false) })) == [3, 4, 0])
    let last = try encode("Äpfel fallen.", SentenceEmbedding { $0.embeddings = String(path.dropLast(3)) })
    for value in last { #expect(abs(value - 1 / Float(3).squareRoot()) < 1e-7) }
  }

  @Test("a text that the file lacks, and a file that is not there, are refused with the command that writes it")
  func missing() throws {
    let path = try Self.madeFile()
    let text = #expect(throws: InputError.self) { try encode("Unknown.", SentenceEmbedding({ $0.embeddings = path })) }
    #expect(text?.found.contains("Unknown.") == true && text?.advice.contains("export/texts.py") == true)
    let file = #expect(throws: InputError.self) {
      try encode("Unknown.", SentenceEmbedding({ $0.embeddings = "/none/such" }))
    }
    #expect(file?.place == "embeddings" && file?.advice.contains("export/texts.py") == true)
    #expect(throws: InputError.self) {
      try SentenceEmbedding { $0.embeddings = path }.fit([], seed: Seed(base: 0)).encode(.series(series(1, 9)))
    }
  }

  @Test("what a record keeps changes with the file, and another SHA-256 than the one asked for is refused")
  func checksum() throws {
    let path = try Self.write()
    func canonical() throws -> String {
      try EncoderChain([], SentenceEmbedding { $0.embeddings = path }).canonicalJSON()
    }
    let before = try canonical()
    #expect(before.contains("sha256"))
    var numbers = Self.numbers
    numbers[0] = 5
    let other = try Self.write(numbers: numbers)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: other, toPath: path)
    #expect(try canonical() != before)
    let wrong = try SentenceEmbedding { ($0.embeddings, $0.sha256) = (path, String(repeating: "0", count: 64)) }
    #expect(throws: InputError.self) { try encode("A hand waves.", wrong) }
  }

  @Test("files that contradict themselves are refused at the object")
  func contradictions() throws {
    func refusal(_ path: String) throws -> InputError {
      let error = #expect(throws: InputError.self) {
        try encode("A hand waves.", SentenceEmbedding({ $0.embeddings = path }))
      }
      return try #require(error)
    }
    #expect(try refusal(Self.write(schema: "hartransfer-texts/2")).place.contains("schema"))
    #expect(try refusal(Self.write(schema: nil)).found == "nothing")
    #expect(try refusal(Self.write(model: "")).place.contains("'model'"))
    #expect(try refusal(Self.write(numbers: Array(Self.numbers.prefix(9)))).place.contains("/embeddings"))
    #expect(try refusal(Self.write(texts: ["a", "b", "a", "c"])).place.contains("/texts"))
    var numbers = Self.numbers
    numbers[4] = .nan
    #expect(try refusal(Self.write(numbers: numbers)).place.contains("/embeddings"))
    numbers.replaceSubrange(3..<6, with: [0, 0, 0])
    #expect(try refusal(Self.write(numbers: numbers)).found.contains("Two hands meet."))
  }

  @Test("a chain takes texts only from a modality of texts")
  func chain() throws {
    let source = try GeneratedSource(["imu": [.series(series(1, 9))], "text": [.text(Self.texts[0])]])
    let chain = try EncoderChain([], SentenceEmbedding { $0.embeddings = try Self.madeFile() })
    let features = try Encoders.encode(source, modality: "text", chain: chain, fittedOn: [], seed: Seed(base: 0))
    #expect(features.fittedOn == nil && features.values.dimension == 3)
    #expect(throws: InputError.self) {
      try Encoders.encode(source, modality: "imu", chain: chain, fittedOn: [], seed: Seed(base: 0))
    }
    #expect(throws: InputError.self) { try EncoderChain([Resample()], SentenceEmbedding()) }
  }
}
