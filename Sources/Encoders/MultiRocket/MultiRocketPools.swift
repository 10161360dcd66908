/// The pooled numbers of a convolution against a bias.
///
/// Stretch and mean are those of the authors' program, which gave the published results. A stretch
/// is the distance between neighbouring values below the bias; the ends of the series count as
/// such. The mean is that of value plus bias.
struct MultiRocketPools {
  /// The share of values above the bias.
  let share: Float
  /// The longest stretch without a value below it.
  let stretch: Float
  /// The mean of value plus bias over the values above it; 0 without any.
  let mean: Float
  /// The mean place of the values above it, in frames; -1 without any.
  let place: Float

  init(_ values: UnsafeBufferPointer<Float>, bias: Float) {
    var (count, places, sum): (Int32, Int32, Float) = (0, 0, 0)
    for (t, value) in values.enumerated() {
      let isAbove = value > bias
      count &+= isAbove ? 1 : 0
      places &+= isAbove ? Int32(truncatingIfNeeded: t) : 0
      sum += isAbove ? value : 0
    }
    var (last, longest): (Int32, Int32) = (0, 0)
    for (t, value) in values.enumerated() {
      let t = Int32(truncatingIfNeeded: t)
      let isBelow = value < bias
      longest = max(longest, isBelow ? t - last : 0)
      last = isBelow ? t : last
    }
    share = Float(count) / Float(values.count)
    stretch = Float(max(longest, Int32(values.count) - 1 - last))
    mean = count > 0 ? sum / Float(count) + bias : 0
    place = count > 0 ? Float(places) / Float(count) : -1
  }
}
