import Diagnostics
import FeatureStore
import Files
import Foundation

extension BenchmarkRunner {
  /// Writes the features of every split to `folder`, one file a split with all modalities, and
  /// gives the files.
  ///
  /// Where no encoder learns, all splits share one file, `<dataset>.h5`.
  public func writeFeatures(to folder: URL, progress: ProgressHandler? = nil) throws -> [URL] {
    guard let level = sources.first, let source = level.first, level.count == 1 else {
      throw InputError(
        "benchmark \(configuration.benchmark)", found: "a sweep over \(sources.first?.count ?? 0) data sets",
        expected: "one data set", advice: "Write a file for each value with 'hartransfer synthetic'.")
    }
    // The name stands in files of others.
    let dataset = try FileName.checked(
      source.dataset, place: "the name of the data set (attribute 'dataset' of a feature file)")
    var files: [URL] = []
    let parts = try Plan(configuration, sources: [level]).parts
    for split in parts.filter({ $0.condition == nil && $0.repetition == 1 }).map(\.split) {
      let parts = try zip(sources, configuration.levels).filter { $0.1.level != .both }.map {
        try $0.0[0].features(for: split, progress: progress)
      }
      let features = try FeatureSet.joining(parts, place: source.dataset)
      let isFitted = features.all.contains { $0.fittedOn != nil }
      let name = isFitted ? "\(dataset)-\(split.protocolName)-\(split.name)" : dataset
      let file = try folder.file(named: name, ending: ".h5", place: "the name of the features")
      try refuseOverwriting(file)
      try FeatureFile.write(features, to: file)
      files.append(file)
      if !isFitted { break }
    }
    return files
  }

  /// What is read is not written over.
  private func refuseOverwriting(_ file: URL) throws {
    guard case .features(let files) = configuration.dataset else { return }
    let paths = files.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    guard paths.contains(file.resolvingSymlinksInPath().path) else { return }
    throw InputError(
      file.path, found: "a file of the features that are read", expected: "another place to write to",
      advice: "Name another folder with -o.")
  }

  /// The reduced features of a part.
  func splitData(_ part: SplitPlan, progress: ProgressHandler?) throws -> SplitData {
    let split = part.split
    let features = try part.source.features(for: split, progress: progress)
    for modality in features.all {
      guard let ids = modality.fittedOn else { continue }
      try split.checkFitted(on: ids, samples: features.samples, place: "features of \(modality.name)")
    }
    let again = { @Sendable in try part.source.features(for: split, progress: nil) }
    guard let frames = part.frames else {
      return try SplitData(features, split: split, reduction: configuration.reduction, again: again)
    }
    let data = try SplitData(features, split: split, frames: frames, again: again)
    guard part.level == .both else { return data }
    return try SplitData(
      features, split: split, reduction: configuration.reduction, companion: data, again: again)
  }
}
