import Alignment
import Classifiers
import Foundation
import Metrics
import Parallelism
import Splits

/// An estimate of the memory that a trial takes beside the features: what admission and `plan` go
/// by.
///
/// It counts the matrices of doubles that fits hold at a time, from the sizes of the split: the
/// pairs stacked and their copies, the factorisation, kernels where the method is not linear,
/// latents, distances among test rows, and the classifier's copies. It goes by the kind of method
/// and not by measurement, so it can be off by a small factor.
struct TrialMemory {
  /// Features of each modality after reduction.
  let dimensions: [String: Int]
  let roles: Roles

  private static let doubleSize = 8

  func bytes(of trial: Trial) -> Int {
    let features = trial.direction.modalities.map { dimensions[$0] ?? 0 }
    let d = features.reduce(0, +)
    let (pairs, labelled, test) = (roles.paired.count, roles.labelled.count, roles.test.count)
    let rank = min(d, pairs)
    var numbers = 3 * d * (labelled + test)
    if case .alignment(let choice) = trial.method {
      // Distances of many test rows are never all at hand.
      let compared = min(test, MeasuredRows.most)
      numbers += 4 * d * pairs + 4 * d * rank + 6 * rank * rank + 3 * compared * compared
      // Candidates are fitted one after the other.
      numbers +=
        choice.candidates.map { $0.heldNumbers(features: features, pairs: pairs, samples: labelled + test) }
        .max() ?? 0
      if choice.candidates.contains(where: { !$0.isLinear }) { numbers += 4 * pairs * pairs }
      if choice.criterion != nil || trial.decoding?.method is CalibratedStacking { numbers *= 2 }
    }
    // A classifier of latents has their dimension; a classifier of features has that of the
    // features.
    let width = min(d, labelled)
    numbers += 2 * d * labelled + 4 * width * width
    return numbers * Self.doubleSize
  }

  /// Bytes of the inner folds that the trials of a part share. Each fold has reduced features of
  /// its own; all folds of a stage share one copy of their sequences of frames. The parts of a unit
  /// hold theirs at the same time.
  func bytes(ofFoldsOf trials: [Trial], samples: Int, areFrames: Bool) -> Int {
    let stages = Set(trials.flatMap { $0.stages.of(.innerFolds) + $0.stages.of(.calibrationFolds) })
    let copies = stages.reduce(0) { sum, stage in
      sum + (areFrames ? 1 : (stage.kind == .calibrationFolds ? 3 : 1) * InnerUnits.limit)
    }
    return copies * dimensions.values.reduce(0, +) * samples * Self.doubleSize
  }

  /// Bytes of a process that works on a split: the most of what reducing its features takes and
  /// what they and the running trials take afterwards.
  /// - Parameters:
  ///   - features: the number of features of each modality as read, which stay in memory.
  ///   - reduced: the same after reduction.
  ///   - trials: bytes of the trials that run side by side.
  static func bytes(features: [Int], reduced: [Int], samples: Int, trials: Int) -> Int {
    let stored = features.reduce(0, +) * samples * doubleSize
    // Modalities are reduced side by side, each with copies of all rows, scaled and centred.
    let copies = 3 * features.sorted(by: >).prefix(activeProcessorCount).reduce(0, +) * samples * doubleSize
    return processSize + stored + max(copies, reduced.reduce(0, +) * samples * doubleSize + trials)
  }

  /// Bytes of the program and its libraries.
  private static let processSize = 50_000_000

  /// Features of a modality after reduction, at most.
  static func reduced(_ dimension: Int, by reduction: Reduction, pairs: Int) -> Int {
    reduction.pca.map { min($0, dimension, pairs) } ?? dimension
  }

  /// Bytes that this process holds now; 0 where the system does not say.
  static func held() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
