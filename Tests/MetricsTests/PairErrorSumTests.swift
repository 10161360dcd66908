import LinearAlgebra
import Metrics
import TestSupport
import Testing

@Suite("Errors of alignment, summed over parts of the samples")
struct PairErrorSumTests {
  private static func sums(_ z1: Matrix<Double>, _ z2: Matrix<Double>, parts: [Int]) -> PairErrorSums {
    var sums = PairErrorSums()
    var (first, index) = (0, 0)
    while first < z1.columns {
      let end = min(first + parts[min(index, parts.count - 1)], z1.columns)
      sums.add(z1.columns(first..<end), z2.columns(first..<end))
      (first, index) = (end, index + 1)
    }
    return sums
  }

  private static func latents() -> [(String, Matrix<Double>, Matrix<Double>)] {
    let (x, y) = (randomMatrix(3, 500, seed: 1), randomMatrix(3, 500, seed: 2))
    var grows = x
    for j in 0..<500 { for i in 0..<3 { grows[i, j] *= j < 100 ? 0 : j < 200 ? 1e-120 : 1e80 } }
    return [
      ("plain", x, y), ("far from 0", x.addingToColumns([1e6, 0, 1]), y), ("tiny", 1e-160 * x, 1e-160 * y),
      ("huge", 1e160 * x, 1e160 * y), ("growing", grows, y), ("constant", Matrix(3, 500), Matrix(3, 500)),
    ]
  }

  @Test("parts of any size give the errors of all samples at once", arguments: [[500], [1], [7, 200, 1, 90]])
  func parts(parts: [Int]) {
    for (name, z1, z2) in Self.latents() {
      let (known, sums) = (AlignmentMetric.scores(z1, z2), Self.sums(z1, z2, parts: parts))
      #expect(sums.count == 500)
      for (a, b) in inStep(known, sums.scores) {
        #expect(a.name == b.name && (a.value == nil) == (b.value == nil), "\(name) \(a)")
        if let value = a.value, let own = b.value { #expect(abs(own - value) <= 1e-11 * value, "\(name) \(a)") }
      }
      #expect(abs(sums.norms.source - z1.frobeniusNorm) <= 1e-13 * z1.frobeniusNorm)
    }
  }

  @Test(
    "sums that processes made of shares give the errors of all samples",
    arguments: [[500], [499, 1], [0, 200, 0, 300]])
  func shared(sizes: [Int]) throws {
    for (name, z1, z2) in Self.latents() {
      let known = AlignmentMetric.scores(z1, z2)
      let all = try ThreadExchange.run(sizes.count) { exchange in
        let first = sizes[..<exchange.rank].reduce(0, +)
        let own = first..<(first + sizes[exchange.rank])
        var sums = PairErrorSums()
        if !own.isEmpty { sums.add(z1.columns(own), z2.columns(own)) }
        try sums.combine(dimension: 3, through: exchange)
        return sums
      }
      for sums in all {
        #expect(sums.count == 500)
        for (a, b) in inStep(known, sums.scores) {
          #expect(a.name == b.name && (a.value == nil) == (b.value == nil), "\(name) \(a)")
          if let value = a.value, let own = b.value { #expect(abs(own - value) <= 1e-11 * value, "\(name) \(a)") }
        }
      }
    }
    var z = randomMatrix(3, 9, seed: 3)
    z[1, 8] = .nan
    let all = try ThreadExchange.run(3) { [z] exchange in
      var sums = PairErrorSums()
      sums.add(z.columns(exchange.share(of: 9)), z.columns(exchange.share(of: 9)))
      try sums.combine(dimension: 3, through: exchange)
      return sums
    }
    for sums in all { #expect(sums.scores.allSatisfy { $0.value == nil }) }
  }

  @Test("an element that is not finite, and no samples at all, leave all errors undefined")
  func undefined() {
    var z = randomMatrix(2, 9, seed: 3)
    z[1, 4] = .infinity
    #expect(Self.sums(z, z, parts: [2]).scores.allSatisfy { $0.value == nil })
    #expect(PairErrorSums().scores.allSatisfy { $0.value == nil })
  }
}
