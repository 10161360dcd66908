import Records

extension BenchmarkRunner {
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
}
