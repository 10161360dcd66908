import Diagnostics
import Yams

/// A list of elements. A list of scalars in place of one scalar stands for one element with each.
///
/// `- ridge-cca: {k: [16, 32], ridge: [0.1, 1]}` gives four elements; the last list runs fastest. A
/// grid is read from YAML only. Lists under `select` stay as they are: these alternatives belong to
/// one element (`Candidates`).
public struct Grid<Element: Decodable>: Decodable {
  /// The elements in the order of the file, grids expanded.
  public let elements: [Element]

  /// Decodes the list.
  public init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? NodeDecoder else {
      throw InputError("grid", found: "another format", expected: "YAML")
    }
    guard case .sequence(let sequence) = decoder.node else { throw decoder.mismatch("a list") }
    var faults = Faults()
    elements = try sequence.enumerated().flatMap { index, item in
      try faults.value {
        try alternatives(of: item, isItem: true).map {
          try decoder.child($0, IndexKey(index)).decodeWhole(Element.self)
        }
      } ?? []
    }
    try faults.check()
  }
}

extension Grid: Sendable where Element: Sendable {}

/// Every choice of one scalar from each list of scalars inside `node`, except under `select`.
func alternatives(of node: Node, isItem: Bool = false) -> [Node] {
  switch node {
  case .sequence(let sequence) where !isItem && sequence.allSatisfy(\.isScalar): Array(sequence)
  case .mapping(let mapping):
    mapping.reduce([[]] as [[(Node, Node)]]) { partial, pair in
      let choices = pair.key.string == candidatesKey ? [pair.value] : alternatives(of: pair.value)
      return partial.flatMap { pairs in choices.map { pairs + [(pair.key, $0)] } }
    }.map { .mapping(Node.Mapping($0, mapping.tag, mapping.style, mapping.mark)) }
  default: [node]
  }
}

extension Node {
  fileprivate var isScalar: Bool {
    if case .scalar = self { true } else { false }
  }
}
