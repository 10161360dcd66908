import Records

/// What a record calls the classes, and of which samples: records of the same samples call them the
/// same.
struct ClassNames: Sendable {
  private let key: String
  private let names: [String]
  private let samples: [String]

  init(of record: TrialRecord) {
    key = record.key
    names = record.classNames
    samples = [record.trial.dataset, record.trial.datasetVersion, record.ties?.samples ?? ""]
  }

  /// The records whose names are not those of most others of the same samples.
  static func differences(_ records: [ClassNames]) -> [String] {
    let groups = Dictionary(grouping: records, by: \.samples)
    return groups.values.flatMap { group -> [String] in
      let counts = Dictionary(grouping: group, by: \.names).mapValues(\.count)
      guard counts.count > 1, let most = counts.values.max(),
        let usual = group.first(where: { counts[$0.names] == most })?.names
      else { return [] }
      return group.filter { $0.names != usual }.map { record in
        let place = zip(record.names, usual).enumerated().first { $1.0 != $1.1 }
        let found = place.map { "class \($0.offset) is '\($0.element.0)'" } ?? "there are \(record.names.count) classes"
        let expected = place.map { "'\($0.element.1)'" } ?? "\(usual.count)"
        return "record \(record.key): \(found), and \(expected) in \(most) others of the same samples"
      }
    }.sorted()
  }
}
