import Alignment
import Diagnostics
import LinearAlgebra
import Testing
import TestSupport

@Suite("Perfect alignment")
struct PerfectAlignmentTests {
  /// Two views of one latent: x^m = S_m z, with `noise` added.
  static func twoViews(
    latent k: Int, dimensions: (Int, Int), pairs n: Int, noise: Double = 0, seed: UInt64 = 1
  ) throws -> PairedFeatures {
    let z = randomMatrix(k, n, seed: seed)
    let views = [dimensions.0, dimensions.1].enumerated().map { place, d in
      randomMatrix(d, k, seed: seed + 10 + UInt64(place)) * z
        + noise * randomMatrix(d, n, seed: seed + 20 + UInt64(place))
    }
    return try PairedFeatures(modalities: ["a", "b"], views: views)
  }

  static func maps(_ alignment: any FittedAlignment) throws -> [Matrix<Double>] {
    try #require(alignment as? LinearAlignment).maps.map(\.matrix)
  }

  @Test("the stacked maps have orthonormal rows", arguments: [FeatureScaling.raw, .centred])
  func orthonormalRows(scaling: FeatureScaling) throws {
    let pairs = try Self.twoViews(latent: 3, dimensions: (6, 5), pairs: 50, noise: 0.1)
    let blocks = try Self.maps(PerfectAlignment { ($0.k, $0.scaling) = (4, scaling) }.fit(pairs))
    let stacked = Matrix.stackedVertically(blocks.map { $0.transposed() })
    #expect(orthonormalityError(ofColumnsOf: stacked) < 1e-13)
  }

  @Test("noise-free low-rank views are aligned to rounding error")
  func exactOnLowRank() throws {
    let pairs = try Self.twoViews(latent: 2, dimensions: (2, 2), pairs: 2000)
    let method = try PerfectAlignment { $0.k = 2 }
    let alignment = try method.fit(pairs)
    let difference =
      try alignment.embed(pairs.views[0], of: "a") - alignment.embed(pairs.views[1], of: "b")
    #expect(largestMagnitude(difference.columnNorms) < 1e-12)
  }

  @Test("the training error is the sum of the k smallest squared singular values")
  func energyIdentity() throws {
    let pairs = try Self.twoViews(latent: 3, dimensions: (7, 6), pairs: 80, noise: 0.3)
    let method = try PerfectAlignment { $0.k = 5 }
    let factorisation = try method.factorise(pairs)
    let alignment = try method.fit(factorisation, pairs: pairs)
    let difference =
      try alignment.embed(pairs.views[0], of: "a") - alignment.embed(pairs.views[1], of: "b")
    let expected = factorisation.singularValues.suffix(5).reduce(0) { $0 + $1 * $1 }
    let energy = difference.frobeniusNorm * difference.frobeniusNorm
    #expect(abs(energy / expected - 1) < 1e-10)
  }

  @Test(
    "values in steps below the rank tolerance are equal two by two, and not from end to end",
    arguments: [500, 3000], [1, 3, 10, 20])
  func steps(samples: Int, k: Int) throws {
    let tolerance = rankTolerance(largest: 1.0, rows: 30, columns: samples)
    let large: [Double] = (0..<10).map { 1 - 0.05 * Double($0) }
    let steps: [Double] = (0..<20).map { tolerance * (12 - 0.5 * Double($0)) }
    let values = large + steps
    let u = try QRFactorisation(randomMatrix(30, 30, seed: 3)).q()
    let v = try QRFactorisation(randomMatrix(samples, 30, seed: 4)).q()
    let x = Matrix.product(u.scalingColumns(by: values), v, transposing: .second)
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: [x.rows(0..<14), -x.rows(14..<30)])
    let maps = try Self.maps(PerfectAlignment { $0.k = k }.fit(pairs))
    let error = (maps[0] * pairs.views[0] - maps[1] * pairs.views[1]).frobeniusNorm
    let squares = values.suffix(k).map { ($0 + tolerance) * ($0 + tolerance) }
    #expect(error <= 1.01 * squares.reduce(0, +).squareRoot())
  }

  @Test("no other maps with orthonormal rows leave a smaller error (Ky Fan)")
  func optimal() throws {
    let pairs = try Self.twoViews(latent: 3, dimensions: (7, 6), pairs: 80, noise: 0.3)
    let stacked = Matrix.stackedVertically([pairs.views[0], -pairs.views[1]])
    let method = try PerfectAlignment { $0.k = 4 }
    let best = try method.factorise(pairs).singularValues.suffix(4).reduce(0) { $0 + $1 * $1 }
    for seed in 0..<50 {
      let other = try QRFactorisation(randomMatrix(13, 4, seed: UInt64(seed))).q()
      let error = Matrix.product(other, stacked, transposing: .first).frobeniusNorm
      #expect(error * error >= best * (1 - 1e-12))
    }
  }

  @Test("with fewer pairs than features the alignment of the pairs is exact, of other samples it is not")
  func exactOnFewPairs() throws {
    let pairs = try Self.twoViews(latent: 3, dimensions: (30, 30), pairs: 20, noise: 1)
    let others = try Self.twoViews(latent: 3, dimensions: (30, 30), pairs: 20, noise: 1, seed: 99)
    let alignment = try PerfectAlignment { $0.k = 40 }.fit(pairs)
    func error(_ p: PairedFeatures) throws -> Double {
      try (alignment.embed(p.views[0], of: "a") - alignment.embed(p.views[1], of: "b")).frobeniusNorm
    }
    #expect(try error(pairs) < 1e-11)
    #expect(try error(others) > 1)
  }

  @Test("the rows of A are columns of U: rows of U in their place leave a large error")
  func rowsAndColumns() throws {
    let pairs = try Self.twoViews(latent: 2, dimensions: (2, 2), pairs: 500)
    let stacked = Matrix.stackedVertically([pairs.views[0], -pairs.views[1]])
    let u = try SingularValueDecomposition(stacked).u
    let wrong = (u.rows(2..<4) * stacked).frobeniusNorm
    let right = Matrix.product(u.columns(2..<4), stacked, transposing: .first).frobeniusNorm
    #expect(wrong > 1)
    #expect(right < 1e-10)
    let blocks = try Self.maps(PerfectAlignment { $0.k = 2 }.fit(pairs))
    let ours = (blocks[0] * pairs.views[0] - blocks[1] * pairs.views[1]).frobeniusNorm
    #expect(ours < 1e-10)
  }

  @Test("redundant features put null vectors inside one modality; 'shared' leaves them out")
  func singleModalityNullVectors() throws {
    let base = try Self.twoViews(latent: 3, dimensions: (6, 6), pairs: 200, noise: 1, seed: 5)
    // A seventh feature of modality a repeats another: (1, -1) on the two maps modality a to zero.
    let repeated = Matrix.stackedVertically([base.views[0], base.views[0].rows(0..<1)])
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: [repeated, base.views[1]])

    let whole = try PerfectAlignment { $0.k = 1 }.fit(pairs).embed(pairs.views[0], of: "a")
    #expect(LatentDiagnostics.rowEnergies(whole)[0] < 1e-12 * repeated.frobeniusNorm)

    let shared = try PerfectAlignment { ($0.k, $0.nullspace) = (1, .shared) }.fit(pairs)
    for (name, view) in inStep(pairs.modalities, pairs.views) {
      #expect(try LatentDiagnostics.rowEnergies(shared.embed(view, of: name))[0] > 0.01)
    }
  }

  @Test("'shared' equals 'whole' where each modality has full row rank")
  func sharedOfFullRank() throws {
    let pairs = try Self.twoViews(latent: 3, dimensions: (5, 4), pairs: 60, noise: 1)
    let whole = try PerfectAlignment { $0.k = 3 }.fit(pairs)
    let shared = try PerfectAlignment { ($0.k, $0.nullspace) = (3, .shared) }.fit(pairs)
    let (z, y) = (try whole.embed(pairs.views[0], of: "a"), try shared.embed(pairs.views[0], of: "a"))
    // The same rows up to their signs.
    #expect(largestDifference(z.map { abs($0) }, y.map { abs($0) }) < 1e-10)
  }

  @Test("raw features are neither centred nor scaled; standardised ones ignore units")
  func scaling() throws {
    let pairs = try Self.twoViews(latent: 3, dimensions: (5, 4), pairs: 60, noise: 1)
    let scaled = try PairedFeatures(
      modalities: pairs.modalities, views: [1000 * pairs.views[0], pairs.views[1].addingToColumns([1, 2, 3, 4])])
    func latents(_ p: PairedFeatures, _ scaling: FeatureScaling) throws -> Matrix<Double> {
      try PerfectAlignment { ($0.k, $0.scaling) = (3, scaling) }.fit(p).embed(p.views[0], of: "a")
    }
    #expect(largestDifference(try latents(pairs, .standardised), try latents(scaled, .standardised)) < 1e-10)
    #expect(largestDifference(try latents(pairs, .raw), try latents(scaled, .raw)) > 1e-3)
    let offsets = try #require(PerfectAlignment { $0.k = 3 }.fit(pairs) as? LinearAlignment).maps.map(\.offset)
    #expect(offsets.joined().allSatisfy { $0 == 0 })
  }

  @Test("a k above the number of features is refused with the largest k there is")
  func tooLargeK() throws {
    let pairs = try Self.twoViews(latent: 3, dimensions: (5, 4), pairs: 60, noise: 1)
    let error = #expect(throws: InputError.self) { try PerfectAlignment { $0.k = 10 }.fit(pairs) }
    #expect(error?.expected.contains("at most 9") == true)
    #expect(throws: InputError.self) { try PerfectAlignment { $0.k = 0 } }
  }
}

/// Many samples, where Gram matrices serve instead of the samples themselves.
@Suite("Perfect alignment of many samples")
struct PerfectAlignmentOfManyTests {
  @Test(
    "the error on the pairs is the least there is, and the fitted alignment bounds what it lost",
    arguments: FeatureScaling.allCases, [PerfectAlignment.NullSpace.whole, .shared])
  func least(scaling: FeatureScaling, nullspace: PerfectAlignment.NullSpace) throws {
    let plain = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (9, 7), pairs: 3000, noise: 0.01)
    let views = [plain.views[0].addingToColumns((0..<9).map(Double.init)), 20 * plain.views[1]]
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: views)
    let method = try PerfectAlignment { ($0.k, $0.scaling, $0.nullspace) = (4, scaling, nullspace) }
    let alignment = try method.fit(pairs)
    let error = try (alignment.embed(views[0], of: "a") - alignment.embed(views[1], of: "b")).frobeniusNorm
    let scaled = views.map { view -> Matrix<Double> in
      guard scaling != .raw else { return view }
      let centred = view.addingToColumns(view.rowMeans.map { -$0 })
      let deviations = centred.rowNorms.map { $0 / Double(3000).squareRoot() }
      return scaling == .centred ? centred : centred.scalingRows(by: deviations.map { 1 / $0 })
    }
    let values = try SingularValueDecomposition(Matrix.stackedVertically([scaled[0], -scaled[1]])).values
    let least = values.suffix(4).reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(error / least - 1) < 1e-9)
    let bounds = try #require(alignment.exactness)
    #expect(try #require(bounds.excess) < 1 + 1e-6 && bounds.sine < 1e-6 && bounds.passes >= 1)
  }

  @Test("of equal directions those that carry most are taken, as of few samples")
  func equal() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 2, dimensions: (6, 5), pairs: 2500)
    let twice = try PairedFeatures(
      modalities: ["a", "b"], views: pairs.views.map { Matrix.stackedHorizontally([$0, $0]) })
    let few = try PairedFeatures(modalities: ["a", "b"], views: pairs.views.map { $0.columns(0..<2000) })
    func map(_ pairs: PairedFeatures, _ k: Int) throws -> (alignment: LinearAlignment, shares: [Double]) {
      let alignment = try #require(PerfectAlignment { $0.k = k }.fit(pairs) as? LinearAlignment)
      return (alignment, alignment.maps[0].matrix.rowNorms)
    }
    for k in [2, 9, 10] {
      let (one, other) = (try map(pairs, k), try map(twice, k))
      #expect(one.alignment.tie == other.alignment.tie)
      for (own, repeated) in inStep(one.alignment.maps, other.alignment.maps) {
        // Null vectors that carry nothing are as good as one another.
        #expect(largestDifference(own.matrix.block(0..<2, 0..<5), repeated.matrix.block(0..<2, 0..<5)) < 1e-7)
      }
      #expect((one.alignment.tie == nil) == (try map(few, k).alignment.tie == nil))
    }
  }
}
