import Foundation
import StrictYAML
import Testing

@testable import Encoders

/// Files of pretrained models that are not here.
@Suite("Missing models")
struct MissingModelTests {
  private func chain(_ text: String) throws -> EncoderChain {
    try StrictYAML.decode(EncoderChain.self, from: text, file: "t.yaml")
  }

  @Test(
    "a chain says which file it lacks, in whichever of the chains beside one another it is named",
    arguments: [
      "[{limu-bert: {weights: nowhere}}]",
      "[[statistics], [{resample: {frames: 20}}, {limu-bert: {weights: nowhere}}]]",
      "[{sentence-embedding: {embeddings: nowhere}}]",
    ])
  func lacks(text: String) throws {
    let error = try #require(try chain(text).missingModel)
    #expect(error.found == "no file 'nowhere'" && error.advice.contains("HARTRANSFER_MODELS"))
  }

  @Test("a chain whose file is here lacks none, and neither does one without a model")
  func here() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString).h5")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try chain("[{limu-bert: {weights: \(file.path)}}]").missingModel == nil)
    #expect(try chain("[statistics]").missingModel == nil)
  }
}
