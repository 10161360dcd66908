import Foundation

/// A digital Butterworth low-pass filter, applied forwards and backwards so that it shifts nothing
/// in time.
///
/// Both ends of the recording are continued by three times as many frames as the filter has
/// coefficients, turned about the first and the last value (odd extension). A shorter recording is
/// continued by all its frames but one. The filter starts in the state that a constant leaves it
/// in.
///
/// The design is the bilinear transform of the analogue filter, with a prewarped cut-off. Source:
/// Butterworth, Wireless Engineer 7, 1930; Gustafsson, IEEE Trans. Signal Processing 44(4), 1996.
/// Design and ends are those of `scipy.signal.butter` and `filtfilt`.
struct Butterworth: Equatable {
  /// Coefficients of the input, latest first.
  let numerator: [Double]
  /// Coefficients of the output, latest first; the first is 1.
  let denominator: [Double]
  /// The state that a constant of 1 leaves the filter in.
  private let steady: [Double]

  /// - Parameter cutoff: where the gain of one pass is 1 over the root of 2, as a share of half the
  ///   rate, between 0 and 1.
  init(order: Int, cutoff: Double) {
    precondition(order > 0 && cutoff > 0 && cutoff < 1, "a low-pass has an order and a cut-off below half the rate")
    let c = tan(.pi * cutoff / 2)
    var (b, a) = ([1.0], [1.0])
    // Pairs of conjugate poles, and for an odd order a real one: s^2 + 2 cos(angle) c s + c^2 with
    // s = (1 - q) / (1 + q).
    for pair in 0..<(order / 2) {
      let angle = .pi * Double(2 * pair + 1 + order % 2) / Double(2 * order)
      let middle = 2 * cos(angle) * c
      let first = 1 + middle + c * c
      a = Self.product(a, [1, 2 * (c * c - 1) / first, (1 - middle + c * c) / first])
      b = Self.product(b, [1, 2, 1].map { $0 * (c * c / first) })
    }
    if order % 2 == 1 {
      a = Self.product(a, [1, (c - 1) / (1 + c)])
      b = Self.product(b, [1, 1].map { $0 * (c / (1 + c)) })
    }
    (numerator, denominator) = (b, a)
    // In transposed form the last state is b[n] x - a[n] y, and each one before adds its own; here
    // x = y = 1.
    var state = [Double](repeating: 0, count: order)
    for i in stride(from: order - 1, through: 0, by: -1) {
      state[i] = b[i + 1] - a[i + 1] + (i + 1 < order ? state[i + 1] : 0)
    }
    steady = state
  }

  /// The filtered values, as many as there are.
  func callAsFunction(_ values: [Double]) -> [Double] {
    guard values.count > 1, let last = values.last else { return values }
    let first = values[0]
    let padding = min(3 * denominator.count, values.count - 1)
    // The first value is taken off, so that a constant comes out exactly.
    let before = (1...padding).reversed().map { first - values[$0] }
    let after = (1...padding).map { 2 * (last - first) - (values[values.count - 1 - $0] - first) }
    let forwards = pass(before + values.map { $0 - first } + after)
    let both = Array(pass(forwards.reversed()).reversed())
    return both[padding..<(padding + values.count)].map { $0 + first }
  }

  /// One pass, in transposed form.
  private func pass(_ values: [Double]) -> [Double] {
    var state = steady.map { $0 * values[0] }
    let order = state.count
    return values.map { x in
      let y = numerator[0] * x + state[0]
      for i in 0..<order {
        state[i] = numerator[i + 1] * x - denominator[i + 1] * y + (i + 1 < order ? state[i + 1] : 0)
      }
      return y
    }
  }

  private static func product(_ p: [Double], _ q: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: p.count + q.count - 1)
    for (i, x) in p.enumerated() { for (j, y) in q.enumerated() { result[i + j] += x * y } }
    return result
  }
}
