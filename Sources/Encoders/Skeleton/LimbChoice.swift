import Datasets
import Diagnostics

/// Which limbs of a skeleton are looked at.
///
/// Written `all`, `placement`, or as a list of names of standard limbs and of limbs by their
/// joints: `[right-forearm, {name: right-hand, end: right-hand, start: right-wrist, before:
/// right-elbow}]`.
public enum LimbChoice: Sendable, Equatable {
  /// Every standard limb.
  case all
  /// Those that the data set's other modalities are worn on, as the manifest says.
  case placement
  case these([Item])

  /// One limb of a list.
  public enum Item: Sendable, Equatable {
    /// A limb that every tree of joints has.
    case standard(Limb)
    case joints(LimbJoints)
  }

  /// The limbs of a skeleton with the given joints.
  /// - Throws: `InputError` where the manifest says of no other modality on which limb it is worn.
  func limbs(of tree: JointTree, in context: StageContext, link: String) throws -> [LimbJoints] {
    switch self {
    case .all: return Limb.allCases.map { tree.joints(of: $0) }
    case .these(let items):
      return items.map { item in
        switch item {
        case .standard(let limb): tree.joints(of: limb)
        case .joints(let limb): limb
        }
      }
    case .placement:
      guard !context.worn.isEmpty else {
        throw InputError(
          "'\(link)': limbs", found: "'placement', and no modality that says on which limb it is worn",
          expected: "a key 'worn' of another modality in the data set's manifest",
          advice: "Write `worn: [right-forearm]` there, or name limbs.")
      }
      return context.worn.map { tree.joints(of: $0) }
    }
  }
}

extension LimbChoice: Codable {
  /// Reads a word or a list.
  /// - Throws: `InputError` on another word, an empty list, or two limbs of one name.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard word == "all" || word == "placement" else {
        throw InputError(
          "limbs", found: "'\(word)'", expected: "'all', 'placement', or a list of limbs",
          advice: Limb(rawValue: word) == nil ? "" : "Write `[\(word)]`.")
      }
      self = word == "all" ? .all : .placement
      return
    }
    let items = try decoder.singleValueContainer().decode([Item].self)
    let names = items.map(\.name)
    guard !items.isEmpty, Set(names).count == names.count else {
      throw InputError(
        "limbs", found: items.isEmpty ? "an empty list" : "\(names.joined(separator: ", "))",
        expected: "at least one limb, and each name once")
    }
    self = .these(items)
  }

  /// Writes what `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .all: try container.encode("all")
    case .placement: try container.encode("placement")
    case .these(let items): try container.encode(items)
    }
  }
}

extension LimbChoice.Item: Codable {
  /// What the limb's channels begin with.
  var name: String {
    switch self {
    case .standard(let limb): limb.rawValue
    case .joints(let limb): limb.name
    }
  }

  /// Reads the name of a standard limb, or a limb by its joints.
  public init(from decoder: any Decoder) throws {
    if (try? decoder.singleValueContainer().decode(String.self)) != nil {
      self = .standard(try Limb(from: decoder))
      return
    }
    let limb = try LimbJoints(from: decoder)
    guard Set([limb.end, limb.start, limb.before]).count == 3, !limb.name.isEmpty else {
      throw InputError(
        "limbs", found: "\(limb.end), \(limb.start), \(limb.before)", expected: "a name and three different joints",
        advice: "Write `{name: right-hand, end: right-hand, start: right-wrist, before: right-elbow}`.")
    }
    self = .joints(limb)
  }

  /// Writes what `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .standard(let limb): try limb.encode(to: encoder)
    case .joints(let limb): try limb.encode(to: encoder)
    }
  }
}
