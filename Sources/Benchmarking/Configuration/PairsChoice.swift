import Datasets
import Diagnostics

/// Where the pairs of a benchmark are from, under `pairs`: the data set itself, or another one.
///
///     pairs: [own, {dataset: utd-mhad, modalities: {accelerometer: wrist}}]
public enum PairsChoice: Decodable, Sendable, Equatable {
  /// The pairs that the protocol gives.
  case own
  /// All rows of another data set, whose labels are not looked at.
  case elsewhere(OtherDataset)

  /// Another data set, and what in it is what.
  public struct OtherDataset: Decodable, Sendable, Equatable {
    /// Its id, or feature files.
    public let dataset: Source
    /// What each modality of the benchmark is there, by its name here; what is left out has the
    /// same name or the same role.
    public let modalities: [String: ModalityPart]
    /// Whether sensors must be worn on the same limbs.
    public let placement: MatchedModality.Placement

    /// Where the other rows are.
    public enum Source: Sendable, Equatable {
      case recordings(id: String)
      case features(files: [String])
    }

    private enum CodingKeys: String, CodingKey { case dataset, modalities, placement }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      switch try container.decode(DatasetChoice.self, forKey: .dataset) {
      case .recordings(let id): dataset = .recordings(id: id)
      case .features(let files): dataset = .features(files: files)
      case .synthetic:
        throw InputError(
          "pairs: dataset", found: "synthetic data", expected: "the id of a data set, or feature files",
          advice: "Write generated features to files with 'hartransfer synthetic', and name these.")
      }
      modalities = try container.decodeIfPresent([String: ModalityPart].self, forKey: .modalities) ?? [:]
      placement = try container.decodeIfPresent(MatchedModality.Placement.self, forKey: .placement) ?? .same
    }
  }

  /// Reads `own`, or `{dataset: ...}`.
  public init(from decoder: any Decoder) throws {
    guard let word = try? decoder.singleValueContainer().decode(String.self) else {
      self = .elsewhere(try OtherDataset(from: decoder))
      return
    }
    guard word == "own" else {
      throw InputError(
        "pairs", found: "'\(word)'", expected: "'own', or {dataset: ...}",
        advice: "Write {dataset: \(word)} for pairs of that data set.")
    }
    self = .own
  }
}

/// One choice, or a list of different ones.
struct PairsChoices: Decodable {
  let choices: [PairsChoice]

  init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      var choices: [PairsChoice] = []
      while !list.isAtEnd { choices.append(try list.decode(PairsChoice.self)) }
      self.choices = choices
    } else {
      choices = [try PairsChoice(from: decoder)]
    }
    let names = choices.map(\.name)
    guard !choices.isEmpty, Set(names).count == names.count else {
      throw InputError(
        "pairs", found: choices.isEmpty ? "an empty list" : names.joined(separator: ", "),
        expected: "each data set once, and 'own' for the pairs of the data set itself")
    }
  }
}

extension PairsChoice {
  /// What tells it from the others of a list.
  var name: String {
    switch self {
    case .own: "own"
    case .elsewhere(let other): other.name
    }
  }

  var isElsewhere: Bool { self != .own }
}

extension PairsChoice.OtherDataset {
  fileprivate var name: String {
    switch dataset {
    case .recordings(let id): "data set \(id)"
    case .features(let files): files.joined(separator: ", ")
    }
  }
}
