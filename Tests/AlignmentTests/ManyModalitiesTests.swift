import Diagnostics
import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

/// More than two modalities, and samples that lack some of them.
@Suite("Many modalities")
struct ManyModalitiesTests {
  static let names = ["a", "b", "c"]

  /// Three views of one latent of dimension 3.
  static func views(pairs n: Int = 60, noise: Double, dimensions: [Int] = [6, 5, 4]) -> [Matrix<Double>] {
    let z = randomMatrix(3, n, seed: 1)
    return dimensions.enumerated().map { place, d in
      randomMatrix(d, 3, seed: 11 + UInt64(place)) * z + noise * randomMatrix(d, n, seed: 21 + UInt64(place))
    }
  }

  /// Every third sample lacks one modality, in turn.
  static func present(_ n: Int) -> [[Bool]] {
    (0..<3).map { place in (0..<n).map { $0 % 3 != 0 || ($0 / 3) % 3 != place } }
  }

  static var methods: [any AlignmentMethod] {
    get throws {
      [
        try PerfectAlignment { $0.k = 3 },
        try PerfectAlignment { ($0.k, $0.scaling, $0.nullspace) = (3, .standardised, .shared) },
        try GCCA { $0.k = 3 }, try GCCA { ($0.k, $0.ridge) = (3, 0) }, try MCCA { $0.k = 3 },
        try MCCA { ($0.k, $0.ridge) = (3, 0) },
      ]
    }
  }

  /// The sum over pairs of modalities and the samples that have both of the squared distances of
  /// latents.
  static func disagreement(_ alignment: any FittedAlignment, _ pairs: PairedFeatures) throws -> Double {
    let z = try inStep(pairs.modalities, pairs.views).map { try alignment.embed($1, of: $0) }
    var sum = 0.0
    for a in z.indices {
      for b in z.indices where b > a {
        for (sample, norm) in (z[a] - z[b]).columnNorms.enumerated()
        where pairs.present.map({ $0[a][sample] && $0[b][sample] }) ?? true {
          sum += norm * norm
        }
      }
    }
    return sum
  }

  @Test("perfect: linear views of one latent are aligned exactly, samples that lack modalities too")
  func exact() throws {
    for (place, present) in [nil, Self.present(60)].enumerated() {
      let pairs = try PairedFeatures(
        modalities: Self.names, views: Self.views(noise: 0), present: present)
      let alignment = try PerfectAlignment { ($0.k, $0.nullspace) = (3, .shared) }.fit(pairs)
      let latents = try inStep(pairs.modalities, pairs.views).map { try alignment.embed($1, of: $0) }
      for z in latents {
        #expect(largestDifference(z, latents[0]) < 1e-10, "\(place)")
        #expect(LatentDiagnostics.rowEnergies(z).allSatisfy { $0 > 0.01 })
      }
    }
  }

  @Test("perfect: copies of one view are aligned exactly, and every map is the same")
  func copies() throws {
    let view = randomMatrix(5, 40, seed: 3)
    let pairs = try PairedFeatures(modalities: Self.names, views: [view, view, view])
    let maps = try #require(PerfectAlignment { $0.k = 5 }.fit(pairs) as? LinearAlignment).maps.map(\.matrix)
    for map in maps { #expect(largestDifference(map, maps[0]) < 1e-10 && map.frobeniusNorm > 1) }
  }

  @Test("perfect: the disagreement of all pairs is the sum of the k smallest squared singular values")
  func energy() throws {
    for (n, dimensions) in [(60, [6, 5, 4]), (9, [6, 5, 4])] {
      for present in [nil, Self.present(n)] {
        let pairs = try PairedFeatures(
          modalities: Self.names, views: Self.views(pairs: n, noise: 0.5, dimensions: dimensions), present: present)
        let method = try PerfectAlignment { $0.k = 4 }
        let factorisation = try method.factorise(pairs)
        let expected = factorisation.singularValues.suffix(4).reduce(0) { $0 + $1 * $1 }
        let found = try Self.disagreement(method.fit(factorisation, pairs: pairs), pairs)
        #expect(abs(found - expected) < 1e-10 * factorisation.singularValues[0])
      }
    }
  }

  @Test("perfect: two modalities give the left singular vectors of [X_1; -X_2], bit for bit")
  func twoModalities() throws {
    let views = Array(Self.views(noise: 0.5)[0..<2])
    let pairs = try PairedFeatures(
      modalities: ["a", "b"], views: views,
      present: [
        [Bool](repeating: true, count: 60), [Bool](repeating: true, count: 60),
      ])
    let basis = try LeftSingularBasis(Matrix.stackedVertically([views[0], -views[1]])).smallest(4)
    let maps = try #require(PerfectAlignment { $0.k = 4 }.fit(pairs) as? LinearAlignment).maps.map(\.matrix)
    #expect(maps[0].transposed() == basis.rows(0..<6) && maps[1].transposed() == basis.rows(6..<11))
  }

  @Test("the order of the modalities permutes the maps, up to signs", arguments: try methods.indices, [false, true])
  func order(index: Int, incomplete: Bool) throws {
    let views = Self.views(noise: 0.5)
    let present = Self.present(60)
    let order = [2, 0, 1]
    let method = try Self.methods[index]
    let plain = try method.fit(
      PairedFeatures(modalities: Self.names, views: views, present: incomplete ? present : nil))
    let permuted = try method.fit(
      PairedFeatures(
        modalities: order.map { Self.names[$0] }, views: order.map { views[$0] },
        present: incomplete ? order.map { present[$0] } : nil))
    for (name, view) in inStep(Self.names, views) {
      let (z, y) = (try plain.embed(view, of: name), try permuted.embed(view, of: name))
      #expect(largestDifference(z.map { abs($0) }, y.map { abs($0) }) < 1e-8)
    }
  }

  @Test("what stands in the place of a missing modality is never read", arguments: try methods.indices)
  func missingUnread(index: Int) throws {
    let method = try Self.methods[index]
    let present = Self.present(60)
    let views = Self.views(noise: 0.5)
    let spoilt = inStep(views, present).map { view, has in
      var view = view
      for sample in has.indices where !has[sample] { for i in 0..<view.rows { view[i, sample] = .nan } }
      return view
    }
    let fitted = try [views, spoilt].map {
      try method.fit(PairedFeatures(modalities: Self.names, views: $0, present: present))
    }
    for (name, view) in inStep(Self.names, views) {
      #expect(try fitted[0].embed(view, of: name) == fitted[1].embed(view, of: name))
    }
  }

  @Test(
    "GCCA and MCCA: the formulas for samples that lack modalities give the plain result where they lack next to nothing",
    arguments: [0, 0.2])
  func limit(ridge: Double) throws {
    // Copies of the samples outweigh one that lacks a modality: the influence falls with their
    // number.
    let base = Self.views(noise: 0.5)
    let methods: [any AlignmentMethod] = [
      try GCCA { ($0.k, $0.ridge) = (3, ridge) }, try MCCA { ($0.k, $0.ridge) = (3, ridge) },
    ]
    for method in methods {
      let plain = try method.fit(PairedFeatures(modalities: Self.names, views: base))
      let errors = try [1, 100].map { copies in
        let views = base.map { Matrix.stackedHorizontally([Matrix<Double>](repeating: $0, count: copies)) }
        var present = views.map { [Bool](repeating: true, count: $0.columns) }
        present[1][7] = false
        let fitted = try method.fit(PairedFeatures(modalities: Self.names, views: views, present: present))
        return largestMagnitude(
          try inStep(Self.names, base).map {
            largestDifference(try plain.embed($1, of: $0), try fitted.embed($1, of: $0))
          })
      }
      #expect(errors[1] < errors[0] / 20 && errors[0] > 0)
    }
  }

  @Test("a sample with fewer than two modalities, flags of another shape, and pairs that never meet are refused")
  func refusals() throws {
    let views = Self.views(pairs: 4, noise: 0.5)
    func pairs(_ present: [[Bool]]) throws -> PairedFeatures {
      try PairedFeatures(modalities: Self.names, views: views, present: present)
    }
    let all = [true, true, true, true]
    #expect(throws: InputError.self) { try pairs([all, all]) }
    #expect(throws: InputError.self) { try pairs([all, all, [true]]) }
    #expect(throws: InputError.self) { try pairs([all, [false, true, true, true], [false, true, true, true]]) }
    #expect(throws: InputError.self) { try pairs([all, all, [false, false, false, false]]) }
    let apart = try pairs([all, [true, true, false, false], [false, false, true, true]])
    let error = #expect(throws: InputError.self) { try MCCA { $0.k = 1 }.fit(apart) }
    #expect(error?.found.contains("'b' and 'c'") == true)
    #expect(throws: InputError.self) { try RelativeRepresentation().fit(apart) }
  }

  @Test(
    "methods say truly whether they take more than two modalities",
    arguments: try AlignmentContractTests.methods.indices)
  func capability(index: Int) throws {
    let method = try AlignmentContractTests.methods[index]
    let pairs = try PairedFeatures(modalities: Self.names, views: Self.views(noise: 0.5))
    #expect(((try? method.fit(pairs)) != nil) == method.takesManyModalities)
    #expect(method.takesManyModalities || !method.usesIncompleteSamples)
  }
}
