import Records

/// Encoders as a board's title names them: with those parameters in which the benchmark's encoders of one name and modality differ.
struct EncoderNames {
  private struct Key: Hashable {
    let modality: String
    let name: String
  }

  private let varying: [Key: Set<String>]

  /// Looks at all trials of a benchmark.
  init(_ trials: [TrialDescription]) {
    var seen: [Key: [String: JSONValue]] = [:]
    var varying: [Key: Set<String>] = [:]
    for (modality, encoder) in trials.flatMap({ [($0.source, $0.encoderSource), ($0.target, $0.encoderTarget)] }) {
      let key = Key(modality: modality, name: encoder.name)
      let values = encoder.parameters.leaves
      if let first = seen[key] {
        let names = Set(first.keys).union(values.keys)
        varying[key, default: []].formUnion(names.filter { first[$0] != values[$0] })
      } else {
        seen[key] = values
      }
    }
    self.varying = varying
  }

  /// `inertial: minirocket`, or `modality-1: synthetic (noise=0.1)`.
  func title(_ modality: String, _ encoder: TrialDescription.Choice) -> String {
    let varying = varying[Key(modality: modality, name: encoder.name), default: []]
    let differing = encoder.parameters.leaves.filter { varying.contains($0.key) }
    guard !differing.isEmpty else { return "\(modality): \(encoder.name)" }
    let text = differing.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    return "\(modality): \(encoder.name) (\(text))"
  }
}
