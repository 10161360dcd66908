import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Alignment

/// Fits of pairs that processes share, against the fits of one process.
@Suite("Fits of pairs that processes share")
struct SharedFitTests {
  /// The latents of all pairs, by a process that has some of them.
  private static func latents(
    _ method: any MomentFitted, _ reduction: Reduction, _ x: Matrix<Double>, _ own: Range<Int>,
    through exchange: any SampleExchange
  ) throws -> Matrix<Double> {
    let source = SamplesInPieces(x.columns(own), pieces: [900])
    let streamed = try StreamedPairs(
      SharedSamples(source, of: x.columns, through: exchange), modalities: ["a", "b"],
      heights: StreamedFitTests.heights, reduction: reduction, source: "b")
    #expect(streamed.count == x.columns)
    let fitted = try method.fit(streamed)
    var blocks: [Matrix<Double>] = []
    try streamed.latents(of: SamplesInPieces(x, pieces: [3000]), by: fitted).forEachBlock(width: 512) {
      blocks.append($0)
    }
    return .stackedHorizontally(blocks)
  }

  @Test(
    "latents are those of one process, with uneven shares and with a process that has no pair",
    arguments: StreamedFitTests.parameters.keys.sorted())
  func agree(name: String) throws {
    let views = try StreamedFitTests.views(3000)
    let x = Matrix.stackedVertically(views)
    let type = try #require(AlignmentRegistry.methods.first { $0.name == name })
    for parameters in try #require(StreamedFitTests.parameters[name]) {
      let method = try #require(
        try JSONDecoder().decode(type, from: Data(parameters.utf8)) as? any MomentFitted)
      for reduction in ["{}", #"{"pca": 7}"#] {
        let known = try StreamedFitTests.fits(name, parameters, reduction: reduction, views, pieces: [900]).streamed
        let decoded = try JSONDecoder().decode(Reduction.self, from: Data(reduction.utf8))
        for sizes in [[1500, 1500], [1, 2000, 0, 999]] {
          let all = try ThreadExchange.run(sizes.count) { exchange in
            let first = sizes[..<exchange.rank].reduce(0, +)
            return try Self.latents(
              method, decoded, x, first..<(first + sizes[exchange.rank]), through: exchange)
          }
          for own in all {
            let (difference, size) = ((own - known).frobeniusNorm, known.frobeniusNorm)
            #expect(difference <= 1e-10 * size, "\(parameters) \(reduction) \(sizes): \(difference) of \(size)")
            #expect(own == all[0])
          }
        }
      }
    }
  }
}
