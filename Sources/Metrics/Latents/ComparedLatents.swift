import LinearAlgebra
import Randomness

/// Two latents under comparison. What several similarities need of them is computed once, when
/// first asked for.
struct ComparedLatents {
  let z1: Matrix<Double>
  let z2: Matrix<Double>
  /// What shuffles are drawn from.
  let seed: Seed
  /// The samples among which neighbours are looked for; nil for all.
  private let sample: [Int]?

  /// The 10 nearest neighbours of every sample in both; nil where they are undefined.
  private(set) lazy var neighbours = NeighbourSets(among(z1), among(z2), k: 10)
  /// Their overlap beside that of 199 shuffles.
  private(set) lazy var shuffled = neighbours?.compared(permutations: 199, seed: seed)

  init(_ z1: Matrix<Double>, _ z2: Matrix<Double>, seed: Seed, sample: [Int]? = nil) {
    self.z1 = z1
    self.z2 = z2
    self.seed = seed
    self.sample = sample
  }

  private func among(_ z: Matrix<Double>) -> Matrix<Double> { sample.map(z.selectingColumns) ?? z }
}
