import Diagnostics
import Randomness

/// Subsets of `size` elements, no two alike, each ascending.
///
/// Draw `number` (from 1) starts the generator `seed(number)` and draws until its subset is none of
/// the earlier ones, so the first draws do not depend on how many follow.
/// - Throws: `InputError` where there are fewer subsets than draws; `what` names the subsets.
func drawSubsets(
  of elements: [Int], size: Int, draws: Int, what: String, protocolName: String, seed: (Int) -> Seed
) throws -> [[Int]] {
  let choices = binomial(elements.count, size)
  guard draws <= choices else {
    throw InputError(
      "protocol \(protocolName): draws", found: "\(draws)",
      expected: "at most \(choices), as many \(what) as there are",
      advice: "Set draws: \(choices).")
  }
  var drawn: [[Int]] = []
  for number in 1...draws {
    var generator = seed(number).generator
    var subset: [Int]
    repeat { subset = generator.sample(size, of: elements).sorted() } while drawn.contains(subset)
    drawn.append(subset)
  }
  return drawn
}

/// The number of subsets of `size` out of `count` elements, at most `Int.max`.
func binomial(_ count: Int, _ size: Int) -> Int {
  guard size >= 0, size <= count else { return 0 }
  var result = 1
  for step in 0..<min(size, count - size) {
    let (product, overflow) = result.multipliedReportingOverflow(by: count - step)
    guard !overflow else { return .max }
    result = product / (step + 1)
  }
  return result
}
