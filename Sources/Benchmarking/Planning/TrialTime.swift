import Alignment
import Splits

/// A rough estimate of the time that trials take, by counting their operations: what `plan` goes by
/// where no record tells.
///
/// It counts factorisations once for all trials that share them, training by its epochs, and what
/// classifiers do with test rows. Frames count as clips, so that it is low for them.
struct TrialTime {
  /// Features of each modality after reduction.
  let dimensions: [String: Int]
  let roles: Roles

  /// Operations a second of one core, as matrix products reach them here and there.
  private static let operationsPerSecond = 4e9
  /// What a trial takes beside them: scores, metrics, and writing its record.
  private static let secondsPerTrial = 0.02

  /// Seconds of all trials one after another.
  func seconds(of trials: [Trial]) -> Double {
    var known: Set<String> = []
    var operations = 0.0
    for trial in trials {
      let d = Double(trial.direction.modalities.reduce(0) { $0 + (dimensions[$1] ?? 0) })
      let (pairs, labelled, test) = (Double(roles.paired.count), Double(roles.labelled.count), Double(roles.test.count))
      let isNew = trial.stages.factorisations.filter { known.insert($0).inserted }.count > 0
      if case .alignment(let choice) = trial.method {
        for candidate in choice.candidates {
          if let learned = candidate as? any LearnedAlignmentMethod {
            let training = learned.training
            let passes = Double(training.epochs * max(training.restarts, 1) * (training.refit ? 2 : 1))
            if isNew { operations += passes * 6 * pairs * d * Double(training.k) }
          } else if isNew {
            let rank = min(d, pairs)
            operations += 2 * d * d * pairs + 10 * rank * rank * rank
          }
          operations += 2 * d * d * (choice.criterion == nil ? 1 : 5)
        }
      }
      operations += 20 * (labelled + test) * min(d, labelled) + 4 * labelled * test
    }
    return operations / Self.operationsPerSecond + Double(trials.count) * Self.secondsPerTrial
  }
}
