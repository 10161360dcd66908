import Splits

extension Axis {
  /// How many labelled rows of the source each class has; the default is all. The pairs stay, so
  /// that encoders, reductions and alignments are the same.
  static let labels = Axis(
    name: "labels", values: .amounts, keeps: .pairs,
    change: .roles { value, data in
      try data.split.keepingLabels(Int(value), samples: data.samples, seed: data.seed)
    })
}
