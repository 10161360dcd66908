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
  static var methods: [any AlignmentMethod] {
    get throws {
      let small = Data("{\"k\": 2}".utf8)
      return try nonEmpty(AlignmentRegistry.methods.map { type in try JSONDecoder().decode(type, from: small) })
    }
  }

  @Test("every entry decodes with defaults, and its name is unique")
  func registry() throws {
    #expect(try Self.methods.count == AlignmentRegistry.methods.count)
    #expect(Set(AlignmentRegistry.methods.map { $0.name }).count == AlignmentRegistry.methods.count)
  }

  @Test("parameters survive encoding, defaults written out", arguments: try methods.indices)
  func coding(index: Int) throws {
    let method = try Self.methods[index]
    func roundTrip<M: AlignmentMethod>(_ method: M) throws {
      let data = try JSONEncoder().encode(method)
      let again = try JSONDecoder().decode(M.self, from: data)
      #expect(try JSONEncoder().encode(again).count == data.count)
      #expect(again.factorisationKey == method.factorisationKey)
    }
    try roundTrip(method)
  }

  @Test("embedding keeps the number of samples and is the same twice", arguments: try methods.indices)
  func shapes(index: Int) throws {
    let method = try Self.methods[index]
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let first = try method.fit(pairs)
    let second = try method.fit(pairs)
    for (name, d) in [("a", 6), ("b", 5)] {
      let x = randomMatrix(d, 7, seed: 3)
      let z = try first.embed(x, of: name)
      #expect(z.rows == first.latentDimension && z.columns == 7)
      #expect(try second.embed(x, of: name) == z)
      // Some of the samples, in another order and repeated.
      let columns = [6, 0, 3, 3]
      let some = try first.embed(x, columns: columns, of: name)
      #expect(largestDifference(some, z.selectingColumns(columns)) <= 1e-12 * (1 + z.frobeniusNorm))
      #expect(try first.embed(x, columns: [], of: name).columns == 0)
      #expect(throws: InputError.self) { try first.embed(x, columns: columns, of: "c") }
      #expect(throws: InputError.self) { try first.embed(randomMatrix(d + 1, 7, seed: 3), columns: columns, of: name) }
    }
  }

  /// Inner products of latents within and between both modalities: what matters of them to any
  /// distance. Methods whose latent dimensions are the pairs themselves have no other invariant.
  static func relations(_ alignment: any FittedAlignment, _ views: [Matrix<Double>]) throws -> Matrix<Double> {
    let latents = try inStep(["a", "b"], views).map { try alignment.embed($1, of: $0) }
    return Matrix.stackedHorizontally(latents).gramOfColumns()
  }

  @Test(
    "permuting the pairs changes no relation of latents, where features outnumber pairs too",
    arguments: try methods.indices
  )
  func permutation(index: Int) throws {
    let method = try Self.methods[index]
    for (dimensions, n) in [((6, 5), 40), ((30, 20), 16)] {
      let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: dimensions, pairs: n, noise: 0.5)
      let order = (0..<n).map { ($0 * 7 + 3) % n }
      let permuted = try PairedFeatures(
        modalities: pairs.modalities, views: pairs.views.map { $0.selectingColumns(order) })
      let views = [randomMatrix(dimensions.0, 5, seed: 4), randomMatrix(dimensions.1, 5, seed: 5)]
      let (first, second) = (try method.fit(pairs), try method.fit(permuted))
      #expect(largestDifference(try Self.relations(first, views), try Self.relations(second, views)) < 1e-8)
      if first is LinearAlignment {
        #expect(largestDifference(try first.embed(views[0], of: "a"), try second.embed(views[0], of: "a")) < 1e-8)
      }
    }
  }

  @Test(
    "the units of a modality change no relation of latents exactly where the method says so",
    arguments: try methods.indices)
  func units(index: Int) throws {
    let method = try Self.methods[index]
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let views = [randomMatrix(6, 5, seed: 4), randomMatrix(5, 5, seed: 5)]
    let known = try Self.relations(method.fit(pairs), views)
    let changes = try [[1000.0, 1], [1, 1000], [0.001, 1000]].map { factors in
      func scaled(_ x: [Matrix<Double>]) -> [Matrix<Double>] { inStep(factors, x).map { $0 * $1 } }
      let alignment = try method.fit(
        PairedFeatures(modalities: pairs.modalities, views: scaled(pairs.views)))
      return largestDifference(try Self.relations(alignment, scaled(views)), known)
    }
    // Those that are trained standardise their pairs, in single precision: they do not promise what
    // happens to hold.
    let holds = method.isScaleFree || method is any LearnedAlignmentMethod
    #expect((largestMagnitude(changes) < 1e-8) == holds, "\(changes)")
  }

  @Test(
    "a linear alignment is affine: it maps a mean of samples to the mean of their latents",
    arguments: try methods.indices)
  func affine(index: Int) throws {
    let method = try Self.methods[index]
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let fitted = try method.fit(pairs)
    #expect((fitted is LinearAlignment) == method.isLinear)
    guard let alignment = fitted as? LinearAlignment else { return }
    for (name, view) in inStep(pairs.modalities, pairs.views) {
      let z = try alignment.embed(view, of: name)
      let ofMean = try alignment.embed(Matrix(columns: [view.rowMeans]), of: name)
      #expect(largestDifference(ofMean, Matrix(columns: [z.rowMeans])) < 1e-10)
    }
  }

  @Test("only methods that say so depend on which modality is the source", arguments: try methods.indices)
  func direction(index: Int) throws {
    let method = try Self.methods[index]
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let fitted = try ["a", "b"].map { source in
      try method.fit(PairedFeatures(modalities: pairs.modalities, views: pairs.views, source: source))
    }
    let (first, second) = (try Self.relations(fitted[0], pairs.views), try Self.relations(fitted[1], pairs.views))
    #expect((first == second) == !method.dependsOnDirection)
  }

  @Test("three modalities are aligned or refused by name", arguments: try methods.indices)
  func threeModalities(index: Int) throws {
    let method = try Self.methods[index]
    let two = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let views = two.views + [randomMatrix(4, 40, seed: 9)]
    let pairs = try PairedFeatures(modalities: ["a", "b", "c"], views: views)
    guard method.takesManyModalities else {
      let error = try #require(throws: InputError.self) { try method.fit(pairs) }
      #expect(error.place == type(of: method).name && error.found == "3 modalities")
      return
    }
    let alignment = try method.fit(pairs)
    for (name, view) in inStep(pairs.modalities, views) {
      #expect(try alignment.embed(view, of: name).rows == alignment.latentDimension)
    }
  }

  @Test("hard inputs give finite latents or a named error", arguments: try methods.indices)
  func hardInputs(index: Int) throws {
    let method = try Self.methods[index]
    let noisy = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5).views
    let constant = Matrix.stackedVertically([noisy[0].rows(0..<5), Matrix<Double>(1, 40).map { _ in 4 }])
    let inputs = [
      [randomMatrix(6, 40, rank: 2, seed: 1), randomMatrix(5, 40, rank: 1, seed: 2)],  // rank-deficient
      [constant, noisy[1]],  // a constant feature
      [randomMatrix(30, 8, seed: 5), randomMatrix(20, 8, seed: 6)],  // fewer pairs than features
      [randomMatrix(4, 1, seed: 7), randomMatrix(3, 1, seed: 8)],  // a single pair
      [Matrix<Double>(4, 10), Matrix<Double>(3, 10)],  // nothing but zeros
    ]
    for (place, views) in inputs.enumerated() {
      let pairs = try PairedFeatures(modalities: ["a", "b"], views: views)
      do {
        let alignment = try method.fit(pairs)
        for (name, view) in inStep(pairs.modalities, views) {
          let z = try alignment.embed(view, of: name)
          #expect(z.withUnsafeElements { $0.allSatisfy(\.isFinite) })
        }
      } catch let error as InputError {
        #expect(!error.place.isEmpty && !error.expected.isEmpty)
        // A constant feature, and fewer pairs than features, are no reason to refuse.
        #expect(place != 1 && place != 2, "\(error)")
      }
    }
  }

  @Test("an unknown modality and another number of features are refused", arguments: try methods.indices)
  func refusals(index: Int) throws {
    let method = try Self.methods[index]
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    let alignment = try method.fit(pairs)
    #expect(throws: InputError.self) { try alignment.embed(pairs.views[0], of: "c") }
    #expect(throws: InputError.self) { try alignment.embed(pairs.views[0], of: "b") }
  }

  @Test("pairs of unequal number, of one modality, or from an unknown source are refused")
  func badPairs() {
    #expect(throws: InputError.self) {
      try PairedFeatures(modalities: ["a", "b"], views: [Matrix(2, 3), Matrix(2, 3)], source: "c")
    }
    #expect(throws: InputError.self) { try PairedFeatures(modalities: ["a"], views: [Matrix(2, 2)]) }
    #expect(throws: InputError.self) {
      try PairedFeatures(modalities: ["a", "b"], views: [Matrix(2, 2), Matrix(2, 3)])
    }
    #expect(throws: InputError.self) {
      try PairedFeatures(modalities: ["a", "b"], views: [Matrix(2, 0), Matrix(2, 0)])
    }
  }
}
