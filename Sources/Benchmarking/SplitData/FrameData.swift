import Alignment
import Diagnostics
import FeatureStore
import LinearAlgebra
import Splits

/// The sequences of a split, and how each modality's frames are seen.
///
/// Channels are scaled by the frames of the paired clips, as everything that is fitted without
/// labels. Bounds, teachers and students work on one modality alone: they see clips as their pooled
/// channels, less the mean over the pairs.
struct FrameData: Sendable {
  let level: FrameLevel
  /// For each scaling of the level the views by modality.
  let views: [[String: FrameView]]
  /// (T · d) x n for each modality; zeros for a sample that lacks it.
  let sequences: [String: FeatureMatrix]
  private var means: [[String: [Double]]] = []

  /// The view of each modality, fitted on the rows that `fitting` names for it.
  init(_ modalities: [ModalityFeatures], level: FrameLevel, fitting rows: (String) -> [Int]) throws {
    self.level = level
    for modality in modalities where modality.sequence == nil {
      throw InputError(
        "features of \(modality.name)", found: "one vector a sample", expected: "frames",
        advice: "End its encoder chain with 'frames', or write /modalities/\(modality.name)/frames.")
    }
    let fitting = Dictionary(uniqueKeysWithValues: modalities.map { ($0.name, $0.values.columns(rows($0.name))) })
    views = level.scalings.map { scaling in
      Dictionary(
        uniqueKeysWithValues: modalities.map { modality in
          let view = FrameView(
            fitting[modality.name]!, frames: modality.sequence?.frames ?? 1, lags: level.lags, scaling: scaling)
          return (modality.name, view)
        })
    }
    sequences = Dictionary(uniqueKeysWithValues: modalities.map { ($0.name, $0.values) })
    means = views.map { views in
      Dictionary(uniqueKeysWithValues: views.map { ($0, $1.pooled(fitting[$0]!, level: level).rowMeans) })
    }
  }

  /// The given clips of a modality as their pooled channels.
  func pooled(_ modality: String, _ rows: [Int]) -> Matrix<Double> {
    let columns = sequences[modality]!.columns(rows)
    return .stackedVertically(
      zip(views, means).map { views, means in
        views[modality]!.pooled(columns, level: level).addingToColumns(means[modality]!.map { -$0 })
      })
  }
}
