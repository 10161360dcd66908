import Diagnostics
import LinearAlgebra

/// Whitened views where samples lack some views. Each view holds the samples that have it.
enum IncompleteViews {
  /// The columns of `scores` at the samples that have the view, zeros at the others.
  static func scattered(_ scores: Matrix<Double>, _ present: [Bool]) -> Matrix<Double> {
    var result = Matrix<Double>(scores.rows, present.count)
    var next = 0
    for sample in present.indices where present[sample] {
      for i in 0..<scores.rows { result[i, sample] = scores[i, next] }
      next += 1
    }
    return result
  }

  /// The matrix of the blocks W_m C_ml W_l', C_ml being the mean over the samples that have both;
  /// zero where m = l.
  /// - Throws: `InputError` for two modalities that no sample has both of.
  static func crossCovariances(
    _ views: [WhitenedView], _ present: [[Bool]], _ modalities: [String], for method: String
  ) throws -> Matrix<Double> {
    let scores = zip(views, present).map { scattered($0.scores, $1) }
    var blocks = views.map { view in views.map { Matrix<Double>(view.rank, $0.rank) } }
    for m in views.indices {
      for l in views.indices where l > m {
        let both = zip(present[m], present[l]).count { $0 && $1 }
        guard both > 0 else {
          throw InputError(
            method, found: "no sample that has both '\(modalities[m])' and '\(modalities[l])'",
            expected: "at least one for every two modalities", advice: "Use more pairs, or leave one modality out.")
        }
        // A sample without one of the two has a column of zeros there.
        blocks[m][l] = (1 / Double(both)) * Matrix.product(scores[m], scores[l], transposing: .second)
        blocks[l][m] = blocks[m][l].transposed()
      }
    }
    return .stackedVertically(blocks.map(Matrix.stackedHorizontally))
  }
}
