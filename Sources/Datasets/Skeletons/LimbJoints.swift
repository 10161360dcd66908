/// The points between which a limb lies.
public struct LimbJoints: Codable, Sendable, Equatable {
  /// What its channels begin with.
  public var name: String
  /// Where it ends, away from the body: where a sensor feels.
  public var end: String
  /// Where it begins.
  public var start: String
  /// Where the limb before it begins.
  public var before: String
  /// Where the normal of its bend points when it hangs; to the left where left out, as for a
  /// forearm.
  public var neutral: BodyDirection?

  /// Joins the points.
  public init(name: String, end: String, start: String, before: String, neutral: BodyDirection? = nil) {
    self.name = name
    self.end = end
    self.start = start
    self.before = before
    self.neutral = neutral
  }
}

/// A direction of a body: x from its left to its right, y forwards, z up.
public enum BodyDirection: String, Codable, Sendable, CaseIterable {
  case right, left, forwards, backwards, up, down
}

/// A direction along an axis of the room, written `y` or `-y`.
public enum RoomDirection: String, Codable, Sendable, CaseIterable {
  case x, y, z
  case minusX = "-x"
  case minusY = "-y"
  case minusZ = "-z"
}
