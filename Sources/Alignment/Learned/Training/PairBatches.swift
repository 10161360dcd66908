import LinearAlgebra
import Randomness

/// The batches of one training, in memory that is used again from step to step.
struct PairBatches {
  /// Batches an epoch.
  let count: Int
  private let views: [Matrix<Float>]
  private let frames: Int
  private let dropout: UInt64
  private let parallel: Bool
  private var shuffling: Xoshiro256
  private var order: [Int]
  private var sides: [Side]

  /// The inputs of one modality, and what draws their dropout.
  private struct Side {
    var inputs = Matrix<Float>(0, 0)
    var generator: Xoshiro256
  }

  /// Dropout is rounded to a multiple of 2^-16: one drawn word serves four inputs. A pair is
  /// `frames` columns side by side.
  init(_ views: [Matrix<Float>], frames: Int, training: PairTraining, seed: Seed, parallel: Bool = false) {
    let n = views[0].columns / frames
    self.views = views
    self.frames = frames
    self.parallel = parallel
    count = Self.count(n, training.batch)
    dropout = min(UInt64((training.dropout * 0x1p16).rounded()), 0xFFFF)
    shuffling = seed.deriving("batches").generator
    order = Array(0..<n)
    sides = views.indices.map { Side(generator: seed.deriving("dropout", "\($0)").generator) }
  }

  private static func count(_ n: Int, _ batch: Int) -> Int {
    let size = batch == 0 ? PairTraining.largestFullBatch : batch
    return max(min((n + size - 1) / size, n / 2), 1)
  }

  /// The largest number of pairs in a batch.
  static func size(_ n: Int, _ batch: Int) -> Int { (n + count(n, batch) - 1) / count(n, batch) }

  /// Draws the order of an epoch, where there is more than one batch.
  mutating func beginEpoch() { if count > 1 { order = shuffling.shuffled(Array(0..<order.count)) } }

  /// The places of the pairs of a batch of the epoch.
  func pairs(_ place: Int) -> ArraySlice<Int> {
    order[(place * order.count / count)..<((place + 1) * order.count / count)]
  }

  /// The inputs of a batch of the epoch. Sizes differ by at most one, so that no batch is left with
  /// a single pair.
  mutating func batch(_ place: Int) -> [Matrix<Float>] {
    guard count > 1 || dropout > 0 else { return views }
    let pairs = pairs(place)
    SideBySide.update(&sides, parallel: parallel) { [views, frames, dropout] m, side in
      let columns = pairs.count * frames
      if side.inputs.columns != columns { side.inputs = Matrix(views[m].rows, columns) }
      side.inputs.withUnsafeMutableElements { target in
        views[m].withUnsafeElements {
          Self.copy($0, views[m].rows * frames, pairs, to: target, dropout: dropout, &side.generator)
        }
      }
    }
    return sides.map(\.inputs)
  }

  /// Copies pairs of so many numbers, with a share of the elements at 0 and the others scaled up by
  /// what is missing.
  private static func copy(
    _ source: UnsafeBufferPointer<Float>, _ size: Int, _ pairs: ArraySlice<Int>,
    to target: UnsafeMutableBufferPointer<Float>, dropout: UInt64, _ state: inout Xoshiro256
  ) {
    guard let first = source.baseAddress, var to = target.baseAddress, size > 0 else { return }
    let kept = 1 / (1 - Float(dropout) * 0x1p-16)
    var generator = state
    for pair in pairs {
      let from = first + pair * size
      if dropout == 0 {
        to.update(from: from, count: size)
      } else {
        var word: UInt64 = 0
        for i in 0..<size {
          word = i % 4 == 0 ? generator.next() : word >> 16
          to[i] = word & 0xFFFF < dropout ? 0 : kept * from[i]
        }
      }
      to += size
    }
    state = generator
  }
}
