/// A sum whose error does not grow with the number of its terms (Neumaier's variant of Kahan's summation).
///
/// Means over hundreds of thousands of samples then agree to the last digits whatever the order of the samples.
struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0

  var value: Double { sum + lost }

  static func += (total: inout CompensatedSum, term: Double) {
    let next = total.sum + term
    total.lost += abs(total.sum) >= abs(term) ? (total.sum - next) + term : (term - next) + total.sum
    total.sum = next
  }
}
