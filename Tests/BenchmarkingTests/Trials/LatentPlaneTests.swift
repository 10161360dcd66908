import Alignment
import Files
import LinearAlgebra
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// The latents of the test rows in two dimensions, where a configuration keeps them.
@Suite("Latents in two dimensions")
struct LatentPlaneTests {
  private static var methods: [any AlignmentMethod] {
    get throws {
      [
        try PerfectAlignment { $0.k = 2 }, try RidgeCCA { $0.k = 2 }, try RidgeCCA { ($0.k, $0.ridge) = (4, 0) },
        try PerfectAlignment { $0.k = 5 }, NoAlignment(), RidgeMap(), try Collapse { $0.k = 3 },
      ]
    }
  }

  /// The distance of both points of each row.
  private static func distances(_ plane: TrialRecord.LatentPlane) -> [Double?] {
    zip(plane.source, plane.target).map { source, target in
      guard let source, let target else { return nil }
      return ((source[0] - target[0]) * (source[0] - target[0]) + (source[1] - target[1]) * (source[1] - target[1]))
        .squareRoot()
    }
  }

  private static func size(_ plane: TrialRecord.LatentPlane) -> Double {
    (plane.source + plane.target).compactMap(\.self).joined().reduce(0) { max($0, abs($1)) }
  }

  @Test(
    "no pair is further apart than its latents, and of two dimensions none is nearer", arguments: try methods.indices)
  func projection(index: Int) throws {
    let fixture = try SyntheticFixture()
    let method = try Self.methods[index]
    let outcome = try fixture.outcome(.alignment(AlignmentChoice(method)), on: fixture.features, keep: [.latents])
    let plane = try #require(outcome.latentPlane)
    #expect(plane.fault(rows: outcome.rows.count) == nil)
    let rounding = 1e-3 * Self.size(plane)
    for (flat, whole) in inStep(Self.distances(plane), try #require(outcome.latentDistances)) {
      let (flat, whole) = (try #require(flat), try #require(whole))
      #expect(flat <= whole + rounding)
      if outcome.latent?.dimension == 2 { #expect(flat >= whole - rounding) }
    }
    let shares = plane.varianceShares
    #expect(shares[0] >= shares[1] && shares[0] + shares[1] <= 1.0001)
    if outcome.latent?.dimension == 2 { #expect(shares[0] + shares[1] > 0.9998) }
    #expect((plane.spectrum?.kept ?? 2) == (plane.spectrum == nil ? 2 : outcome.latent?.dimension))
  }

  @Test("a plane changes nothing else of what a trial finds out", arguments: try methods.indices)
  func nothingElse(index: Int) throws {
    let fixture = try SyntheticFixture()
    let method = Method.alignment(AlignmentChoice(try Self.methods[index]))
    let (with, without) = try (
      fixture.outcome(method, on: fixture.features, keep: [.latents]), fixture.outcome(method, on: fixture.features)
    )
    #expect(MissingModalitiesTests.same(with, without))
    #expect(with.latentPlane != nil && without.latentPlane == nil)
  }

  @Test("where everything is mapped to one point, that point is 0 and the axes hold nothing")
  func collapse() throws {
    let fixture = try SyntheticFixture()
    let method = Method.alignment(AlignmentChoice(try Collapse { $0.k = 3 }))
    let plane = try #require(try fixture.outcome(method, on: fixture.features, keep: [.latents]).latentPlane)
    #expect(Self.size(plane) == 0 && plane.varianceShares == [0, 0] && plane.spectrum == nil)
  }

  @Test("a row that lacks the source has no point of it; the others keep their order")
  func missing() throws {
    let fixture = try SyntheticFixture()
    let test = fixture.split.roles.test
    let method = Method.alignment(AlignmentChoice(try RidgeCCA { $0.k = 2 }))
    for gone in [[test[1], test[4]], test] {
      let lacking = try fixture.lacking(["modality-1": gone])
      let outcome = try fixture.outcome(method, on: lacking, keep: [.latents])
      let plane = try #require(outcome.latentPlane)
      #expect(plane.source.map { $0 == nil } == outcome.rows.map(gone.contains))
      #expect(plane.target.count == outcome.rows.count && !plane.target.contains(nil))
      let rounding = 1e-3 * Self.size(plane)
      for (flat, whole) in inStep(Self.distances(plane), try #require(outcome.latentDistances)) {
        #expect((flat == nil) == (whole == nil) && abs((flat ?? 0) - (whole ?? 0)) < rounding)
      }
    }
  }

  @Test("of several sources a point is that of the mean of their latents", arguments: SourcePooling.allCases)
  func severalSources(pooling: SourcePooling) throws {
    let fixture = try SyntheticFixture(dimensions: [6, 5, 4])
    let outcome = try fixture.outcome(
      .alignment(AlignmentChoice(try MCCA { $0.k = 2 })), on: fixture.features, direction: SyntheticFixture.bothToLast,
      sourceLatents: pooling, keep: [.latents])
    let plane = try #require(outcome.latentPlane)
    // Errors of alignment are measured from that mean too.
    let rounding = 1e-3 * Self.size(plane)
    for (flat, whole) in inStep(Self.distances(plane), try #require(outcome.latentDistances)) {
      #expect(abs(try #require(flat) - (try #require(whole))) < rounding)
    }
    #expect(plane.spectrum?.name == "eigenvalues")
  }

  @Test("numbers have four significant digits, and latents that are not finite give no plane")
  func digits() throws {
    let source = randomMatrix(3, 6, seed: 1)
    let target = randomMatrix(3, 6, seed: 2)
    let rows = Array(10..<16)
    let plane = try #require(
      try TrialRecord.LatentPlane(source: source, of: rows, target: target, of: rows, spectrum: nil))
    for number in (plane.source + plane.target).compactMap(\.self).joined() {
      #expect(try CanonicalJSON.text([number]).filter(\.isNumber).drop { $0 == "0" }.count <= 4)
    }
    // The same axes, whichever unit the latents have.
    for factor in [0x1p600, 0x1p-600] {
      let scaled = try #require(
        try TrialRecord.LatentPlane(
          source: factor * source, of: rows, target: factor * target, of: rows, spectrum: nil))
      #expect(scaled.varianceShares == plane.varianceShares)
    }
    var broken = source
    broken[0, 0] = .infinity
    #expect(try TrialRecord.LatentPlane(source: broken, of: rows, target: target, of: rows, spectrum: nil) == nil)
  }
}
