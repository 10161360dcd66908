import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

/// Sizes: a k that is too large, and memory that grows with the square of the number of samples.
@Suite("Sizes of the alignments")
struct SizeTests {
  static func method(_ name: String, _ parameters: String) throws -> any AlignmentMethod {
    let type = try #require(AlignmentRegistry.methods.first { $0.name == name })
    return try JSONDecoder().decode(type, from: Data(parameters.utf8))
  }

  static let withK = AlignmentRegistry.methods.filter { $0.parameters.contains { $0.name == "k" } }
    .map { $0.name }

  @Test(
    "a k that is too large is refused with the largest there is, which fits; where any k is possible it is had",
    arguments: try nonEmpty(withK))
  func largestK(name: String) throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    do {
      let alignment = try Self.method(name, "{\"k\": 50}").fit(pairs)
      #expect(["random-projection", "collapse", "infonce", "siglip", "vicreg", "barlow-twins"].contains(name))
      #expect(alignment.latentDimension == 50)
    } catch let error as InputError {
      #expect(error.place == "\(name): k" && error.found == "50")
      let largest = try #require(error.expected.firstMatch(of: /at most (\d+)/).flatMap { Int($0.1) })
      #expect(try Self.method(name, "{\"k\": \(largest)}").fit(pairs).latentDimension == largest)
    }
  }

  /// So many pairs that a table of all against all would take 12 GiB or more.
  static func manyPairs() throws -> PairedFeatures {
    try PairedFeatures(
      modalities: ["a", "b"], views: [randomMatrix(2, 45_000, seed: 1), randomMatrix(3, 45_000, seed: 2)])
  }

  @Test(
    "tables of all samples against all that would not fit are refused before memory is asked for",
    arguments: [
      ("kernel-cca", "landmarks"), ("kernel-ridge", "landmarks"), ("relative", "anchors"),
      ("optimal-transport", "samples"), ("prototype-matching", "samples"), ("gromov-wasserstein", "samples"),
    ])
  func memory(name: String, parameter: String) throws {
    let pairs = try Self.manyPairs()
    let error = #expect(throws: InputError.self) {
      try Self.method(name, "{\"\(parameter)\": 45000}").fit(pairs)
    }
    #expect(error?.place == "\(name): \(parameter)")
    #expect(error?.found.contains("GiB") == true && error?.expected == "at most 8.0 GiB")
    let cost = try #require(AlignmentRegistry.methods.first { $0.name == name }).card.cost
    #expect(cost.contains("n²") && cost.contains("8 GiB"))
  }

  @Test("work by blocks of samples gives every sample once, in order, and no table above the largest")
  func blocks() throws {
    let samples = randomMatrix(2, 7, seed: 3)
    var widths: [Int] = []
    let result = samples.mappingColumnBlocks(tableHeight: Matrix<Double>.largestTable / 3) { block in
      widths.append(block.columns)
      return 2.0 * block
    }
    #expect(widths == [3, 3, 1] && result == 2.0 * samples)
    #expect(samples.mappingColumnBlocks(tableHeight: 2 * Matrix<Double>.largestTable) { $0 } == samples)
    #expect(Matrix<Double>(2, 0).mappingColumnBlocks(tableHeight: 5) { $0 }.columns == 0)
  }
}
