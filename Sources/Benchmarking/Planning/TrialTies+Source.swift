import FeatureStore
import Files
import Records

extension TrialTies {
  init(_ source: any FeatureSource, _ direction: Direction) throws {
    let modalities = source.modalities.filter(direction.modalities.contains)
    func presence() throws -> String {
      Checksum.of(
        try CanonicalJSON.data(
          source.modalities.map { name in [name] + (source.presence(of: name) ?? []).map { $0 ? "1" : "0" } }))
    }
    self.init(
      samples: try source.samples.checksum, modalities: modalities,
      making: Dictionary(uniqueKeysWithValues: try modalities.map { ($0, try source.making(of: $0)) }),
      presence: direction.modalities.contains(where: source.lacks) ? try presence() : nil)
  }
}

extension SampleTable {
  private struct Columns: Encodable {
    let ids: [String]
    let labels: [Int]
    let classNames: [String]
    let subjects: [Int]
    let trials: [Int]?
    let sessions: [Int]?
  }

  /// SHA-256 of all its columns.
  var checksum: String {
    get throws {
      Checksum.of(
        try CanonicalJSON.data(
          Columns(
            ids: ids, labels: labels, classNames: classNames, subjects: subjects, trials: trials, sessions: sessions)))
    }
  }
}
