import LinearAlgebra
import Testing

@testable import Metrics

/// Ranks of partners, tile by tile.
@Suite struct PartnerRankTests {
  /// By all distances, each summed by itself.
  private static func plain(_ a: Matrix<Double>, _ b: Matrix<Double>) -> [Int] {
    let n = a.columns
    func distance(_ i: Int, _ j: Int) -> Double {
      (0..<a.rows).reduce(0.0) { $0 + (a[$1, i] - b[$1, j]) * (a[$1, i] - b[$1, j]) }
    }
    return (0..<n).map { i in
      let own = distance(i, i)
      return (0..<n).count { $0 != i && distance(i, $0) <= own }
    }
  }

  /// Latents of whole numbers, so that many distances are equal and sums are exact.
  private static func tied(_ k: Int, _ n: Int) -> (Matrix<Double>, Matrix<Double>) {
    let z = Latents.random(k, n, seed: 5)
    func whole(_ z: Matrix<Double>) -> Matrix<Double> { z.map { (2 * $0).rounded() } }
    return (whole(z), whole(z + 1.5 * Latents.random(k, n, seed: 6)))
  }

  @Test("with many ties they are those of a plain search, both ways and for every size of tiles")
  func everyTile() {
    for (k, n) in [(1, 33), (3, 150), (40, 101)] {
      let (a, b) = Self.tied(k, n)
      let expected = (Self.plain(a, b), Self.plain(b, a))
      #expect(Set(expected.0).count > 1)
      for (sources, targets) in [(1, 1), (7, 3), (3, 7), (32, 64), (n, 1), (1, n), (n - 1, n - 1), (256, 1024)] {
        let ranks = PartnerRanks(a, b, tile: (sources, targets))
        #expect(ranks.forward == expected.0 && ranks.backward == expected.1, "\(k), \(n): \(sources) x \(targets)")
      }
    }
  }

  @Test("of many samples, which cores share, they are those of a plain search")
  func everyCore() {
    let n = PartnerRanks.fewestForCores + 300
    let (a, b) = Self.tied(2, n)
    let expected = (Self.plain(a, b), Self.plain(b, a))
    for tile in [PartnerRanks.tile, (n, 700), (1500, n)] {
      let ranks = PartnerRanks(a, b, tile: tile)
      #expect(ranks.forward == expected.0 && ranks.backward == expected.1, "\(tile)")
    }
  }

  @Test("noise that rounding cannot decide gives the same ranks for every size of tiles")
  func everyTileOfNoise() {
    let a = Latents.random(24, 700, seed: 7)
    let b = a + 2 * Latents.random(24, 700, seed: 8)
    let expected = PartnerRanks(a, b, tile: (1, 700))
    #expect(Set(expected.forward).count > 50 && expected.forward != expected.backward)
    for tile in [(1, 1), (64, 31), (255, 256), (256, 1024)] {
      let ranks = PartnerRanks(a, b, tile: tile)
      #expect(ranks.forward == expected.forward && ranks.backward == expected.backward)
    }
  }

  @Test("the products at hand at once are one tile of 2 MB, however many samples there are")
  func boundedMemory() {
    for n in [0, 1, 300, 3000] {
      let z = Latents.random(2, n, seed: 9)
      let ranks = PartnerRanks(z, z)
      #expect(ranks.forward == [Int](repeating: 0, count: n))
      #expect(ranks.largestBlock == min(n, 256) * min(n, 1024) && ranks.largestBlock * 8 <= 1 << 21)
    }
  }

  @Test("without dimensions all partners are equally far, and no sample means no rank")
  func degenerate() {
    #expect(PartnerRanks(Matrix(0, 5), Matrix(0, 5)).forward == [4, 4, 4, 4, 4])
    #expect(PartnerRanks(Matrix(3, 0), Matrix(3, 0)).backward.isEmpty)
  }
}
