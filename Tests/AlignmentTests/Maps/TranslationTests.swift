import Alignment
import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("Translation between modalities")
struct TranslationTests {
  @Test(
    "features that are linear images of one latent are predicted exactly, from samples never seen too",
    arguments: ["ridge-cca", "cca", "gcca", "mcca", "ridge-map", "reduced-rank-ridge"])
  func exact(name: String) throws {
    let (k, seed) = (3, UInt64(7))
    let mixing = [randomMatrix(6, k, seed: seed), randomMatrix(5, k, seed: seed + 1)]
    func views(_ n: Int, _ seed: UInt64) -> [Matrix<Double>] {
      let z = randomMatrix(k, n, seed: seed)
      return mixing.map { ($0 * z).addingToColumns((0..<$0.rows).map { Double($0) }) }
    }
    let training = views(40, 11)
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: training)
    let ridge = name == "cca" ? "" : "\"ridge\": 0, "
    let rank = name == "ridge-map" ? "" : "\"k\": 3, "
    let method = try SizeTests.method(name, "{\((ridge + rank).dropLast(2))}")
    let alignment = try method.fit(pairs)
    let test = views(9, 12)
    for (from, to) in [(0, 1), (1, 0)] {
      let translation = try Translation(
        alignment, method: name, from: pairs.modalities[from], to: pairs.modalities[to])
      #expect(largestDifference(try translation(test[from]), test[to]) < 1e-10)
    }
  }

  @Test("by hand: of x = 1 + z and two features y = 1.5 + z / 4, each predicts the other")
  func byHand() throws {
    let z: [Double] = [-3, -1, 0, 4]
    let pairs = try PairedFeatures(
      modalities: ["x", "y"],
      views: [Matrix(rows: [z.map { 1 + $0 }]), Matrix(rows: [z.map { 1.5 + $0 / 4 }, z.map { 1.5 + $0 / 4 }])])
    let alignment = try CCA { $0.k = 1 }.fit(pairs)
    let there = try Translation(alignment, method: "cca", from: "x", to: "y")(Matrix(rows: [[1, 9]]))
    #expect(largestDifference(there, Matrix(rows: [[1.5, 3.5], [1.5, 3.5]])) < 1e-12)
    // The way back sees the mean of y1 and y2 alone.
    let back = try Translation(alignment, method: "cca", from: "y", to: "x")(Matrix(columns: [[2, 3]]))
    #expect(largestDifference(back, Matrix(rows: [[5]])) < 1e-12)
  }

  @Test("the latent of a prediction is the latent that it was predicted from, where the map reaches it")
  func roundTrip() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let alignment = try RidgeCCA { $0.k = 4 }.fit(pairs)
    let predicted = try Translation(alignment, method: "ridge-cca", from: "a", to: "b")(pairs.views[0])
    let z = try alignment.embed(pairs.views[0], of: "a")
    #expect(largestDifference(try alignment.embed(predicted, of: "b"), z) < 1e-10)
  }

  @Test("a rank-deficient map is inverted on its range: collapse predicts the mean")
  func collapse() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let predicted = try Translation(Collapse { $0.k = 2 }.fit(pairs), method: "collapse", from: "a", to: "b")(
      pairs.views[0])
    #expect(predicted == Matrix(5, 40))
  }

  @Test(
    "a method is linear exactly where its fitted alignment is, and only then translates",
    arguments: try AlignmentContractTests.methods.indices)
  func linear(index: Int) throws {
    let method = try AlignmentContractTests.methods[index]
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let alignment = try method.fit(pairs)
    #expect(method.isLinear == (alignment is LinearAlignment))
    let name = type(of: method).name
    if method.isLinear {
      let predicted = try Translation(alignment, method: name, from: "a", to: "b")(pairs.views[0])
      #expect(predicted.rows == 5 && predicted.withUnsafeElements { $0.allSatisfy(\.isFinite) })
    } else {
      let error = #expect(throws: InputError.self) { try Translation(alignment, method: name, from: "a", to: "b") }
      #expect(error?.place.contains(name) == true)
    }
  }

  @Test("the parameters that make a method linear are known to it")
  func linearByParameter() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let method = try CSA { ($0.k, $0.normalise) = (2, false) }
    #expect(method.isLinear)
    #expect(try method.fit(pairs) is LinearAlignment)
  }

  @Test("an unknown modality and another number of features are refused")
  func refusals() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let alignment = try RidgeCCA { $0.k = 2 }.fit(pairs)
    #expect(throws: InputError.self) { try Translation(alignment, method: "ridge-cca", from: "a", to: "c") }
    let translation = try Translation(alignment, method: "ridge-cca", from: "a", to: "b")
    #expect(throws: InputError.self) { try translation(pairs.views[1]) }
  }
}
