import CTrainingKernels
import LinearAlgebra
import Randomness

/// The batches of one training, in memory that is used again from step to step.
struct PairBatches {
  /// Batches an epoch.
  let count: Int
  private let views: [Matrix<Float>]
  /// All pairs with a row of ones, where every batch is that.
  private let whole: [Matrix<Float>]?
  private let frames: Int
  private let dropout: UInt64
  private let parallel: Bool
  private var shuffling: Xoshiro256
  private var order: [Int]
  private var sides: [Side]

  /// The inputs of one modality, and what draws their dropout.
  fileprivate struct Side {
    var inputs = Matrix<Float>(0, 0)
    var draws: [UInt64] = []
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
    whole = count == 1 && dropout == 0 ? views.map(\.withOnes) : nil
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

  /// The inputs of a batch of the epoch, with a last row of ones. Sizes differ by at most one, so
  /// that no batch is left with a single pair.
  mutating func batch(_ place: Int) -> [Matrix<Float>] {
    if let whole { return whole }
    let pairs = pairs(place)
    SideBySide.update(&sides, parallel: parallel) { [views, frames, dropout] m, side in
      let (rows, columns) = (views[m].rows, pairs.count * frames)
      if side.inputs.columns != columns { side.inputs = Matrix(rows + 1, columns) { $0.initialize(repeating: 1) } }
      let words = dropout == 0 ? 0 : (rows * frames + 3) / 4
      if side.draws.count != words { side.draws = [UInt64](repeating: 0, count: words) }
      side.fill(views[m], pairs, frames: frames, dropout: dropout)
    }
    return sides.map(\.inputs)
  }
}

extension PairBatches.Side {
  /// Copies pairs, with a share of the elements at 0 and the others scaled up by what is missing.
  /// The row of ones stays.
  fileprivate mutating func fill(_ view: Matrix<Float>, _ pairs: ArraySlice<Int>, frames: Int, dropout: UInt64) {
    let (rows, kept) = (view.rows, 1 / (1 - Float(dropout) * 0x1p-16))
    var generator = generator
    inputs.withUnsafeMutableElements { target in
      view.withUnsafeElements { source in
        draws.withUnsafeMutableBufferPointer { words in
          guard var to = target.baseAddress, let first = source.baseAddress, rows > 0 else { return }
          for pair in pairs {
            // The first number of a word is its lowest part.
            for i in words.indices { words[i] = generator.next().littleEndian }
            let draws = words.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt16.self) }
            for frame in 0..<frames {
              let from = first + (pair * frames + frame) * rows
              if dropout == 0 {
                to.update(from: from, count: rows)
              } else {
                training_drop(to, from, draws.map { $0 + frame * rows }, rows, UInt32(dropout), kept)
              }
              to += rows + 1
            }
          }
        }
      }
    }
    self.generator = generator
  }
}
