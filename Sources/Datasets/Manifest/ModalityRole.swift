import Diagnostics

/// What a modality is to a recipe, whatever a data set calls it.
///
/// A manifest states it by the key `role`, or its other keys tell it: `Modality.roles` is the rule.
public enum ModalityRole: String, Codable, Sendable, CaseIterable {
  /// Positions of joints.
  case skeleton
  /// Acceleration or angular rate of a worn sensor.
  case inertial
  /// What a depth camera saw.
  case depth
  /// Pressure on a surface.
  case pressure
  /// Echoes of a radar.
  case radar
  /// Activity of muscles (electromyography).
  case emg
  /// Sentences.
  case text
  /// Numbers on a grid, whatever was measured.
  case grid
  /// Clouds of points, whatever was measured.
  case points

  /// Those that a manifest states; the others follow from what a frame holds.
  public static let stated: [ModalityRole] = [.skeleton, .inertial, .depth, .pressure, .radar, .emg]

  /// Reads a name that a manifest may state.
  /// - Throws: `InputError` with the nearest name.
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    let known = Self.stated.map(\.rawValue)
    guard let role = Self.stated.first(where: { $0.rawValue == name }) else {
      throw InputError(
        "role", found: "'\(name)'", expected: "one of \(known.joined(separator: ", ")), or no key 'role'",
        advice: suggestion(for: name, among: known))
    }
    self = role
  }
}

extension Modality {
  /// What the modality is to recipes, the closest role first: the one that the manifest states,
  /// else the one that is certain; then `grid` or `points`, where frames are such.
  ///
  /// Certain are: `skeleton`, where five channels or more are joints by their names, and none is an
  /// acceleration or an angular rate; `inertial`, where one is; `pressure`, where cells of a grid
  /// are in a unit of pressure.
  public var roles: [ModalityRole] {
    let form: ModalityRole? =
      switch self.form {
      case .channels: nil
      case .grid: .grid
      case .points: .points
      }
    return [role ?? certainRole, form].compactMap(\.self)
  }

  private var certainRole: ModalityRole? {
    let quantities = Set(units.compactMap { unit in MeasurementUnit.all.first { $0.name == unit }?.quantity })
    let isInertial = !quantities.isDisjoint(with: [.acceleration, .angularRate])
    switch form {
    case .channels: return isInertial ? .inertial : Self.joints(in: channels) >= 5 ? .skeleton : nil
    case .grid: return quantities == [.pressure] ? .pressure : nil
    case .points: return nil
    }
  }

  /// Number of joints among channels called `<joint>-x` and `<joint>-y`.
  static func joints(in channels: [String]) -> Int {
    let names = Set(channels)
    return channels.count { channel in
      guard channel.hasSuffix("-x"), names.contains("\(channel.dropLast(2))-y") else { return false }
      return channel.lowercased().split { !$0.isLetter }.contains { bodyParts.contains(String($0)) }
    }
  }

  private static let bodyParts: Set = [
    "head", "neck", "nose", "spine", "thorax", "chest", "pelvis", "hip", "hips", "shoulder", "elbow", "wrist", "hand",
    "knee", "ankle", "foot",
  ]
}
