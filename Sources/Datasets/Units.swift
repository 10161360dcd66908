import Diagnostics

/// A unit of measurement by its name, such as `m/s^2`.
///
/// A number in a unit times `scale` is the number in the base unit of its quantity. Units of
/// different quantities are never converted into each other.
public struct MeasurementUnit: Sendable, Equatable {
  /// The name as manifests write it.
  public let name: String
  /// What is measured.
  public let quantity: Quantity
  /// The size of the unit in the base unit of its quantity.
  public let scale: Double

  /// What a unit measures; the base unit stands with each.
  public enum Quantity: String, Sendable, CaseIterable {
    /// In m/s^2.
    case acceleration
    /// In rad/s.
    case angularRate = "angular rate"
    /// In rad.
    case angle
    /// In m.
    case length
    /// In m/s.
    case speed
    /// In T.
    case magneticFluxDensity = "magnetic flux density"
    /// In s.
    case time
    /// In V.
    case voltage
    /// In Pa.
    case pressure
    /// In degrees Celsius: differences and values are not told apart, so there is one unit only.
    case temperature
    /// In pixels of a picture.
    case picture = "a place in a picture"
    /// A plain number, such as a component of a quaternion.
    case number
    /// The publishers do not say; it is converted into nothing else.
    case unstated = "something that is not stated"
  }

  /// The acceleration of free fall by convention, in m/s^2.
  public static let standardGravity = 9.80665

  /// Every unit that is known by name.
  public static let all: [MeasurementUnit] = {
    let degree = Double.pi / 180
    let known: [(Quantity, [(String, Double)])] = [
      (.acceleration, [("m/s^2", 1), ("g", standardGravity), ("mg", standardGravity / 1000), ("cm/s^2", 0.01)]),
      (.angularRate, [("rad/s", 1), ("mrad/s", 0.001), ("deg/s", degree), ("mdeg/s", degree / 1000)]),
      (.angle, [("rad", 1), ("mrad", 0.001), ("deg", degree)]),
      (.length, [("m", 1), ("cm", 0.01), ("mm", 0.001)]),
      (.speed, [("m/s", 1), ("km/h", 1 / 3.6)]),
      (.magneticFluxDensity, [("T", 1), ("mT", 1e-3), ("uT", 1e-6), ("nT", 1e-9), ("G", 1e-4), ("mG", 1e-7)]),
      (.time, [("s", 1), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9)]),
      (.voltage, [("V", 1), ("mV", 1e-3), ("uV", 1e-6)]),
      (.pressure, [("Pa", 1), ("hPa", 100), ("kPa", 1000)]),
      (.temperature, [("degC", 1)]),
      (.picture, [("px", 1)]),
      (.number, [("1", 1)]),
      (.unstated, [("unstated", 1)]),
    ]
    return known.flatMap { quantity, units in
      units.map { MeasurementUnit(name: $0.0, quantity: quantity, scale: $0.1) }
    }
  }()

  /// The unit with the given name; `place` says where the name stands.
  /// - Throws: `InputError` with the nearest known name.
  public static func named(_ name: String, place: String) throws -> MeasurementUnit {
    guard let found = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name)
      let near = names.first { $0.lowercased() == name.lowercased() }.map { "Did you mean '\($0)'?" }
      throw InputError(
        place, found: "the unit '\(name)'", expected: "one of \(names.joined(separator: ", "))",
        advice: near ?? suggestion(for: name, among: names))
    }
    return found
  }

  /// The factor that numbers in this unit are multiplied with to be in `other`; exactly 1 for the
  /// same unit.
  /// - Throws: `InputError` where the two measure different things.
  public func factor(to other: MeasurementUnit, place: String) throws -> Double {
    guard quantity == other.quantity else {
      throw InputError(
        place, found: "numbers in \(name), which measures \(quantity.rawValue)",
        expected: "a unit of \(other.quantity.rawValue), as \(other.name) is",
        advice: "Name the unit that the file has, or another one for the modality.")
    }
    return name == other.name ? 1 : scale / other.scale
  }
}
