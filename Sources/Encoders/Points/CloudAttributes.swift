import Diagnostics

/// Where the numbers of a point stand, by their names.
struct CloudAttributes: Equatable {
  static let axes = ["x", "y", "z"]

  /// The places of x, y and z.
  let position: [Int]
  /// The other attributes, in their order.
  let others: [(name: String, place: Int)]

  /// The place of an attribute beside x, y and z; nil where points have none of that name.
  func place(of name: String) -> Int? { others.first { $0.name == name }?.place }

  /// - Throws: `InputError` that names what is missing.
  init(_ attributes: [String], link: String) throws {
    position = try Self.axes.map { axis in
      guard let place = attributes.firstIndex(of: axis) else {
        throw InputError(
          "'\(link)'", found: "points of \(attributes.joined(separator: ", "))", expected: "an attribute '\(axis)'",
          advice: "Name the attributes in the data set's manifest: points: [x, y, z, ...].")
      }
      return place
    }
    others = attributes.enumerated().filter { !Self.axes.contains($0.element) }.map { ($0.element, $0.offset) }
  }

  static func == (a: CloudAttributes, b: CloudAttributes) -> Bool {
    a.position == b.position && a.others.map(\.name) == b.others.map(\.name)
  }
}
