import Datasets
import PlainText

/// What is known of a tree of joints.
struct JointTreePage: Encodable {
  /// A joint with the one that it hangs on; null for the root.
  struct Joint: Encodable {
    var name: String
    var parent: String?

    private enum CodingKeys: CodingKey {
      case name, parent
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(parent, forKey: .parent)
    }
  }

  var name: String
  /// The axis of the room that points up.
  var up: RoomDirection
  /// In the order of the channels.
  var joints: [Joint]
  /// Lower and upper end.
  var torso: [String]
  /// Left and right.
  var shoulders: [String]
  /// Left and right.
  var hips: [String]
  var limbs: [LimbJoints]

  init(_ tree: JointTree) {
    name = tree.rawValue
    up = tree.up
    joints = tree.bones.map { Joint(name: $0.joint, parent: $0.parent) }
    (torso, shoulders, hips) = (tree.torso, tree.shoulders, tree.hips)
    limbs = Limb.allCases.map(tree.joints(of:))
  }

  /// The tree in a line.
  var entry: Block { .field(name, "\(joints.count) joints, '\(up.rawValue)' points up, root \(torso[0])") }

  /// The whole page.
  var page: [Block] {
    let order = TextTable(
      heads: ["", "joint", "hangs on"],
      lines: joints.enumerated().map { ["\($0 + 1)", $1.name, $1.parent ?? "-"] }, textColumns: 3)
    let limbs = TextTable(
      heads: ["limb", "from", "to", "the one before begins at"],
      lines: limbs.map { [$0.name, $0.start, $0.end, $0.before] }, textColumns: 4)
    return [
      .heading(name), .field("up", "the axis '\(up.rawValue)' of the room"),
      .field("torso", torso.joined(separator: " to ")), .field("shoulders", shoulders.joined(separator: ", ")),
      .field("hips", hips.joined(separator: ", ")),
      .field("channels", "\(joints[0].name)-x, -y, -z, then the next joint; x and y alone with 'dimensions: 2'"),
      .gap, .table(order), .gap, .table(limbs),
    ]
  }
}
