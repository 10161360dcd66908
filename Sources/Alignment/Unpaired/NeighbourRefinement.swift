import LinearAlgebra

/// Refinement of a map by pseudo-pairs: samples that are each other's nearest are taken for pairs,
/// and the rotation is fitted to them, again and again.
///
/// Nearest is meant by cross-domain similarity local scaling: twice the cosine, less the mean
/// cosine of each of the two with its `neighbours` nearest of the other modality. So samples that
/// are near to everything are nobody's partners.
/// Cost: O(n² k) a round.
/// Source: Conneau, Lample, Ranzato, Denoyer, Jégou, "Word translation without parallel data", ICLR
/// 2018, its refinement without its adversary.
struct NeighbourRefinement: Sendable {
  let turn: Turn
  let rounds: Int
  let isConverged: Bool
  /// Pseudo-pairs of the last round; nil without one.
  let pseudoPairs: Int?
  /// The mean cosine of a sample with its nearest, both ways.
  let similarity: Double

  init(_ start: Turn, x: Matrix<Double>, y: Matrix<Double>, rounds limit: Int, neighbours: Int) throws {
    var (turn, rounds, isConverged) = (start, 0, limit == 0)
    var known: [[Int]] = []
    var nearest = NearestAcross(turn.matrix * x, y, neighbours: neighbours)
    while rounds < limit {
      let pairs = nearest.mutual
      if pairs == known {
        isConverged = true
        break
      }
      // Nothing can be fitted to a single pair.
      guard pairs.count > 1 else { break }
      turn = try Turn(x.selectingColumns(pairs.map { $0[0] }), to: y.selectingColumns(pairs.map { $0[1] }))
      known = pairs
      rounds += 1
      nearest = NearestAcross(turn.matrix * x, y, neighbours: neighbours)
    }
    (self.turn, self.rounds, self.isConverged) = (turn, rounds, isConverged || (rounds > 0 && nearest.mutual == known))
    pseudoPairs = rounds > 0 ? known.count : nil
    similarity = nearest.similarity
  }
}

/// The nearest sample of the other modality for each sample, by cosines scaled locally.
struct NearestAcross: Sendable {
  /// For each sample of the first its nearest of the second.
  let forward: [Int]
  /// For each sample of the second its nearest of the first.
  let backward: [Int]
  /// The mean cosine of a sample with its nearest, both ways.
  let similarity: Double

  /// - Parameters:
  ///   - x: latents of the first modality, k x n.
  ///   - y: latents of the second, k x m.
  ///   - neighbours: over how many nearest samples similarity is scaled; at most as many as there
  ///     are.
  init(_ x: Matrix<Double>, _ y: Matrix<Double>, neighbours: Int) {
    let cosines = Matrix.product(x.withUnitColumns, y.withUnitColumns, transposing: .first)
    let across = cosines.transposed()
    let ofX = Self.meanOfNearest(across, neighbours)
    let ofY = Self.meanOfNearest(cosines, neighbours)
    let forward = Self.nearest(across, less: ofY)
    let backward = Self.nearest(cosines, less: ofX)
    (self.forward, self.backward) = (forward, backward)
    let there = forward.indices.reduce(0) { $0 + cosines[$1, forward[$1]] } / Double(max(1, forward.count))
    let back = backward.indices.reduce(0) { $0 + cosines[backward[$1], $1] } / Double(max(1, backward.count))
    similarity = (there + back) / 2
  }

  /// The pairs that are each other's nearest.
  var mutual: [[Int]] { forward.indices.filter { backward[forward[$0]] == $0 }.map { [$0, forward[$0]] } }

  /// The mean of the largest values of each column.
  private static func meanOfNearest(_ cosines: Matrix<Double>, _ neighbours: Int) -> [Double] {
    let count = max(1, min(neighbours, cosines.rows))
    return cosines.withUnsafeElements { c in
      // Descending: only what is larger than the last of them moves in.
      var largest = [Double](repeating: 0, count: count)
      return (0..<cosines.columns).map { j in
        for place in 0..<count { largest[place] = -Double.infinity }
        for i in 0..<cosines.rows where c[j * cosines.rows + i] > largest[count - 1] {
          var place = count - 1
          while place > 0, largest[place - 1] < c[j * cosines.rows + i] {
            largest[place] = largest[place - 1]
            place -= 1
          }
          largest[place] = c[j * cosines.rows + i]
        }
        return largest.reduce(0, +) / Double(count)
      }
    }
  }

  /// The row of the largest value of each column less what each row is scaled by; the first of
  /// equal ones. What the column itself is scaled by changes no order.
  private static func nearest(_ cosines: Matrix<Double>, less scale: [Double]) -> [Int] {
    cosines.withUnsafeElements { c in
      (0..<cosines.columns).map { j in
        var (best, largest) = (0, -Double.infinity)
        for i in 0..<cosines.rows {
          let value = 2 * c[j * cosines.rows + i] - scale[i]
          if value > largest { (best, largest) = (i, value) }
        }
        return best
      }
    }
  }
}
