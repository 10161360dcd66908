import Records

/// Names of series or rows: the alignment, with what tells one from the others and nothing else.
public struct SeriesNames: Sendable {
  /// The names in the order of the series; each is there once.
  public let names: [String]

  /// A part of a description: what it is called, and the parameters that go with that name.
  private struct Part {
    /// The alignment's name is said of every series; any other name where the series differ in it.
    var isAlwaysNamed = false
    let name: @Sendable (TrialDescription) -> String
    var parameters: @Sendable (TrialDescription) -> JSONValue = { _ in .null }
  }

  /// All that tells rows apart: series that differ have different names.
  private static let parts: [Part] = [
    Part(isAlwaysNamed: true, name: { $0.alignment.name }, parameters: { $0.alignment.parameters }),
    Part(name: { $0.classifier.name }, parameters: { $0.classifier.parameters }),
    Part(name: { $0.decoding?.name ?? "" }, parameters: { $0.decoding?.parameters ?? .null }),
    Part(name: { $0.level.rawValue }, parameters: { $0.frames ?? .null }),
    Part(name: { $0.sourceLatents.map { "source latents \($0.rawValue)" } ?? "" }),
    Part(name: { "\($0.source) -> \($0.target)" }),
    Part(name: { "\($0.source): \($0.encoderSource.name)" }, parameters: { $0.encoderSource.parameters }),
    Part(name: { "\($0.target): \($0.encoderTarget.name)" }, parameters: { $0.encoderTarget.parameters }),
    Part(name: { _ in "reduction" }, parameters: { $0.reduction }),
    Part(name: { $0.protocol.name }, parameters: { $0.protocol.parameters }),
    Part(name: { $0.dataset }), Part(name: { "version \($0.datasetVersion)" }), Part(name: { $0.benchmark }),
    Part(name: { $0.pairs.map { "pairs of \($0.name)" } ?? "" }, parameters: { $0.pairs?.parameters ?? .null }),
    Part(name: { $0.condition.map { "\($0)" } ?? "" }), Part(name: { "seed \($0.seed)" }),
  ]

  /// Names each of these descriptions among all of them.
  public init(_ series: [TrialDescription]) {
    let columns = Self.parts.map { Self.texts($0, of: series) }
    names = series.indices.map { row in columns.map { $0[row] }.filter { !$0.isEmpty }.joined(separator: " ") }
  }

  /// What a part says of each series: its name where the series differ in it, and the parameters in
  /// which those of one name differ.
  private static func texts(_ part: Part, of series: [TrialDescription]) -> [String] {
    let names = series.map(part.name)
    let leaves = series.map { part.parameters($0).leaves }
    let isNamed = part.isAlwaysNamed || Set(names).count > 1
    var differing: [String: Set<String>] = [:]
    var first: [String: [String: JSONValue]] = [:]
    for (name, own) in zip(names, leaves) {
      let other = first[name, default: own]
      first[name] = other
      let keys = Set(own.keys).union(other.keys).filter { own[$0] != other[$0] }
      differing[name, default: []].formUnion(keys)
    }
    return zip(names, leaves).map { name, own in
      let told = differing[name, default: []].sorted().map { "\($0)=\(own[$0].map { "\($0)" } ?? "none")" }
      return ((isNamed || !told.isEmpty && !name.isEmpty ? [name] : []) + told).filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }
}
