import LinearAlgebra

/// How well pairs that training did not see find one another: what training is stopped and chosen by.
public struct HeldOutRetrieval: Sendable, Equatable, Comparable {
  /// The share of samples whose partner is the most similar of all, mean of both ways. Ties count against.
  public let recallAt1: Double
  /// The mean of one over the partner's rank, both ways: what tells equal recalls apart.
  public let meanReciprocalRank: Double
  /// The loss of the held-out pairs: what tells apart when every partner is found.
  public let loss: Double

  /// Ranks the partners by `similarities`, n x n with the partners on the diagonal.
  init(_ similarities: Matrix<Double>, loss: Double = 0) {
    self.loss = loss
    let n = similarities.rows
    var ahead = [[Int](repeating: 0, count: n), [Int](repeating: 0, count: n)]
    similarities.withUnsafeElements { s in
      for j in 0..<n {
        for i in 0..<n where i != j {
          // Written so that a similarity that is not a number counts against.
          if !(s[j * n + i] < s[i * n + i]) { ahead[0][i] += 1 }
          if !(s[j * n + i] < s[j * n + j]) { ahead[1][j] += 1 }
        }
      }
    }
    let ranks = ahead.flatMap { $0 }
    let count = Double(max(ranks.count, 1))
    recallAt1 = Double(ranks.count { $0 == 0 }) / count
    meanReciprocalRank = ranks.reduce(0) { $0 + 1 / Double($1 + 1) } / count
  }

  /// By recall, then by reciprocal rank, then by the loss, of which less is better.
  public static func < (a: Self, b: Self) -> Bool {
    (a.recallAt1, a.meanReciprocalRank, -a.loss) < (b.recallAt1, b.meanReciprocalRank, -b.loss)
  }
}
