import Alignment
import Foundation
import LinearAlgebra
import Testing
import TestSupport

/// Latents computed elsewhere: see `Tests/Peers/alignment`.
@Suite("Alignments against their peers")
struct ReferenceTests {
  struct Fixture: Decodable {
    let data: [String: [String: [String: [[Double]]]]]
    /// Which samples of a data set have which modality; all have all where nothing is said.
    let present: [String: [String: [Bool]]]
    let cases: [Case]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let method: String
    let parameters: String
    let data: String
    let source: String?
    let on: String
    let compare: String
    let modalities: [String]
    let latents: [String: [[Double]]]

    var testDescription: String { "\(method) \(parameters) on \(data)" + (source.map { " from \($0)" } ?? "") }
  }

  static let fixture = Result {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/reference", withExtension: "json"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  @Test("the fixtures are there, and each method that has a formula has one")
  func complete() throws {
    let covered = Set(try Self.fixture.get().cases.map(\.method))
    // Those trained by gradient are followed step by step through PyTorch, in fixtures of their
    // own.
    let without: Set = [
      "none", "random-projection", "collapse", "infonce", "siglip", "vicreg", "barlow-twins", "deep-cca",
      // Its clusterings draw by seeds of this package.
      "prototype-matching",
    ]
    #expect(Set(AlignmentRegistry.methods.map { $0.name }).subtracting(covered) == without)
  }

  @Test(
    "latents equal those of the textbook formula or of another library", arguments: try nonEmpty(fixture.get().cases))
  func latents(known: Case) throws {
    let type = try #require(AlignmentRegistry.methods.first { $0.name == known.method })
    let method = try JSONDecoder().decode(type, from: Data(known.parameters.utf8))
    let data = try #require(Self.fixture.get().data[known.data])
    func features(_ part: String, _ modality: String) throws -> Matrix<Double> {
      Matrix(columns: try #require(data[part]?[modality]))
    }
    let flags = try Self.fixture.get().present[known.data]
    let pairs = try PairedFeatures(
      modalities: known.modalities, views: known.modalities.map { try features("training", $0) },
      present: try flags.map { flags in try known.modalities.map { try #require(flags[$0]) } }, source: known.source)
    let alignment = try method.fit(pairs)
    let ours = try known.modalities.map { name in
      let all = try features(known.on, name)
      return try alignment.embed(all.columns(0..<min(5, all.columns)), of: name)
    }
    let theirs = try known.modalities.map { Matrix(columns: try #require(known.latents[$0])) }
    #expect(theirs.allSatisfy { $0.frobeniusNorm > 0.1 })
    if known.compare == "exact" {
      for (z, y) in inStep(ours, theirs) { #expect(largestDifference(z, y) < 1e-8) }
    } else {
      // Inner products within and between modalities: all that rotations of the latent space leave.
      let (z, y) = (Matrix.stackedHorizontally(ours), Matrix.stackedHorizontally(theirs))
      #expect(largestDifference(z.gramOfColumns(), y.gramOfColumns()) < 1e-8)
    }
  }
}
