import Alignment
import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

/// What every method in the registry must keep, a new one before its author writes a test.
@Suite("Contract of every alignment")
struct AlignmentContractTests {
  /// Every method with its defaults, and a k that the small inputs allow where it has one.
  static let methods: [any AlignmentMethod] = AlignmentRegistry.methods.compactMap { type in
    let small = Data("{\"k\": 2}".utf8)
    return try? JSONDecoder().decode(type, from: small)
  }

  @Test("every entry decodes with defaults, and its name is unique")
  func registry() {
    #expect(Self.methods.count == AlignmentRegistry.methods.count)
    #expect(Set(AlignmentRegistry.methods.map { $0.name }).count == AlignmentRegistry.methods.count)
  }

  @Test("parameters survive encoding, defaults written out", arguments: methods.indices)
  func coding(index: Int) throws {
    func roundTrip<M: AlignmentMethod>(_ method: M) throws {
      let data = try JSONEncoder().encode(method)
      let again = try JSONDecoder().decode(M.self, from: data)
      #expect(try JSONEncoder().encode(again).count == data.count)
      #expect(again.factorisationKey == method.factorisationKey)
    }
    try roundTrip(Self.methods[index])
  }

  @Test("embedding keeps the number of samples and is the same twice", arguments: methods.indices)
  func shapes(index: Int) throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let first = try Self.methods[index].fit(pairs)
    let second = try Self.methods[index].fit(pairs)
    for (name, d) in [("a", 6), ("b", 5)] {
      let x = randomMatrix(d, 7, seed: 3)
      let z = try first.embed(x, of: name)
      #expect(z.rows == first.latentDimension && z.columns == 7)
      #expect(try second.embed(x, of: name) == z)
    }
  }

  @Test("permuting the pairs changes no latent, where features outnumber pairs too", arguments: methods.indices)
  func permutation(index: Int) throws {
    for (dimensions, n) in [((6, 5), 40), ((30, 20), 16)] {
      let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: dimensions, pairs: n, noise: 0.5)
      let order = (0..<n).map { ($0 * 7 + 3) % n }
      let permuted = try PairedFeatures(
        modalities: pairs.modalities, views: pairs.views.map { $0.selectingColumns(order) })
      let x = randomMatrix(dimensions.0, 5, seed: 4)
      let z = try Self.methods[index].fit(pairs).embed(x, of: "a")
      #expect(largestDifference(try Self.methods[index].fit(permuted).embed(x, of: "a"), z) < 1e-8)
    }
  }

  @Test("hard inputs give finite latents or a named error", arguments: methods.indices)
  func hardInputs(index: Int) throws {
    let noisy = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5).views
    let constant = Matrix.stackedVertically([noisy[0].rows(0..<5), Matrix<Double>(1, 40).map { _ in 4 }])
    let inputs = [
      [randomMatrix(6, 40, rank: 2, seed: 1), randomMatrix(5, 40, rank: 1, seed: 2)],  // rank-deficient
      [constant, noisy[1]],  // a constant feature
      [randomMatrix(30, 8, seed: 5), randomMatrix(20, 8, seed: 6)],  // fewer pairs than features
      [randomMatrix(4, 1, seed: 7), randomMatrix(3, 1, seed: 8)],  // a single pair
      [Matrix<Double>(4, 10), Matrix<Double>(3, 10)],  // nothing but zeros
    ]
    for views in inputs {
      let pairs = try PairedFeatures(modalities: ["a", "b"], views: views)
      do {
        let alignment = try Self.methods[index].fit(pairs)
        for (name, view) in zip(pairs.modalities, views) {
          let z = try alignment.embed(view, of: name)
          #expect(z.withUnsafeElements { $0.allSatisfy(\.isFinite) })
        }
      } catch let error as InputError {
        #expect(!error.place.isEmpty && !error.expected.isEmpty)
      }
    }
  }

  @Test("an unknown modality and another number of features are refused", arguments: methods.indices)
  func refusals(index: Int) throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let alignment = try Self.methods[index].fit(pairs)
    #expect(throws: InputError.self) { try alignment.embed(pairs.views[0], of: "c") }
    #expect(throws: InputError.self) { try alignment.embed(pairs.views[0], of: "b") }
  }

  @Test("pairs of unequal number, or of one modality, are refused")
  func badPairs() {
    #expect(throws: InputError.self) { try PairedFeatures(modalities: ["a"], views: [Matrix(2, 2)]) }
    #expect(throws: InputError.self) {
      try PairedFeatures(modalities: ["a", "b"], views: [Matrix(2, 2), Matrix(2, 3)])
    }
    #expect(throws: InputError.self) {
      try PairedFeatures(modalities: ["a", "b"], views: [Matrix(2, 0), Matrix(2, 0)])
    }
  }
}
