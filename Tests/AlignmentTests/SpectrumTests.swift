import Alignment
import LinearAlgebra
import TestSupport
import Testing

/// What alignments say of the values by which they chose their directions.
@Suite("Spectra of alignments")
struct SpectrumTests {
  /// The methods that choose the directions of both modalities by one list of values.
  private static let choosing: Set = [
    "perfect", "cca", "ridge-cca", "pca-cca", "csa", "kernel-cca", "gcca", "mcca", "pls-svd", "reduced-rank-ridge",
  ]

  private static func pairs(scaledBy factor: Double = 1) throws -> PairedFeatures {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    return try PairedFeatures(modalities: pairs.modalities, views: pairs.views.map { factor * $0 })
  }

  @Test(
    "a spectrum has a value for each direction, in the order in which these are kept",
    arguments: try AlignmentContractTests.methods.indices)
  func contract(index: Int) throws {
    let method = try AlignmentContractTests.methods[index]
    let alignment = try method.fit(Self.pairs())
    #expect((alignment.spectrum != nil) == Self.choosing.contains(type(of: method).name))
    guard let spectrum = alignment.spectrum else { return }
    #expect(spectrum.kept == alignment.latentDimension && spectrum.kept < spectrum.values.count)
    let descends = spectrum.kind != .singularValues
    for (value, next) in zip(spectrum.values, spectrum.values.dropFirst()) {
      #expect(descends ? value >= next : value <= next)
    }
  }

  @Test("k moves the mark and no value", arguments: [1, 4])
  func mark(k: Int) throws {
    let pairs = try Self.pairs()
    let methods: [[any AlignmentMethod]] = try [2, k].map { k in
      [
        try PerfectAlignment { $0.k = k }, try RidgeCCA { $0.k = k }, try PLSSVD { $0.k = k }, try MCCA { $0.k = k },
      ]
    }
    for (two, other) in inStep(methods[0], methods[1]) {
      let spectra = try [two, other].map { try #require(try $0.fit(pairs).spectrum) }
      #expect(spectra[0].values == spectra[1].values && spectra.map(\.kept) == [2, k])
    }
  }

  @Test("the squares of the singular values that 'perfect' keeps add up to its error on the pairs")
  func perfect() throws {
    let pairs = try Self.pairs()
    let alignment = try PerfectAlignment { $0.k = 4 }.fit(pairs)
    let latents = try inStep(pairs.modalities, pairs.views).map { try alignment.embed($1, of: $0) }
    let error = (latents[0] - latents[1]).frobeniusNorm
    let spectrum = try #require(alignment.spectrum)
    let kept = spectrum.values.prefix(spectrum.kept).reduce(0) { $0 + $1 * $1 }
    #expect(abs(kept - error * error) < 1e-9 * kept)
  }

  @Test("latents of the pairs correlate by the canonical correlations, and covary by the covariances")
  func correlations() throws {
    let pairs = try Self.pairs()
    let methods: [any AlignmentMethod] = [try CCA { $0.k = 3 }, try PLSSVD { $0.k = 3 }]
    for (method, kind) in zip(methods, [DirectionSpectrum.Kind.canonicalCorrelations, .covariances]) {
      let alignment = try method.fit(pairs)
      let latents = try inStep(pairs.modalities, pairs.views).map { try alignment.embed($1, of: $0) }
      let spectrum = try #require(alignment.spectrum)
      #expect(spectrum.kind == kind)
      // Variates of CCA have unit variance, so their covariance is their correlation.
      for place in 0..<3 {
        let covariance = zip(latents[0].row(place), latents[1].row(place)).reduce(0) { $0 + $1.0 * $1.1 } / 40
        #expect(abs(covariance - spectrum.values[place]) < 1e-9 * (1 + spectrum.values[0]))
      }
    }
  }

  @Test(
    "features of extreme size have the spectrum of the same features in ordinary size, in their unit",
    arguments: [0x1p300, 0x1p-300])
  func units(factor: Double) throws {
    let methods: [(any AlignmentMethod, power: Int)] = [
      (try PerfectAlignment { $0.k = 2 }, 1), (try RidgeCCA { $0.k = 2 }, 0), (try PLSSVD { $0.k = 2 }, 2),
      (try KernelCCA { $0.k = 2 }, 0), (try ReducedRankRidge { $0.k = 2 }, 1), (try GCCA { $0.k = 2 }, 0),
    ]
    for (method, power) in methods {
      let known = try #require(try method.fit(Self.pairs()).spectrum)
      let scaled = try #require(try method.fit(Self.pairs(scaledBy: factor)).spectrum)
      for (own, other) in inStep(known.values, scaled.values) {
        let back = (0..<power).reduce(other) { value, _ in value / factor }
        #expect(abs(back - own) < 1e-8 * (known.values.max() ?? 0), "\(type(of: method).name)")
      }
    }
  }
}
