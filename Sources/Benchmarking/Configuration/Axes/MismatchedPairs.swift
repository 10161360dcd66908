import Splits

extension Axis {
  /// The fraction of pairs whose targets have changed places among themselves. Nothing else
  /// changes: an encoder and a reduction see the same rows of each modality.
  static let mismatchedPairs = Axis(
    name: "mismatchedPairs", values: .fractions, keeps: .features,
    change: .roles { value, data in
      try data.split.mismatchingPairs(value, samples: data.samples, seed: data.seed)
    })
}
