/// Savitzky-Golay filters: the value or a derivative of the polynomial that fits a window of frames
/// best.
///
/// At both ends, where a centred window would leave the recording, the first or last whole window
/// is fitted and the polynomial is taken where it is needed. A recording shorter than the window is
/// one window; the order is at most its number of frames less one. So a polynomial of the order
/// comes out as it is, with exact derivatives, at every frame.
///
/// Source: Savitzky and Golay, Analytical Chemistry 36, 1964; the weights are sums over orthogonal
/// polynomials.
struct SavitzkyGolay: Sendable {
  /// For derivative 0, 1 and 2: a row of weights for each place of a frame in its window.
  /// Derivatives are by frame.
  private let weights: [[[Double]]]
  private let frames: Int
  private let window: Int

  /// The filter for recordings of a given length.
  init(frames: Int, window: Int, order: Int) {
    precondition(frames > 0 && window > 0 && order >= 0, "a filter has a window")
    let window = min(window, frames)
    self.frames = frames
    self.window = window
    let basis = Self.orthogonalPolynomials(points: window, order: min(order, window - 1))
    weights = (0...2).map { derivative in
      (0..<window).map { place in
        (0..<window).map { point in
          basis.reduce(0) { $0 + $1.derivatives[0][point] * $1.derivatives[derivative][place] / $1.square }
        }
      }
    }
  }

  /// The filtered values, or their first or second derivative by frame.
  func callAsFunction(_ values: [SIMD3<Double>], derivative: Int = 0) -> [SIMD3<Double>] {
    precondition(values.count == frames, "a recording of another length")
    return (0..<frames).map { t in
      let start = max(0, min(t - window / 2, frames - window))
      let weights = weights[derivative][t - start]
      var sum = SIMD3<Double>.zero
      for (i, weight) in weights.enumerated() { sum += weight * (values[start + i] - values[t]) }
      // The weights of a derivative add up to 0 and those of smoothing to 1, so a constant comes
      // out exactly.
      return derivative == 0 ? values[t] + sum : sum
    }
  }

  /// Values and first two derivatives, at the points, of polynomials that are orthogonal over the
  /// points.
  private static func orthogonalPolynomials(
    points: Int, order: Int
  ) -> [(derivatives: [[Double]], square: Double)] {
    let x = (0..<points).map { Double($0) - Double(points - 1) / 2 }
    let zero = [Double](repeating: 0, count: points)
    var basis: [(derivatives: [[Double]], square: Double)] = []
    for degree in 0...order {
      var next = [[Double](repeating: 1, count: points), zero, zero]
      if degree > 0 {
        let (last, before) = (basis[degree - 1], degree > 1 ? basis[degree - 2] : ([zero, zero, zero], 1))
        let share = degree > 1 ? last.square / before.1 : 0
        // p(n+1) = x p(n) - share p(n-1): points that lie symmetrically about 0 need no other term.
        for d in 0...2 {
          for i in 0..<points {
            let lower = d > 0 ? Double(d) * last.derivatives[d - 1][i] : 0
            next[d][i] = x[i] * last.derivatives[d][i] + lower - share * before.0[d][i]
          }
        }
      }
      basis.append((next, next[0].reduce(0) { $0 + $1 * $1 }))
    }
    return basis
  }
}
