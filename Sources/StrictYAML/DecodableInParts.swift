import Diagnostics
import Parameters
import Yams

/// A list or a mapping by names, whose parts do not depend on each other: all that are at fault are
/// told at once.
protocol DecodableInParts {
  init(parts decoder: NodeDecoder) throws
}

extension Array: DecodableInParts where Element: Decodable {
  init(parts decoder: NodeDecoder) throws {
    guard case .sequence(let nodes) = decoder.node else { throw decoder.mismatch("a list") }
    var faults = Faults()
    self = try nodes.enumerated().compactMap { place, node in
      try faults.value { try decoder.child(node, IndexKey(place)).decodeWhole(Element.self) }
    }
    try faults.check()
  }
}

extension Dictionary: DecodableInParts where Key == String, Value: Decodable {
  init(parts decoder: NodeDecoder) throws {
    guard case .mapping(let mapping) = decoder.node else { throw decoder.mismatch("a mapping of keys to values") }
    var faults = Faults()
    self = [:]
    for (key, node) in mapping {
      guard let name = key.string else { continue }
      self[name] = try faults.value { try decoder.child(node, NameKey(name)).decodeWhole(Value.self) }
    }
    try faults.check()
  }
}
