import Diagnostics

/// A part of the body on which a sensor is worn, and which a skeleton has.
public enum Limb: String, Codable, Sendable, CaseIterable {
  case rightForearm = "right-forearm"
  case leftForearm = "left-forearm"
  case rightUpperArm = "right-upper-arm"
  case leftUpperArm = "left-upper-arm"
  case rightThigh = "right-thigh"
  case leftThigh = "left-thigh"
  case rightShank = "right-shank"
  case leftShank = "left-shank"
  case trunk

  /// Reads the name.
  /// - Throws: `InputError` with the nearest name.
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    let known = Self.allCases.map(\.rawValue)
    guard let limb = Limb(rawValue: name) else {
      throw InputError(
        "limb", found: "'\(name)'", expected: "one of \(known.joined(separator: ", "))",
        advice: suggestion(for: name, among: known))
    }
    self = limb
  }
}
