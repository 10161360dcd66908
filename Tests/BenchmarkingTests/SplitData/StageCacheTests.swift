import Locks
import Testing

@testable import Benchmarking

@Suite("Cache of stages")
struct StageCacheTests {
  /// Counts how often a stage is made.
  private final class Maker: Sendable {
    let count = Mutex(0)

    func callAsFunction(_ stage: Stage<Int>, in cache: StageCache) throws -> Int {
      try cache.value(stage) {
        count.withLock {
          $0 += 1
          return $0
        }
      }.0
    }
  }

  private let ofPairs = Stage<Int>(.factorisation, "a")
  private let ofLabels = Stage<Int>(.teacher, "a")

  @Test("a value is made once, and let go when its last user is done")
  func release() throws {
    for stage in [ofPairs, ofLabels] {
      let (cache, make) = (StageCache(), Maker())
      let other = Stage<Int>(stage.declaration.kind, "b")
      cache.announce([stage.declaration, other.declaration])
      cache.announce([stage.declaration])
      #expect(try [make(stage, in: cache), make(stage, in: cache)] == [1, 1])
      cache.release([stage.declaration])
      #expect(try make(stage, in: cache) == 1)
      cache.release([stage.declaration, other.declaration])
      #expect(cache.count == 0)
      #expect(try make(stage, in: cache) == 2)
      cache.release([Stage<Int>(stage.declaration.kind, "never announced").declaration])
      #expect(cache.count == 1)
    }
  }

  @Test("what is kept for announced users alone is made anew without them, and in inner folds")
  func ifAnnounced() throws {
    let cache = StageCache()
    #expect(try cache.valueIfAnnounced(ofPairs) { 1 } == 1 && cache.count == 0)
    cache.announce([ofPairs.declaration])
    #expect(try cache.valueIfAnnounced(ofPairs) { 2 } == 2 && cache.valueIfAnnounced(ofPairs) { 3 } == 2)
    let fold = cache.makeFold()
    #expect(try fold.valueIfAnnounced(ofPairs) { 4 } == 4 && fold.count == 0)
  }

  @Test("two stages of one name and two types are two stages")
  func types() throws {
    let (cache, text) = (StageCache(), Stage<String>(.factorisation, "a"))
    #expect(try cache.value(ofPairs) { 1 }.0 == 1)
    #expect(try cache.value(text) { "one" }.0 == "one")
    #expect(try cache.value(ofPairs) { 2 }.0 == 1 && cache.count == 2)
  }

  @Test("parts that share pairs share their stages until the last part is done, and nothing of the labelled rows")
  func parts() throws {
    let (first, make) = (StageCache(), Maker())
    let second = StageCache(sharingPairsOf: first)
    for part in [first, second] { part.announce([ofPairs.declaration, ofLabels.declaration]) }
    #expect(try [make(ofPairs, in: first), make(ofPairs, in: second)] == [1, 1])
    #expect(try [make(ofLabels, in: first), make(ofLabels, in: second)] == [2, 3])
    first.release([ofPairs.declaration, ofLabels.declaration])
    #expect(try make(ofPairs, in: second) == 1)
    second.release([ofPairs.declaration, ofLabels.declaration])
    #expect(first.count == 0 && second.count == 0)
  }

  @Test("what a fold holds of a stage is let go with the last user of the stage in its own part, in folds of folds too")
  func folds() throws {
    let (first, make) = (StageCache(), Maker())
    let second = StageCache(sharingPairsOf: first)
    for part in [first, second] { part.announce([ofPairs.declaration]) }
    let folds = [first.makeFold(), second.makeFold()]
    let inner = folds[0].makeFold()
    #expect(try [folds[0], folds[1], inner].map { try make(ofPairs, in: $0) } == [1, 2, 3])
    first.release([ofPairs.declaration])
    #expect(folds[0].count == 0 && inner.count == 0 && folds[1].count == 1)
    second.release([ofPairs.declaration])
    #expect(folds[1].count == 0)
  }

  @Test("what is asked for and was not announced is named, of folds too")
  func unannounced() throws {
    let (cache, make) = (StageCache(), Maker())
    cache.announce([ofPairs.declaration])
    _ = try [make(ofPairs, in: cache), make(ofPairs, in: cache.makeFold())]
    #expect(cache.unannounced.isEmpty)
    _ = try make(ofLabels, in: cache.makeFold())
    #expect(cache.unannounced == [ofLabels.declaration.name])
  }

  @Test("a stage's parts come before it, each once")
  func order() {
    let base = Stage<Int>(.factorisation, "base").declaration
    let (left, right) = (
      Stage<Int>(.latents, "left", from: [base]).declaration, Stage<Int>(.latents, "right", from: [base]).declaration
    )
    let top = Stage<Int>(.selection, "top", from: [left, right]).declaration
    #expect([top, right].withParts.map(\.name) == [base, left, right, top].map(\.name))
  }
}
