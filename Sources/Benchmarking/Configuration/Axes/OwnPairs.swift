import Splits

extension Axis {
  /// How many pairs of the data set itself are added to those of another one; the default is none.
  ///
  /// They are drawn as the axis `pairs` draws them: at the same number a run with own pairs alone
  /// has the same ones. Encoders that learn, reductions and alignments are fitted on all of them.
  static let ownPairs = Axis(
    name: "ownPairs", values: .counts, keeps: .nothing,
    change: .roles { value, data in
      try data.split.addingPairs(Int(value), of: data.ownPairs ?? [], samples: data.samples, seed: data.seed)
    })

  /// The axis whose draws it has.
  var drawnAs: Axis { name == Axis.ownPairs.name ? .pairs : self }
}
