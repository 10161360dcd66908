import Datasets
import Diagnostics

/// Which modality of another data set is which of this one. A configuration says so; else it is the
/// same name, else a role that one modality alone has in both.
struct Counterparts {
  private let said: [String: ModalityPart]
  private let own: Manifest
  private let other: Manifest

  /// - Throws: `InputError` for a name that is no modality of the benchmark.
  init(_ said: [String: ModalityPart], in own: Manifest, and other: Manifest) throws {
    (self.said, self.own, self.other) = (said, own, other)
    let names = own.modalities.map(\.name)
    if let unknown = said.keys.sorted().first(where: { !names.contains($0) }) {
      throw InputError(
        "pairs: modalities", found: "'\(unknown)'",
        expected: "modalities of \(own.id): \(names.joined(separator: ", "))",
        advice: suggestion(for: unknown, among: names))
    }
  }

  /// The counterpart of each of these modalities, by its name here.
  /// - Throws: `InputError` with all that have none.
  func parts(of names: [String]) throws -> [String: ModalityPart] {
    var (parts, faults): ([String: ModalityPart], [InputError]) = ([:], [])
    for name in names {
      do { parts[name] = try part(of: name) } catch let fault as InputError { faults.append(fault) }
    }
    if let all = InputError.joining(faults) { throw all }
    return parts
  }

  private func part(of name: String) throws -> ModalityPart {
    if let part = said[name] { return part }
    if other.modalities.contains(where: { $0.name == name }) { return ModalityPart(modality: name) }
    let role = own.modalities.first { $0.name == name }?.roles.first
    func having(_ manifest: Manifest) -> [String] {
      manifest.modalities.filter { role != nil && $0.roles.first == role }.map(\.name)
    }
    if having(own) == [name], let only = having(other).first, having(other).count == 1 {
      return ModalityPart(modality: only)
    }
    throw InputError(
      "pairs: modalities", found: "none for '\(name)'",
      expected: "a modality of \(other.id): \(other.modalities.map(\.name).joined(separator: ", "))",
      advice: "Write '\(name): NAME' below 'modalities' of the pairs, or take its encoder out.")
  }
}
