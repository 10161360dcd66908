import Diagnostics
import FeatureStore
import Files
import Foundation
import Logging
import Records
import Splits

extension BenchmarkRunner {
  /// Writes the features of every split to `folder`, one file a split with all modalities, and
  /// gives the files.
  ///
  /// Where no encoder learns, all splits share one file, `<dataset>.h5`.
  public func writeFeatures(to folder: URL, progress: ProgressHandler? = nil) throws -> [URL] {
    guard configuration.pairs.count == 1 else {
      throw InputError(
        "pairs", found: "\(configuration.pairs.count) choices", expected: "one",
        advice: "Encoders that learn are fitted on the pairs: name those of one data set.")
    }
    if let open = sources.joined().first(where: { $0.directions != nil }) {
      throw InputError(
        "benchmark \(configuration.benchmark)", found: "candidates for the features of \(open.dataset)",
        expected: "one chain a modality, and one reduction", advice: "Write what you want in place of 'candidates'.")
    }
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

  /// Encodes what trials without a record need and the cache does not hold, and gives how many
  /// parts of the plan had something to encode. No trial is run.
  ///
  /// Where several processes share a plan, one of them does this before the others begin. Features
  /// are then encoded once, and none waits for another while it holds processors. It needs no locks
  /// of the file system, and faults of recordings end the work before it is shared out. Features of
  /// one part are in memory at a time.
  /// - Throws: as `run`, for recordings that cannot be used.
  public func encodeMissing(_ options: RunOptions = RunOptions(), progress: ProgressHandler? = nil) throws -> Int {
    var encoded = 0
    for unit in try Plan(configuration, sources: sources).units {
      let parts = Set(try missing(unit, options).map { unit.trials[$0].part }).sorted().map { unit.parts[$0] }
      for part in parts {
        let sources = (part.source as? OpenFeatures)?.combinations.map(\.source) ?? [part.source]
        let open = try sources.filter { source in
          try source.modalities.contains { try source.dimension(of: $0, for: part.split) == nil }
        }
        for source in open { _ = try source.features(for: part.split, progress: progress) }
        encoded += open.isEmpty ? 0 : 1
      }
    }
    return encoded
  }

  /// The places of the trials of a unit that `run` would run.
  private func missing(_ unit: PlanUnit, _ options: RunOptions) throws -> [Int] {
    let wanted = unit.wanted(options)
    guard !options.replacesRecords else { return wanted }
    let found = try store.find(wanted.map { unit.trials[$0].trial.planned }) { $0.error != nil }
    return zip(wanted, found).filter { _, record in
      record.content.map { $0 && options.retriesFailed } ?? (record.unusable?.isNewer != true)
    }.map(\.0)
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

  /// The features of a source for a split.
  /// - Throws: `InputError` where they were fitted on rows that the split forbids.
  func checkedFeatures(
    of source: any FeatureSource, for split: Split, progress: ProgressHandler?
  ) throws -> FeatureSet {
    let features = try source.features(for: split, progress: progress)
    for modality in features.all {
      guard let ids = modality.fittedOn else { continue }
      try split.checkFitted(on: ids, samples: features.samples, place: "features of \(modality.name)")
    }
    return features
  }

  /// The reduced features of a part.
  func splitData(_ part: SplitPlan, progress: ProgressHandler?) throws -> SplitData {
    let split = part.split
    if let open = part.source as? OpenFeatures { return try chosenData(part, among: open, progress: progress) }
    let features = try checkedFeatures(of: part.source, for: split, progress: progress)
    let again = { @Sendable in try part.source.features(for: split, progress: nil) }
    guard let frames = part.frames else {
      return try SplitData(features, split: split, reduction: configuration.reduction, again: again)
    }
    let data = try SplitData(features, split: split, frames: frames, again: again)
    guard part.level == .both else { return data }
    return try SplitData(
      features, split: split, reduction: configuration.reduction, companion: data, again: again)
  }

  /// The reduced features of a part whose features are left open: those that its criterion chooses.
  func chosenData(
    _ part: SplitPlan, among open: OpenFeatures, progress: ProgressHandler?
  ) throws -> SplitData {
    let split = part.split
    let data = try FeatureSelector(direction: open.direction, criterion: open.criterion)(
      open.combinations.map(\.name)
    ) { place in
      let (source, reduction) = (open.combinations[place].source, open.combinations[place].reduction)
      return try SplitData(
        checkedFeatures(of: source, for: split, progress: progress), split: split, reduction: reduction,
        again: { try source.features(for: split, progress: nil) })
    }
    if let choice = data.featureChoice {
      let way = "\(open.direction.source) -> \(open.direction.target)"
      Logger(label: "hartransfer.run").info(
        "\(split.protocolName), \(split.name), \(way): features chosen by \(choice.criterion.name): \(choice.chosen)")
      for candidate in choice.candidates {
        guard let error = candidate.error else { continue }
        Logger(label: "hartransfer.run").warning("\(way): candidate \(candidate.combination) is out: \(error)")
      }
    }
    return data
  }
}
