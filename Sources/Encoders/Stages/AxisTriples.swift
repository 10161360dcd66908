/// Three channels `<base>-x`, `<base>-y`, `<base>-z` that are one vector.
struct AxisTriple: Equatable {
  /// The common part of the names: a joint or a sensor.
  let base: String
  /// The places of x, y and z among the channels.
  let indices: [Int]

  /// All complete triples, in the order of their x channels.
  static func all(in channels: [String]) -> [AxisTriple] {
    var place: [String: Int] = [:]
    for (index, name) in channels.enumerated() { place[name] = index }
    return channels.compactMap { name in
      guard name.hasSuffix("-x") else { return nil }
      let base = String(name.dropLast(2))
      let indices = ["-x", "-y", "-z"].compactMap { place[base + $0] }
      return indices.count == 3 ? AxisTriple(base: base, indices: indices) : nil
    }
  }
}
