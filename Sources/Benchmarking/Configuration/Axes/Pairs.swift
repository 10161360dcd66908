import Splits

extension Axis {
  /// How many pairs there are; the default is all. Drawn without a look at any label, so classes
  /// are not balanced.
  ///
  /// A budget of pairs is all there is: encoders that learn, reductions and alignments are fitted
  /// on these pairs and on no other. So encoders that learn are fitted anew for every value. A pair
  /// is a row: a window, where recordings are cut into windows.
  static let pairs = Axis(
    name: "pairs", values: .amounts, keeps: .nothing,
    change: .roles { value, data in
      try data.split.keepingPairs(Int(value), samples: data.samples, seed: data.seed)
    })
}
