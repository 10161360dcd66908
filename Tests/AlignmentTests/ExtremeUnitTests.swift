import Diagnostics
import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

/// Features of extreme size: what is squared neither overflows nor vanishes.
@Suite("Features of extreme size")
struct ExtremeUnitTests {
  static let exponents = [600, -600, 510, -540, 900, -900]

  static func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }

  static func pairs(_ factors: [Double], source: String? = nil) throws -> PairedFeatures {
    let plain = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 40, noise: 0.5)
    return try PairedFeatures(
      modalities: plain.modalities, views: zip(factors, plain.views).map { $0 * $1 }, source: source)
  }

  @Test(
    "every method gives the latents of ordinary features, in the unit that it says",
    arguments: try AlignmentContractTests.methods.indices, exponents)
  func everyMethod(index: Int, exponent: Int) throws {
    let method = try AlignmentContractTests.methods[index]
    for (first, second) in [(exponent, exponent), (exponent, 0), (0, exponent)] {
      let unit = method.latentUnit(in: try Self.pairs([1, 1]))
      // Features that are compared as they are have one unit.
      if unit == .common && first != second { continue }
      let factors = [Self.power(first), Self.power(second)]
      let (plain, extreme) = (try Self.pairs([1, 1]), try Self.pairs(factors))
      let (known, found) = (try method.fit(plain), try method.fit(extreme))
      for (place, name) in plain.modalities.enumerated() {
        let factor =
          switch unit {
          case .none: 1.0
          case .own, .common: factors[place]
          case .place(let other): factors[other]
          }
        let z = try known.embed(plain.views[place], of: name)
        let y = try found.embed(extreme.views[place], of: name)
        #expect(largestDifference(z, (1 / factor) * y) <= 1e-12 * (1 + z.largestMagnitude))
        let part = try found.embed(extreme.views[place], columns: [3, 1], of: name)
        #expect(largestDifference(part, y.selectingColumns([3, 1])) <= 1e-12 * y.largestMagnitude)
      }
    }
  }

  @Test("ordinary features are left as they are")
  func ordinary() throws {
    let pairs = try Self.pairs([0x1p150, 0x1p-150])
    let units = try FeatureUnits(pairs, for: CCA { $0.k = 2 })
    #expect(units.pairs.views == pairs.views)
    #expect(SafeUnit.factor(largest: 0) == 1 && SafeUnit.factor(largest: .infinity) == 1)
    #expect(SafeUnit.factor(largest: 0x1p600) == 0x1p-600 && SafeUnit.factor(largest: 0x1.8p-600) == 0x1p600)
    #expect(SafeUnit.factor(largest: .leastNonzeroMagnitude).isFinite)
  }

  @Test("standardised and reduced features do not depend on the unit", arguments: exponents)
  func reduction(exponent: Int) throws {
    let x = randomMatrix(6, 30, seed: 4)
    for reduction in [Reduction(), try Reduction { $0.pca = 3 }, try Reduction { ($0.pca, $0.whiten) = (3, true) }] {
      let known = try reduction.fit(x)(x)
      let extreme = Self.power(exponent) * x
      let fitted = try reduction.fit(extreme)
      #expect(largestDifference(fitted(extreme), known) < 1e-12)
      #expect(
        largestDifference(
          fitted.restoring(known).map { $0 / Self.power(exponent) }, try reduction.fit(x).restoring(known)) < 1e-12)
    }
  }

  @Test("one feature of extreme size among others is standardised as it would be in another unit", arguments: exponents)
  func oneFeature(exponent: Int) throws {
    let x = randomMatrix(6, 30, seed: 4)
    let mixed = x.scalingRows(by: [1, Self.power(exponent), 1, 1, 1, 1])
    #expect(largestDifference(try Reduction().fit(mixed)(mixed), try Reduction().fit(x)(x)) < 1e-12)
  }

  @Test("a constant stays one, whatever its size", arguments: [1e160, 1e-170, 1e300, 3.7e-290])
  func constant(value: Double) throws {
    var x = randomMatrix(3, 30, seed: 4)
    for j in 0..<30 { x[1, j] = value }
    let reduced = try Reduction().fit(x)(x)
    #expect(reduced.row(1).allSatisfy { abs($0) <= 1e-12 * value } && reduced.row(0).contains { abs($0) > 0.5 })
  }

  @Test("numbers beyond what a deviation can be told of are refused", arguments: [1e308, 1e-318])
  func refused(value: Double) throws {
    let x = randomMatrix(3, 30, seed: 4).scalingRows(by: [1, value, 1])
    let error = #expect(throws: InputError.self) { try Reduction().fit(x) }
    #expect(error?.found.contains("feature 1") == true)
  }
}
