import Alignment
import Diagnostics
import FeatureStore
import LinearAlgebra
import Splits

/// The sequences of a split, and how each modality's frames are seen.
///
/// Channels are scaled by the frames of the paired clips, as everything that is fitted without labels. Whoever works on one
/// modality alone (bounds, teachers, students) sees clips as their pooled channels, less the mean over the pairs.
struct FrameData: Sendable {
  let level: FrameLevel
  let views: [String: FrameView]
  /// (T · d) x n for each modality; zeros for a sample that lacks it.
  let sequences: [String: FeatureMatrix]
  private var means: [String: [Double]] = [:]

  /// The view of each modality, fitted on the rows that `fitting` names for it.
  init(_ modalities: [ModalityFeatures], level: FrameLevel, fitting rows: (String) -> [Int]) throws {
    self.level = level
    var views: [String: FrameView] = [:]
    for modality in modalities {
      guard let shape = modality.sequence else {
        throw InputError(
          "features of \(modality.name)", found: "one vector a sample", expected: "frames",
          advice: "End its encoder chain with 'frames', or write /modalities/\(modality.name)/frames.")
      }
      views[modality.name] = FrameView(modality.values.columns(rows(modality.name)), frames: shape.frames, level: level)
    }
    self.views = views
    sequences = Dictionary(uniqueKeysWithValues: modalities.map { ($0.name, $0.values) })
    for (name, view) in views {
      means[name] = view.pooled(sequences[name]!.columns(rows(name)), level: level).rowMeans
    }
  }

  /// All clips of a modality as their pooled channels.
  func pooled(_ modality: String) -> Matrix<Double> {
    let all = sequences[modality]!
    let pooled = views[modality]!.pooled(all.columns(Array(0..<all.count)), level: level)
    return pooled.addingToColumns(means[modality]!.map { -$0 })
  }
}
