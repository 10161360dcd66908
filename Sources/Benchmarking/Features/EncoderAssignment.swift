import Datasets
import Diagnostics
import Encoders
import Records

/// Which chain each modality of a data set gets at one level.
///
/// A configuration names a modality, or a role, which is every modality that has it. The name of a
/// modality wins over roles, and the closest role over others (`Modality.roles`). An encoder of an
/// included file that fits no modality is dropped. One of the configuration itself stays under its
/// name, and is refused where the recordings are opened.
struct EncoderAssignment {
  /// The chain of each modality, by the modality's name.
  private(set) var chains: [String: EncoderChain] = [:]
  /// The name under which the configuration gives it, by the modality's name.
  private(set) var keys: [String: String] = [:]
  /// What was included or named by its role, for a person.
  private(set) var uses: [EncoderUse] = []
  /// What was dropped, or is not encoded, for a person.
  private(set) var dropped: [String] = []
  private let level: LevelConfiguration
  private let dataset: String

  /// Gives the modalities of a manifest their chains.
  /// - Throws: `InputError` where included encoders alone are given, and none fits.
  init(_ level: LevelConfiguration, in manifest: Manifest) throws {
    self.level = level
    dataset = manifest.id
    let described = manifest.descriptions == nil ? [] : [DescribedRecordings.modality]
    let names = Set(manifest.modalities.map(\.name) + described)
    var taken: Set<String> = []
    for name in names {
      let roles = manifest.modalities.first { $0.name == name }?.roles ?? [.text]
      let form = manifest.modalities.first { $0.name == name }?.form
      let role = roles.first { role in
        // In the configuration itself, the name of a modality is that modality alone.
        guard let chain = level.encoders[role.rawValue] else { return false }
        let isOwn = level.recipes[role.rawValue] == nil
        return isOwn ? !names.contains(role.rawValue) : chain.takes(form)
      }
      // A recipe names roles: where a modality is called like one, its frames decide too.
      let isNamed = level.encoders[name].map { level.recipes[name] == nil || $0.takes(form) } ?? false
      guard let key = isNamed ? name : role?.rawValue, let chain = level.encoders[key] else { continue }
      taken.insert(key)
      chains[name] = chain
      keys[name] = key
      if key != name || level.recipes[key] != nil {
        uses.append(
          EncoderUse(
            level: level.level, modality: name, encoder: chain.name, role: key == name ? nil : key,
            file: level.recipes[key]))
      }
    }
    uses.sort { $0.modality < $1.modality }
    for (key, chain) in level.encoders where !taken.contains(key) {
      guard let file = level.recipes[key] else {
        chains[key] = chain
        keys[key] = key
        continue
      }
      let called = manifest.modalities.first { $0.name == key || $0.role?.rawValue == key }
      drop(key, file, called.map { "it takes \(chain.input), and '\($0.name)' is \($0.form)" })
    }
    dropped.sort()
    guard chains.isEmpty, !level.encoders.isEmpty else { return }
    throw InputError(
      "encoders", found: "included encoders for \(level.encoders.keys.sorted().joined(separator: ", "))",
      expected: "one that fits a modality of \(dataset): \(Self.listing(manifest))",
      advice: "Name a modality below 'encoders', or give it a 'role' in the manifest.")
  }

  /// Drops the included encoders of modalities that have no files.
  mutating func keep(_ atHand: [String]) {
    for use in uses where !atHand.contains(use.modality) {
      guard let file = use.file else { continue }
      chains[use.modality] = nil
      drop(use.modality, file)
    }
    uses.removeAll { chains[$0.modality] == nil }
  }

  /// Says which modalities are not encoded, since no direction has them. Their chains stay: samples
  /// and common time are those of all modalities with an encoder, whichever directions are run.
  mutating func tell(encoded named: Set<String>) {
    dropped += chains.keys.sorted().filter { !named.contains($0) }.map { "\(place) for '\($0)': no direction has it" }
    uses.removeAll { !named.contains($0.modality) }
  }

  private var place: String { level.level == .clips ? "encoder" : "encoder of \(level.level)" }

  private mutating func drop(_ name: String, _ file: String, _ reason: String? = nil) {
    dropped.append("\(place) for '\(name)' (\(file)): \(reason ?? "\(dataset) has no such modality")")
  }

  /// The modalities of a manifest with their roles.
  private static func listing(_ manifest: Manifest) -> String {
    manifest.modalities.map { modality in
      let roles = modality.roles.map(\.rawValue)
      return roles.isEmpty ? modality.name : "\(modality.name) (\(roles.joined(separator: ", ")))"
    }.joined(separator: ", ")
  }
}

/// The chain that a modality got from an included file, or by its role.
public struct EncoderUse: Encodable, Sendable, Equatable {
  /// What is looked at.
  public var level: Level
  public var modality: String
  /// The names of the chain's links.
  public var encoder: String
  /// The role that names the modality; left out where its own name does.
  public var role: String?
  /// The included file; left out where it is the configuration itself.
  public var file: String?
}

extension EncoderChain {
  /// Whether the chain takes recordings of that form; any chain that of channels which a video may
  /// be.
  fileprivate func takes(_ form: Modality.Form?) -> Bool {
    switch form {
    case .channels: input == .series || input == .depth
    case .grid: input == .grid
    case .points: input == .points
    case nil: input == .text
    }
  }
}
