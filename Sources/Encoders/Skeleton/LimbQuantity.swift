/// A quantity that `limb-kinematics` gives of a limb.
struct LimbQuantity: Equatable {
  /// The middle of its channels' names.
  let name: String
  /// Whether it is three numbers.
  let isVector: Bool
  private let known: String?
  private let metric: String?

  private init(_ name: String, isVector: Bool = true, unit: String? = nil, metric: String? = nil) {
    self.name = name
    self.isVector = isVector
    known = unit
    self.metric = metric
  }

  /// All of them, in the order of the channels.
  static let all: [LimbQuantity] = [
    LimbQuantity("direction", unit: "1"),
    LimbQuantity("parent-direction", unit: "1"),
    LimbQuantity("velocity", metric: "m/s"),
    LimbQuantity("acceleration", metric: "m/s^2"),
    LimbQuantity("angular-velocity", unit: "rad/s"),
    LimbQuantity("specific-force", unit: "g"),
    LimbQuantity("gravity", unit: "1"),
    LimbQuantity("angular-rate", unit: "rad/s"),
    LimbQuantity("velocity-magnitude", isVector: false, metric: "m/s"),
    LimbQuantity("acceleration-magnitude", isVector: false, metric: "m/s^2"),
    LimbQuantity("angular-velocity-magnitude", isVector: false, unit: "rad/s"),
    LimbQuantity("specific-force-magnitude", isVector: false, unit: "g"),
    LimbQuantity("position", metric: "m"),
  ]

  /// Its unit; nil for lengths of a torso.
  func unit(inMetres: Bool) -> String? { known ?? (inMetres ? metric : nil) }

  /// The names of its channels.
  func channels(of limb: String) -> [String] {
    isVector ? ["x", "y", "z"].map { "\(limb)-\(name)-\($0)" } : ["\(limb)-\(name)"]
  }
}
