/// How a method looks in every figure and in the report: the same colour and marker everywhere.
///
/// A family shares a colour, and the marker tells its members apart. A method that no family names
/// is among the others, with a marker that depends on its name alone: it looks the same on every
/// machine and beside any other method. Two such methods may look alike, so figures name what they
/// draw.
public struct MethodAppearance: Sendable, Equatable {
  /// The shapes of points.
  public enum Marker: String, Sendable, CaseIterable {
    case circle, square, triangle, invertedTriangle = "inverted-triangle", diamond, pentagon, plus, cross
  }

  /// The kind of method, as readers group them.
  public let family: MethodFamily
  public let marker: Marker

  /// On a light background, `#rrggbb`.
  public var colour: String { family.colour }
  /// On a dark background, `#rrggbb`.
  public var darkColour: String { family.darkColour }

  /// The look of an alignment or a bound.
  /// - Parameter method: its name in the records.
  public init(of method: String) {
    for family in MethodFamily.allCases {
      if let place = family.members.firstIndex(of: method) {
        (self.family, marker) = (family, Self.marker(place))
        return
      }
    }
    // Markers that no known member has.
    let known = MethodFamily.other.members.count
    (family, marker) = (.other, Self.marker(known + Self.number(method) % (Marker.allCases.count - known)))
  }

  /// A number of the name's bytes: not `Hasher`, whose values differ from run to run.
  /// Source: the hash FNV-1a in 32 bits.
  private static func number(_ name: String) -> Int {
    Int(name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 })
  }

  private static func marker(_ place: Int) -> Marker { Marker.allCases[place % Marker.allCases.count] }
}
