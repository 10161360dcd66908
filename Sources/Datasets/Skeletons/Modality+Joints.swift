import Diagnostics

extension Modality {
  private enum JointKeys: String, CodingKey {
    case joints, dimensions
  }

  /// The channels that the keys `joints` and `dimensions` stand for; nil where there are none.
  ///
  /// The keys are a short way to write channels and are not kept. A manifest that names the
  /// channels themselves says the same.
  /// - Throws: `InputError` where `dimensions` is neither 2 nor 3 or stands alone, or where the
  ///   modality is something else too.
  static func channelsOfJoints(in decoder: any Decoder, isAlone: Bool, place: String) throws -> [String]? {
    let container = try decoder.container(keyedBy: JointKeys.self)
    let tree = try container.decodeIfPresent(JointTree.self, forKey: .joints)
    let dimensions = try container.decodeIfPresent(Int.self, forKey: .dimensions)
    guard let tree else {
      guard dimensions == nil else {
        throw InputError("\(place): dimensions", found: "it without 'joints'", expected: "both, or none")
      }
      return nil
    }
    guard isAlone else {
      throw InputError(
        "\(place): joints", found: "a tree of joints beside 'shape' or 'points'", expected: "one of them")
    }
    guard let count = [nil: 3, 2: 2, 3: 3][dimensions] else {
      throw InputError("\(place): dimensions", found: "\(dimensions ?? 0)", expected: "3, or 2 for x and y")
    }
    return tree.channels(dimensions: count)
  }
}
