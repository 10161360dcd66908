import Datasets
import Diagnostics
import FeatureStore
import Foundation
import Logging
import Metrics
import Parallelism
import Records

/// Runs a trial and puts down what came of it.
struct TrialRecorder: Sendable {
  let provenance: Provenance
  var preparation = Preparation()
  /// Bytes that a trial may take by estimate.
  var mostMemory = machineMemory
  var logger = Logger(label: "hartransfer.run")

  /// The record of a trial; of one that fails, a record with the error.
  func record(of trial: Trial, data: SplitData) -> TrialRecord {
    let startedAt = Date().formatted(.iso8601)
    let (result, seconds) = timed {
      Result {
        try refuse(trial, largerThanMemoryFor: data)
        return try TrialRun(trial: trial, data: data)()
      }
    }
    switch result {
    case .success(let outcome):
      return record(of: trial, data: data, outcome, error: nil, startedAt: startedAt, seconds: seconds)
    case .failure(let failure):
      let (source, target) = (trial.direction.source, trial.direction.target)
      logger.warning("\(trial.description.alignment.name), \(source) -> \(target): \(failure)")
      return record(
        of: trial, data: data, TrialOutcome(), error: "\(failure)", startedAt: startedAt, seconds: seconds)
    }
  }

  /// Asking for memory that is not there would end the process, with the trials beside this one.
  private func refuse(_ trial: Trial, largerThanMemoryFor data: SplitData) throws {
    let memory = TrialMemory(dimensions: data.modalities.mapValues(\.columns.rows), roles: data.split.roles)
    let bytes = memory.bytes(of: trial)
    guard bytes > mostMemory else { return }
    throw InputError(
      "memory", found: "a trial that takes \(bytes >> 20) MiB by estimate", expected: "at most \(mostMemory >> 20) MiB",
      advice: "Reduce the features ('reduction'), or lower k; a larger --memory lets it run all the same.")
  }

  /// The record of a trial that came to a value which no record holds: a number that is not finite.
  func record(of trial: Trial, data: SplitData, notWritten value: Any, at path: [any CodingKey]) -> TrialRecord {
    let place = path.map(\.stringValue).filter { Int($0) == nil }.joined(separator: ".")
    let failure = InputError(
      place.isEmpty ? "the record" : place, found: "\(value)", expected: "finite numbers",
      advice: "Features of such magnitudes overflow: standardise them ('reduction'), or scale them.")
    logger.warning(
      "\(trial.description.alignment.name), \(trial.direction.source) -> \(trial.direction.target): \(failure)")
    return record(
      of: trial, data: data, TrialOutcome(), error: "\(failure)", startedAt: Date().formatted(.iso8601), seconds: 0)
  }

  /// The record of a trial that was given up.
  func record(of trial: Trial, data: SplitData, givenUpAfter seconds: Double) -> TrialRecord {
    let startedAt = Date(timeIntervalSinceNow: -seconds).formatted(.iso8601)
    return record(
      of: trial, data: data, TrialOutcome(), error: "no result within the timeout of \(seconds.formatted()) s",
      startedAt: startedAt, seconds: seconds)
  }

  private func record(
    of trial: Trial, data: SplitData, _ outcome: TrialOutcome, error: String?, startedAt: String, seconds: Double
  ) -> TrialRecord {
    let samples = data.samples
    let test = outcome.rows
    let scored = Set(test)
    let left = error == nil ? data.split.roles.test.filter { !scored.contains($0) } : []
    let truth = test.map { samples.labels[$0] }
    var record = TrialRecord(
      key: trial.key, trial: trial.description, data: trial.checksums, ties: trial.ties,
      classNames: samples.namedClasses, roles: data.split.roles, candidateClasses: data.split.candidateClasses,
      error: error, scores: outcome.scores, provenance: provenance,
      run: .init(
        startedAt: startedAt, fitSeconds: outcome.fitSeconds, selectionSeconds: outcome.selectionSeconds,
        seconds: seconds))
    record.pairedClasses = data.split.seenClasses
    record.unscored = left.isEmpty ? nil : left.map { samples.ids[$0] }
    record.predictions = outcome.predicted.map {
      .init(
        ids: test.map { samples.ids[$0] }, subjects: test.map { samples.subjects[$0] }, truth: truth, predicted: $0,
        latentDistances: outcome.latentDistances)
    }
    record.confusion = outcome.predicted.map {
      ConfusionMatrix(truth: truth, predictions: $0, classCount: samples.namedClasses.count)
    }
    record.preparation = preparation.isEmpty ? nil : preparation
    record.featureChoice = data.featureChoice
    record.selection = outcome.selection
    if let selection = outcome.selection {
      let (source, target) = (trial.direction.source, trial.direction.target)
      logger.debug(
        "\(data.split.name): \(trial.description.alignment.name), \(source) -> \(target): chosen \(selection.chosen)")
    }
    record.calibration = outcome.calibration
    record.training = outcome.training
    record.matching = outcome.matching
    record.latent = outcome.latent
    record.latentPlane = outcome.latentPlane
    record.reductionTies = data.reductionTies.isEmpty ? nil : data.reductionTies.mapValues(TrialRecord.Tie.init)
    return record
  }
}
