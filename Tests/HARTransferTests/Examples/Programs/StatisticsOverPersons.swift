import HARTransfer

// Hits of two methods on the same clips: three persons, four clips each.
let first: [Double] = [1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1]
let second: [Double] = [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1]
let persons = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]
let comparison = PairedComparison(
  first, second, design: TestDesign(subjects: [persons]), hits: true, seed: Seed(base: 0))
print("difference", comparison.difference.mean, "over", comparison.unit.rawValue)
print("the exact test can reach p", comparison.signFlips!.leastPValue)
