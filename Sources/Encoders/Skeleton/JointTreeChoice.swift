import Datasets
import Diagnostics

/// Which tree of joints a skeleton has: one by its name, or the one whose joints the recordings
/// have.
///
/// Written `kinect-v1`, or `recording`.
public enum JointTreeChoice: RawRepresentable, Codable, Sendable, Equatable, CaseIterable {
  case named(JointTree)
  /// The known tree whose joints are all there; of several, that of most joints.
  case recording

  public static var allCases: [JointTreeChoice] { JointTree.allCases.map(named) + [.recording] }

  public init?(rawValue: String) {
    if rawValue == Self.recording.rawValue {
      self = .recording
    } else {
      guard let tree = JointTree(rawValue: rawValue) else { return nil }
      self = .named(tree)
    }
  }

  public var rawValue: String {
    switch self {
    case .named(let tree): tree.rawValue
    case .recording: "recording"
    }
  }

  /// The tree, where it is named.
  var name: JointTree? { if case .named(let tree) = self { tree } else { nil } }
}

extension JointTree {
  /// The known tree whose joints are all among these; of several, that of most joints.
  static func largest(among joints: Set<String>) -> JointTree? {
    allCases.filter { joints.isSuperset(of: $0.joints) }.max { $0.joints.count < $1.joints.count }
  }

  /// The tree of a recording whose channels have these names.
  /// - Throws: `InputError` where they have the joints of no known tree.
  static func required(in channels: [String], link: String) throws -> JointTree {
    let joints = Set(AxisTriple.all(in: channels).map(\.base))
    guard let tree = largest(among: joints) else {
      throw InputError(
        "'\(link)': tree",
        found: "'recording', and joints of no known tree: \(joints.sorted().joined(separator: ", "))",
        expected: "those of one of \(allCases.map(\.rawValue).joined(separator: ", "))",
        advice: "Name the tree whose joints the limbs have. 'hartransfer joints' lists the trees.")
    }
    return tree
  }
}
