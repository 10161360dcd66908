/// One point of an axis, away from its default: the axis's name and a number.
///
/// What an axis does is no business of records.
public struct Condition: Sendable, Hashable {
  /// The axis's name.
  public let axis: String
  /// The value on it.
  public let value: Double

  public init(_ axis: String, _ value: Double) { (self.axis, self.value) = (axis, value) }

  /// The axes that tables look at in a way of their own: the number of pairs, labels of the source,
  /// and labels of the target that are given away.
  public static let (pairs, labels, fewShot) = ("pairs", "labels", "fewShot")

  /// The axis of own pairs beside those of another data set.
  public static let ownPairs = "ownPairs"

  /// Whether no label of the target is used.
  public var isZeroLabel: Bool { axis != Self.fewShot }

  /// The number as what it is: counted, or measured.
  public var number: JSONValue {
    let isMeasured = Self.titles[axis]?.isMeasured ?? false
    return isMeasured ? .number(value) : Int(exactly: value).map(JSONValue.integer) ?? .number(value)
  }

  /// What an axis counts or measures, with its unit; nil of an axis without words.
  public static func title(ofAxis axis: String) -> String? {
    switch axis {
    case pairs: "number of pairs"
    case labels: "labels of the source a class"
    case fewShot: "labels of the target a class"
    case ownPairs: "own pairs beside those of another data set"
    case "mismatchedPairs": "share of the pairs that are mismatched"
    case "timeShift": "delay of the target in the pairs (s)"
    case "missingChannels": "dead channels of the target in the test"
    case "clockOffset": "delay of the target (s)"
    default: nil
    }
  }

  /// What titles say of an axis, `#` standing for the number, and whether the number is measured. A
  /// title is the seed of a board's resamples, so these words stay as they are.
  private static let titles: [String: (words: String, isMeasured: Bool)] = [
    pairs: ("# pairs", false),
    labels: ("# labels a class", false),
    fewShot: ("few-shot: # target labels a class", false),
    ownPairs: ("# own pairs added", false),
    "mismatchedPairs": ("# of the pairs mismatched", true),
    "timeShift": ("target of the pairs # s late", true),
    "missingChannels": ("# dead channels of the target in the test", false),
    "clockOffset": ("target # s late", true),
  ]
}

extension Condition: CustomStringConvertible {
  /// What is different, for titles: `54 pairs`; of an axis without words its name and the number.
  public var description: String {
    (Self.titles[axis]?.words ?? "\(axis) #").replacing("#", with: "\(number)")
  }
}

extension Condition: Codable {
  /// Reads an object of one member.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let members = try container.decode([String: Double].self)
    guard let (axis, value) = members.first, members.count == 1 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(members.count) axes in one condition")
    }
    self.init(axis, value)
  }

  /// Writes the axis's name with the number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode([axis: value])
  }
}
