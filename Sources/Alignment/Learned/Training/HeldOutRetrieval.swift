import LinearAlgebra

/// How well pairs that training did not see find one another.
struct HeldOutRetrieval: Sendable, Equatable {
  /// One over the partner's rank among all, mean of both ways, for each pair. Ties count against.
  let reciprocalRanks: [Double]
  /// The share of samples whose partner is the most similar of all, mean of both ways.
  let recallAt1: Double

  /// Ranks the partners by `similarities`, n x n with the partners on the diagonal.
  init(_ similarities: Matrix<Double>) {
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
    reciprocalRanks = zip(ahead[0], ahead[1]).map { (1 / Double($0 + 1) + 1 / Double($1 + 1)) / 2 }
    recallAt1 = Double(ahead.reduce(0) { $0 + $1.count { $0 == 0 } }) / Double(max(2 * n, 1))
  }
}
