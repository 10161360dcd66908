import Foundation

/// The 84 kernels and the rule that spreads features over dilations.
enum MiniRocketKernels {
  /// Number of weights of a kernel.
  static let length = 9
  /// Number of kernels: the ways to choose three of nine places.
  static let count = 84

  /// The three places of the weight 2 in each kernel, in lexicographic order; the other six weights
  /// are -1.
  static let places: [(Int, Int, Int)] = {
    var places: [(Int, Int, Int)] = []
    for a in 0..<length { for b in (a + 1)..<length { for c in (b + 1)..<length { places.append((a, b, c)) } } }
    return places
  }()

  /// The dilations for series of a given length, rising, with the number of features that a kernel
  /// has at each.
  ///
  /// Dilations are the whole parts of exponentially spaced numbers from 1 to (frames - 1) / 8, so
  /// that the widest kernel spans the series. One that occurs several times gets as many shares of
  /// the features; what rounding leaves goes to the smallest dilations, one each.
  ///
  /// Where (frames - 1) / 8 is whole, that dilation belongs to the rule. The reference
  /// implementations lose or keep it there as the rounding of the machine's power function falls;
  /// here it is kept on every machine.
  static func dilations(frames: Int, features: Int, maximum: Int) -> [(dilation: Int, features: Int)] {
    let perKernel = features / count
    let wanted = min(perKernel, maximum)
    let multiplier = Double(perKernel) / Double(wanted)
    let top = log2(Double(frames - 1) / Double(length - 1))
    let step = wanted > 1 ? top / Double(wanted - 1) : 0
    var shares: [(dilation: Int, times: Int)] = []
    for i in 0..<wanted {
      let exponent = i > 0 && i == wanted - 1 ? top : Double(i) * step
      let dilation = Int(exp2(exponent) * (1 + 1e-12))
      if shares.last?.dilation == dilation { shares[shares.count - 1].times += 1 } else { shares.append((dilation, 1)) }
    }
    var result = shares.map { (dilation: $0.dilation, features: Int(Double($0.times) * multiplier)) }
    let given = result.reduce(0) { $0 + $1.features }
    for i in 0..<max(perKernel - given, 0) { result[i % result.count].features += 1 }
    return result
  }

  /// The k-th of an even spread over (0, 1): multiples of the golden ratio, whole part removed. `k`
  /// counts from 1.
  static func lowDiscrepancy(_ k: Int) -> Double {
    (Double(k) * (5.0.squareRoot() + 1) / 2).truncatingRemainder(dividingBy: 1)
  }
}
