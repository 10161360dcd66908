/// Holm's step-down adjustment of p values: values of at most alpha afterwards may be rejected. The
/// chance of any false rejection is then at most alpha, also for tests that depend on one another.
///
/// The i-th smallest of m becomes max over j <= i of min(1, (m - j + 1) p_j). Source: Holm,
/// Scandinavian Journal of Statistics 6, 1979. Cost: O(m log m).
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
  let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  var adjusted = pValues
  var largest = 0.0
  for (place, index) in order.enumerated() {
    largest = max(largest, min(1, Double(pValues.count - place) * pValues[index]))
    adjusted[index] = largest
  }
  return adjusted
}
