import Datasets
import Diagnostics
import Parameters

/// What a wearable sensor feels in each frame: smoothed axes, their derivatives and their norms.
///
/// Every channel passes a Butterworth low-pass forwards and backwards. The unit of a vector
/// `<base>-x|y|z` tells its quantity. The channels are, in this order:
///
/// - the filtered channels under their names: acceleration in g (9.80665 m/s^2), angular rate in
///   rad/s, others as they are;
/// - `<base>-derivative-x|y|z` of accelerations and angular rates: central differences a second,
///   one-sided at both ends;
/// - `<base>-magnitude` of accelerations and angular rates, and `<base>-derivative-magnitude` of
///   accelerations: norms;
/// - with `gravity: split`, of accelerations, `<base>-gravity-x|y|z`: the unit vector of a slower
///   low-pass, which points upwards as a sensor at rest reads, and `<base>-linear-x|y|z`: the
///   filtered acceleration minus that low-pass, in g.
///
/// So six axes give 15 channels, acceleration alone 8. The rate is the recording's.
///
/// An acceleration that cannot be in its unit is refused. The mean magnitude of an accelerometer is
/// at least the magnitude of its mean vector in the room: 1 g, but for the change of velocity from
/// beginning to end, by time. So m/s^2 taken for g give 9.8 g or more, and g taken for m/s^2 mostly
/// less than .2 g. A mean magnitude above half of 9.8 g is refused: no movement of a body lasts at
/// that. One below half a g is refused: the unit is too large, or gravity was removed. `gravity:
/// absent` declares that it was, and nothing is checked. Wild movement without gravity passes.
///
/// Cost: O(channels x frames x order).
/// Source: the channels are this project's.
public struct IMUKinematics: SignalStage, Equatable {
  /// What becomes of gravity in an acceleration.
  public enum Gravity: String, Codable, Sendable, CaseIterable {
    /// It is there, and stays.
    case included
    /// It is there, and is given apart too.
    case split
    /// The device took it off.
    case absent
  }

  public static let name = "imu-kinematics"
  public static let card = MethodCard(
    summary: "What a wearable sensor feels, smoothed, with its first derivatives and norms.",
    objective: "none: low-passed axes, central differences, Euclidean norms",
    solution: "Butterworth low-pass forwards and backwards", cost: "O(channels · frames · order)",
    source: "common practice")

  @Parameter(.number(from: 0.001, through: 0.999), "of the low-pass, as a share of half the rate")
  public var cutoff = 0.12
  @Parameter(.whole(from: 1, through: 4), "of the low-pass") public var order = 2
  @Parameter("whether acceleration includes it, and whether it is given apart") public var gravity = Gravity.included
  @Parameter(.number(from: 0.01, through: 5), "Hz, of the low-pass that leaves gravity, with gravity: split")
  public var gravityCutoff = 0.3

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// g and rad/s of accelerations, angular rates and their norms; units of derivatives have no
  /// name.
  public func units(after units: [String: String]) throws -> [String: String] {
    let channels = units.keys.sorted()
    var result = units
    for sensor in try SensorVectors(channels, units: units, link: Self.name).sensors {
      let (base, unit) = (sensor.triple.base, sensor.unit)
      for axis in ["x", "y", "z"] { result["\(base)-\(axis)"] = unit }
      result["\(base)-magnitude"] = unit
      guard sensor.isAcceleration, gravity == .split else { continue }
      for axis in ["x", "y", "z"] {
        result["\(base)-gravity-\(axis)"] = "1"
        result["\(base)-linear-\(axis)"] = unit
      }
    }
    return result
  }

  /// Refuses: the units of the channels are not known.
  public func fit(_ training: [Signal]) throws -> any FittedSignalStage { try fit(training, in: StageContext()) }

  /// Keeps the units. Channels are looked at in each recording.
  public func fit(_ training: [Signal], in context: StageContext) throws -> any FittedSignalStage {
    guard !context.units.isEmpty else {
      throw InputError(
        "'\(Self.name)'", found: "channels without known units", expected: "units of acceleration or of angular rate",
        advice: "State the units in the data set's manifest, and put no stage that changes them before '\(Self.name)'.")
    }
    return FittedIMUKinematics(parameters: self, units: context.units)
  }
}
