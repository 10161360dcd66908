import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

/// Fits of pairs in pieces, against the fits of the same pairs in memory.
@Suite("Fits of pairs that are read in pieces")
struct StreamedFitTests {
  static let heights = [12, 9]

  /// Two views of one latent with noise, in units of their own and far from 0.
  static func views(_ n: Int, noise: Double = 0.4, seed: UInt64 = 1) throws -> [Matrix<Double>] {
    let pairs = try PerfectAlignmentTests.twoViews(
      latent: 5, dimensions: (heights[0], heights[1]), pairs: n, noise: noise, seed: seed)
    return pairs.views.enumerated().map { place, view in
      view.scalingRows(by: (0..<view.rows).map { 1 + Double(($0 * 7 + place) % 5) })
        .addingToColumns((0..<view.rows).map { Double($0 + place) })
    }
  }

  static let parameters: [String: [String]] = [
    "perfect": [#"{"k": 4}"#, #"{"k": 4, "scaling": "centred"}"#, #"{"k": 3, "scaling": "standardised"}"#],
    "ridge-cca": [#"{"k": 4}"#, #"{"k": 3, "ridge": 0, "correlationPower": 1}"#], "cca": [#"{"k": 3}"#],
    "pca-cca": [#"{"k": 3, "components": 6}"#],
    "pls-svd": [#"{"k": 3}"#, #"{"k": 3, "scaling": "standardised"}"#],
    "procrustes": ["{}", #"{"scaled": true}"#],
    "ridge-map": ["{}", #"{"direction": "source-to-target", "ridge": 0}"#], "reduced-rank-ridge": [#"{"k": 4}"#],
    "mcca": [#"{"k": 3}"#, #"{"k": 3, "ridge": 0}"#], "gcca": [#"{"k": 3}"#], "coral": ["{}"],
    "subspace-alignment": [#"{"k": 4}"#], "none": ["{}"], "collapse": [#"{"k": 4}"#],
    "random-projection": [#"{"k": 4}"#],
  ]

  static let reductions = ["{}", #"{"standardise": false}"#, #"{"pca": 7}"#, #"{"pca": 6, "whiten": true}"#]

  struct Fits {
    /// Latents of both modalities on one another, in memory and from the file.
    let memory: Matrix<Double>
    let streamed: Matrix<Double>
    let inMemory: any FittedAlignment
    let inPieces: LinearAlignment
    let passes: Int
  }

  static func fits(
    _ name: String, _ parameters: String, reduction: String, _ views: [Matrix<Double>], pieces: [Int]
  ) throws -> Fits {
    let type = try #require(AlignmentRegistry.methods.first { $0.name == name })
    let method = try JSONDecoder().decode(type, from: Data(parameters.utf8))
    let reduction = try JSONDecoder().decode(Reduction.self, from: Data(reduction.utf8))
    let modalities = ["a", "b"]
    let reductions = try views.map { try reduction.fit($0) }
    let reduced = zip(reductions, views).map { $0($1) }
    let pairs = try PairedFeatures(modalities: modalities, views: reduced, source: "b")
    let known = try method.fit(pairs)
    let source = SamplesInPieces(.stackedVertically(views), pieces: pieces)
    let streamed = try StreamedPairs(
      source, modalities: modalities, heights: views.map(\.rows), reduction: reduction, source: "b")
    let fitted = try #require(method as? any MomentFitted).fit(streamed)
    let passes = source.passes
    var blocks: [Matrix<Double>] = []
    try streamed.latents(of: source, by: fitted).forEachBlock(width: 512) { blocks.append($0) }
    let memory = try zip(modalities, reduced).map { try known.embed($1, of: $0) }
    return Fits(
      memory: .stackedVertically(memory), streamed: .stackedHorizontally(blocks), inMemory: known, inPieces: fitted,
      passes: passes)
  }

  @Test("every method that says so has parameters here, and no other does")
  func covered() {
    #expect(Set(AlignmentRegistry.streamed) == Set(Self.parameters.keys))
  }

  @Test(
    "latents agree with those of the fit in memory to 1e-10, in one, two and many uneven pieces, under every reduction",
    arguments: parameters.keys.sorted())
  func agree(name: String) throws {
    let views = try Self.views(3000)
    for parameters in try #require(Self.parameters[name]) {
      for reduction in Self.reductions {
        for pieces in SamplesInPieces.layouts {
          let fits = try Self.fits(name, parameters, reduction: reduction, views, pieces: pieces)
          if name == "subspace-alignment", reduction.contains("whiten") {
            // All components vary alike. In memory samples far from the mean tell them apart.
            // Moments cannot, and say so.
            #expect(fits.inPieces.tie?.rule == nil && fits.inPieces.tie?.tied == 6)
            #expect(fits.inMemory.tie?.rule == .spread)
            continue
          }
          var streamed = fits.streamed
          if name == "pls-svd", parameters.contains("standardised"), reduction.contains("pca") {
            // The same: signs of directions are set in a basis of components that vary alike.
            streamed = Self.withSigns(streamed, of: fits.memory)
          }
          let size = fits.memory.frobeniusNorm
          let difference = (fits.memory - streamed).frobeniusNorm
          #expect(difference <= 1e-10 * size, "\(parameters) \(reduction) \(pieces): \(difference / size)")
          // Few samples leave Gram matrices little room for the small values of `perfect`.
          #expect(fits.passes <= (name == "perfect" ? 2 : 1))
          let (known, own) = (fits.inMemory.spectrum, fits.inPieces.spectrum)
          #expect(known?.kind == own?.kind && known?.kept == own?.kept)
          guard let known, let own else { continue }
          let largest = largestMagnitude(known.values)
          #expect(inStep(known.values, own.values).allSatisfy { abs($0 - $1) <= 1e-10 * largest })
        }
      }
    }
  }

  /// Rows with the signs that those of another matrix have.
  private static func withSigns(_ rows: Matrix<Double>, of other: Matrix<Double>) -> Matrix<Double> {
    let products = (0..<rows.rows).map { row in zip(rows.row(row), other.row(row)).reduce(0) { $0 + $1.0 * $1.1 } }
    return rows.scalingRows(by: products.map { $0 < 0 ? -1 : 1 })
  }

  @Test("'perfect' of ill-conditioned pairs is as exact as in memory, with the certificate", arguments: [4, 8, 11])
  func illConditioned(exponent: Int) throws {
    let base = try Self.views(3000)
    // Latents that both share nearly exactly: the smallest values are those of the noise.
    let noise = pow(10, -Double(exponent))
    let shared = try PerfectAlignmentTests.twoViews(
      latent: 6, dimensions: (6, 6), pairs: 3000, noise: noise, seed: 9
    ).views
    let views = [shared[0], .stackedVertically([shared[1], base[1].rows(0..<2)])]
    let fits = try Self.fits(
      "perfect", #"{"k": 5}"#, reduction: #"{"standardise": false}"#, views, pieces: [1000, 300])
    #expect(fits.inPieces.exactness != nil && fits.passes > 1)
    let k = 5
    func error(_ latents: Matrix<Double>) -> Double {
      (latents.rows(0..<k) - latents.rows(k..<(2 * k))).frobeniusNorm
    }
    #expect(error(fits.streamed) <= 1.001 * error(fits.memory) + 1e-13 * fits.memory.frobeniusNorm)
    let bound = (fits.inPieces.exactness?.sine ?? 0) + (fits.inMemory.exactness?.sine ?? 0) + 1e-12
    #expect((fits.memory - fits.streamed).frobeniusNorm <= 10 * bound * views.map(\.frobeniusNorm).reduce(0, +))
  }

  @Test(
    "features that repeat leave no directions of rounding: latents agree without a ridge too",
    arguments: ["cca", "ridge-map", "mcca", "perfect", "pls-svd"])
  func dependent(name: String) throws {
    let views = try Self.views(3000)
    let repeated = views.map { Matrix.stackedVertically([$0, $0.rows(0..<2) + $0.rows(2..<4), $0.rows(0..<1)]) }
    let parameters = [
      "cca": #"{"k": 3}"#, "ridge-map": #"{"ridge": 0}"#, "mcca": #"{"k": 3, "ridge": 0}"#,
      "perfect": #"{"k": 2, "nullspace": "shared"}"#, "pls-svd": #"{"k": 3}"#,
    ]
    let fits = try Self.fits(name, parameters[name] ?? "", reduction: "{}", repeated, pieces: [700])
    #expect((fits.memory - fits.streamed).frobeniusNorm <= 1e-8 * fits.memory.frobeniusNorm)
  }

  @Test("a feature that never changes is as it is in memory", arguments: ["ridge-cca", "perfect"])
  func constant(name: String) throws {
    var views = try Self.views(3000)
    views[0] = .stackedVertically([views[0], Matrix<Double>(1, 3000).map { _ in 0.1 }])
    let fits = try Self.fits(name, #"{"k": 3}"#, reduction: "{}", views, pieces: [900])
    if name == "perfect" {
      // Its constant feature alone is a null vector, the first of the latents.
      #expect(fits.inPieces.latentDimension == 3)
    }
    #expect((fits.memory - fits.streamed).frobeniusNorm <= 1e-8 * fits.memory.frobeniusNorm)
  }

  @Test("a k that is too large is refused with the same message as in memory")
  func refusal() throws {
    let views = try Self.views(2500)
    for name in ["ridge-cca", "perfect", "mcca"] {
      let type = try #require(AlignmentRegistry.methods.first { $0.name == name })
      let method = try JSONDecoder().decode(type, from: Data(#"{"k": 50}"#.utf8))
      let source = SamplesInPieces(.stackedVertically(views), pieces: [1000])
      let streamed = try StreamedPairs(
        source, modalities: ["a", "b"], heights: Self.heights, reduction: Reduction())
      let error = #expect(throws: InputError.self) {
        _ = try #require(method as? any MomentFitted).fit(streamed)
      }
      let known = #expect(throws: InputError.self) {
        _ = try method.fit(PairedFeatures(modalities: ["a", "b"], views: views))
      }
      #expect(error?.found == known?.found && error?.expected == known?.expected)
    }
  }
}
