import Benchmarking

/// Encoders as a board's title names them: with those parameters in which the benchmark's encoders of a modality differ.
struct EncoderNames {
  private let varying: [String: Set<String>]

  /// Looks at all trials of a benchmark.
  init(_ trials: [TrialDescription]) {
    var seen: [String: [String: JSONValue]] = [:]
    var varying: [String: Set<String>] = [:]
    for (modality, encoder) in trials.flatMap({ [($0.source, $0.encoderSource), ($0.target, $0.encoderTarget)] }) {
      let values = encoder.parameters.leaves
      if let first = seen[modality] {
        let names = Set(first.keys).union(values.keys)
        varying[modality, default: []].formUnion(names.filter { first[$0] != values[$0] })
      } else {
        seen[modality] = values
      }
    }
    self.varying = varying
  }

  /// `inertial: minirocket`, or `modality-1: synthetic (noise=0.1)`.
  func title(_ modality: String, _ encoder: TrialDescription.Choice) -> String {
    let differing = encoder.parameters.leaves.filter { varying[modality, default: []].contains($0.key) }
    guard !differing.isEmpty else { return "\(modality): \(encoder.name)" }
    let text = differing.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    return "\(modality): \(encoder.name) (\(text))"
  }
}

extension JSONValue {
  /// The values that are no objects, by the keys that lead to them, outermost first: `parameters.noise`.
  var leaves: [String: JSONValue] {
    guard case .object(let members) = self else { return [:] }
    var leaves: [String: JSONValue] = [:]
    for (name, value) in members {
      guard case .object = value else {
        leaves[name] = value
        continue
      }
      for (inner, leaf) in value.leaves { leaves["\(name).\(inner)"] = leaf }
    }
    return leaves
  }
}
