import TestSupport
import Testing

@testable import LinearAlgebra

@Suite("Samples that processes share")
struct SharedSamplesTests {
  /// Runs `body` on shares of the given sizes.
  private static func onShares<T: Sendable>(
    _ sizes: [Int], of x: Matrix<Double>, _ body: @escaping @Sendable (SharedSamples) throws -> T
  ) throws -> [T] {
    try ThreadExchange.run(sizes.count) { exchange in
      let first = sizes[..<exchange.rank].reduce(0, +)
      let own = x.columns(first..<(first + sizes[exchange.rank]))
      return try body(SharedSamples(SamplesInPieces(own, pieces: [700]), of: x.columns, through: exchange))
    }
  }

  /// Even and uneven shares, and some without samples.
  private static let shares = [[3000], [1500, 1500], [2999, 1], [400, 2600, 0], [1000, 0, 1500, 500]]

  @Test("shares stand one after the other, and differ by one at most")
  func sizes() throws {
    for (total, count) in [(10, 3), (2, 4), (0, 2), (7, 1)] {
      let all = try ThreadExchange.run(count) { $0.share(of: total) }
      #expect(all.first?.lowerBound == 0 && all.last?.upperBound == total)
      for (one, next) in zip(all, all.dropFirst()) {
        #expect(one.upperBound == next.lowerBound && (0...1).contains(one.count - next.count))
      }
    }
  }

  @Test("gathered numbers come in the order of the processes, and the first one's are the first one's")
  func gathered() throws {
    let all = try ThreadExchange.run(3) { exchange in
      (try exchange.gathered([Double(exchange.rank), 9]), try exchange.first([Double(exchange.rank + 4)]))
    }
    for (lists, first) in all { #expect(lists == [[0, 9], [1, 9], [2, 9]] && first == [4]) }
  }

  @Test("processes that ask for different things are told, and none waits for ever")
  func disagreement() {
    #expect(throws: ThreadExchange.Disagreement.self) {
      _ = try ThreadExchange.run(2) { try $0.total([Double](repeating: 1, count: $0.rank + 1)) }
    }
  }

  @Test("moments are those of one process, the same bits at each", arguments: shares)
  func moments(sizes: [Int]) throws {
    let x = StackedMomentsTests.hardRows()
    let known = try StackedMoments(SamplesInPieces(x, pieces: [700]))
    let all = try Self.onShares(sizes, of: x) { try StackedMoments($0) }
    for own in all {
      #expect(own.count == known.count && own.largest == known.largest)
      for i in 0..<x.rows {
        #expect(abs(own.means[i] - known.means[i]) <= 1e-12 * max(known.deviations[i], abs(known.means[i])), "row \(i)")
        #expect(abs(own.deviations[i] - known.deviations[i]) <= 1e-9 * known.deviations[i], "row \(i)")
      }
      #expect(own.products == all[0].products && own.means == all[0].means)
    }
  }

  @Test("bases are those of one process, whatever the condition", arguments: shares, [0.0, 6, 10])
  func basis(sizes: [Int], exponent: Double) throws {
    let known = DeflatedGramTests.geometric(exponent)
    let x = try GramSingularBasisTests.matrix(known, 3000)
    let plain = [AffineStack.View(offset: .init(repeating: 0, count: 40), factor: .init(repeating: 1, count: 40))]
    func basis(_ samples: any SampleSource<Double>) throws -> LeftSingularBasis<Double> {
      try LeftSingularBasis(AffineStack(samples, plain), moments: try StackedMoments(samples))
    }
    let one = try basis(SamplesInPieces(x, pieces: [700]))
    let all = try Self.onShares(sizes, of: x) { samples in
      try LeftSingularBasis(AffineStack(samples, plain), moments: try StackedMoments(samples))
    }
    let tolerance = rankTolerance(largest: 1.0, rows: 40, columns: 3000)
    let outer = try one.vectors(0..<30)
    for own in all {
      #expect(own.columns == 3000 && own.certificate?.passes == one.certificate?.passes)
      #expect(inStep(own.values, known).allSatisfy { abs($0 - $1) < tolerance / 4 })
      #expect(own.values == all[0].values)
      guard exponent > 0 else { continue }
      let across = Matrix.product(outer, try own.smallest(10), transposing: .first).frobeniusNorm
      #expect(across < 1e-7, "\(across)")
    }
  }

  @Test("the triangle takes over as in one process", arguments: shares)
  func triangle(sizes: [Int]) throws {
    let tolerance = rankTolerance(largest: 1.0, rows: 10, columns: 3000)
    let x = try GramSingularBasisTests.matrix(DeflatedGramTests.geometric(2, 9) + [tolerance * (1 + 1e-9)], 3000)
    let all = try Self.onShares(sizes, of: x) { try LeftSingularBasis(streaming: $0, firstLevel: nil) }
    let known = try LeftSingularBasis(StackedViews([.init(x)]), by: .qr)
    for own in all {
      #expect(own.certificate == nil && own.values == all[0].values)
      #expect(inStep(own.values, known.values).allSatisfy { abs($0 - $1) < 1e-15 })
    }
  }

  @Test("fewer samples than rows, and a process without any")
  func few() throws {
    let x = randomMatrix(9, 4, seed: 83)
    for own in try Self.onShares([1, 3, 0], of: x, { try LeftSingularBasis(streaming: $0, firstLevel: nil) }) {
      #expect(own.rows == 9 && own.nullity == 5)
      #expect(Matrix.product(try own.smallest(5), x, transposing: .first).frobeniusNorm < 1e-13)
    }
  }
}
