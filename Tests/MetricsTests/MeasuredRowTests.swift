import Randomness
import Testing

@testable import Metrics

/// The rows that metrics of quadratic cost are measured on.
@Suite struct MeasuredRowTests {
  private static let ids =
    (0..<5000).map { "sample-\($0)" } + [
      "", "<script>alert(1)</script>", "\"", "'", ",", "é", "e\u{300}", "👩‍👩‍👧", "a\nb", "|", "\\", "%", "_", "&", " ",
      String(repeating: "x", count: 200), String(repeating: "x", count: 201), "\u{0}",
    ]

  @Test("up to the limit, and where all are asked for, all rows are measured")
  func allRows() {
    #expect(MeasuredRows.fast.sample(of: Self.ids, most: Self.ids.count) == nil)
    #expect(MeasuredRows.all.sample(of: Self.ids, most: 10) == nil)
    #expect(MeasuredRows.fast.sample(of: []) == nil)
    let names = (0...MeasuredRows.most).map(String.init)
    #expect(MeasuredRows.fast.sample(of: Array(names.dropLast())) == nil)
    #expect(MeasuredRows.fast.sample(of: names)?.count == MeasuredRows.most)
  }

  @Test("the sample and its order depend on the ids alone, whatever they are and wherever they stand")
  func order() throws {
    for most in [1, 17, 1000, 4999, Self.ids.count - 1] {
      let sample = try #require(MeasuredRows.fast.sample(of: Self.ids, most: most))
      #expect(sample.count == most && Set(sample).count == most)
      for seed in 1...3 {
        let order = Latents.permutation(Self.ids.count, seed: UInt64(seed))
        let moved = try #require(MeasuredRows.fast.sample(of: order.map { Self.ids[$0] }, most: most))
        #expect(moved.map { order[$0] } == sample)
      }
    }
  }

  @Test("a smaller sample begins a larger one")
  func nested() throws {
    let large = try #require(MeasuredRows.fast.sample(of: Self.ids, most: 900))
    #expect(MeasuredRows.fast.sample(of: Self.ids, most: 100) == Array(large.prefix(100)))
  }

  @Test("every part of the rows is in the sample as often as chance has it")
  func uniform() throws {
    let names = (0..<40_000).map { "s\($0)" }
    let sample = try #require(MeasuredRows.fast.sample(of: names, most: 10_000))
    for part in 0..<8 {
      let found = sample.count { $0 / 5000 == part }
      // 1250 expected; five standard deviations of the hypergeometric distribution.
      #expect(abs(found - 1250) < 5 * 29, "\(part): \(found)")
    }
  }

  @Test("equal hashes are told apart by the bytes of the ids, and crowded ones are all looked at")
  func equalHashes() {
    let ids = ["b", "é", "a", "", "e\u{301}x"]
    let sorted = ids.indices.sorted { ids[$0].utf8.lexicographicallyPrecedes(ids[$1].utf8) }
    for hash in [0, UInt64.max / 2, .max] {
      let hashes = [UInt64](repeating: hash, count: ids.count)
      #expect(MeasuredRows.smallest(2, of: hashes, ids: ids) == Array(sorted.prefix(2)))
    }
    #expect(MeasuredRows.smallest(3, of: [9, 7, .max, 8, 1], ids: ids) == [4, 1, 3])
    #expect(MeasuredRows.smallest(1, of: [.max, .max - 1, .max, .max, .max], ids: ids) == [1])
  }
}
