import Randomness
import Testing

@Suite("Randomness")
struct RandomnessTests {
  /// First outputs from the state (1, 2, 3, 4), as the authors' C code gives them.
  @Test("xoshiro256** gives the published sequence")
  func reference() {
    var generator = Xoshiro256(state: (1, 2, 3, 4))
    #expect((0..<4).map { _ in generator.next() } == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test("a derived seed depends on every name and on their borders")
  func derivation() {
    let base = Seed(base: 7)
    #expect(base.deriving("a", "b") == base.deriving("a", "b"))
    #expect(base.deriving("a", "b") != base.deriving("ab"))
    #expect(base.deriving("a", "b") != base.deriving("b", "a"))
    #expect(base.deriving("a") != Seed(base: 8).deriving("a"))
    #expect(base.deriving() != base)
  }

  @Test("the bits of a text depend on the seed and on every byte, and differ in about half of their places")
  func bitsOfTexts() {
    let seed = Seed(base: 3)
    let texts = ["", "a", "b", "aa", "ab", "ba", "a\u{0}", "é", "e\u{301}", "👩‍👩‍👧", String(repeating: "a", count: 200)]
    let bits = texts.map(seed.bits)
    #expect(Set(bits).count == texts.count && bits == texts.map(seed.bits))
    #expect(zip(bits, texts.map(Seed(base: 4).bits)).allSatisfy { $0 != $1 })
    let changed = (0..<2000).map { (seed.bits(of: "sample-\($0)") ^ seed.bits(of: "sample-\($0 + 1)")).nonzeroBitCount }
    #expect(abs(Double(changed.reduce(0, +)) / 2000 - 32) < 0.5)
  }

  @Test("uniform numbers have the moments of a uniform distribution")
  func uniform() {
    var generator = Seed(base: 1).generator
    let values = (0..<100_000).map { _ in generator.uniform() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = values.reduce(0, +) / 1e5
    #expect(abs(mean - 0.5) < 0.005)
    #expect(abs(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1e5 - 1 / 12.0) < 0.002)
  }

  @Test("normal numbers have mean 0, variance 1 and kurtosis 3")
  func normal() {
    var generator = Seed(base: 2).generator
    let values = (0..<100_000).map { _ in generator.normal() }
    func moment(_ order: Int) -> Double {
      values.reduce(0) { sum, x in sum + (0..<order).reduce(1) { p, _ in p * x } } / 1e5
    }
    #expect(abs(moment(1)) < 0.015)
    #expect(abs(moment(2) - 1) < 0.02)
    #expect(abs(moment(4) - 3) < 0.15)
  }

  @Test("indices below a bound are equally frequent")
  func indices() {
    var generator = Seed(base: 3).generator
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.index(below: 7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }

  @Test("a shuffle is a permutation and a sample has no repetition")
  func permutations() {
    var generator = Seed(base: 4).generator
    let shuffled = generator.shuffled(Array(0..<100))
    #expect(shuffled.sorted() == Array(0..<100) && shuffled != Array(0..<100))
    #expect(Set(generator.sample(40, of: Array(0..<50))).count == 40)
    #expect(generator.shuffled([Int]()).isEmpty)
  }
}
