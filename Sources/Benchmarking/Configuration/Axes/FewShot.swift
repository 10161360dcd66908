import Diagnostics
import Splits

extension Axis {
  /// How many rows of the *target* are labelled in each class; the default 0 is zero-label.
  ///
  /// They are among the labelled rows, never pairs alone, validation or test. The classifier learns
  /// from the source's latents of the labelled rows and the target's latents of these, each row a
  /// sample; alignments and selections do not see these labels. `target-supervised` is trained on
  /// these rows alone: what the few labels are worth without a source. Such trials are not
  /// zero-label, and have boards of their own.
  static let fewShot = Axis(
    name: "fewShot", values: .counts, keeps: .pairs,
    change: .roles { value, data in
      if let lacking = data.incompleteTargets.first {
        throw InputError(
          data.split.name, found: "labels of the target '\(lacking)' asked for, which some samples lack",
          expected: "a target that every sample has", advice: "Take the axis out, or leave those samples out.")
      }
      return try data.split.labellingTarget(Int(value), samples: data.samples, seed: data.seed)
    })
}
