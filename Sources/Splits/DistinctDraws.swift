import Diagnostics
import Randomness

extension SplitParameters {
  /// The splits of several draws, no two draws alike.
  ///
  /// Draw `number` (from 1) starts from a seed of its own. It is drawn again while it equals an
  /// earlier one: the first draws do not depend on how many follow. Its splits keep their names in
  /// the first draw; in the others the draw stands behind: `fold-2-draw-3`.
  /// - Throws: `InputError` where a hundred attempts give no other draw: there are too few.
  func distinctDraws(_ draws: Int, seed: Seed, of draw: (Seed) throws -> [Split]) throws -> [Split] {
    var earlier: Set<Set<[[Int]]>> = []
    return try (1...draws).flatMap { number in
      let own = self.seed(seed, ofDraw: number)
      for attempt in 0..<100 {
        let splits = try draw(attempt == 0 ? own : own.deriving("attempt-\(attempt)"))
        let rows = Set(splits.map { $0.roles.named.map(\.rows) })
        guard earlier.insert(rows).inserted else { continue }
        return splits.map { $0.ofDraw(number) }
      }
      throw InputError(
        "protocol \(Self.name): draws", found: "\(draws)", expected: "at most \(number - 1): no further draw differs",
        advice: "Set draws: \(number - 1).")
    }
  }
}

extension Split {
  fileprivate func ofDraw(_ number: Int) -> Split {
    guard number > 1 else { return self }
    var split = self
    split.name += "-draw-\(number)"
    return split
  }
}
