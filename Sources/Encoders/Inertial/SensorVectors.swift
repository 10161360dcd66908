import Datasets
import Diagnostics

/// The vectors of acceleration and of angular rate among the channels of a recording, by the
/// quantity of their units.
struct SensorVectors {
  /// One of them.
  struct Sensor {
    /// Where it stands.
    let triple: AxisTriple
    /// Whether it is an acceleration; otherwise an angular rate.
    let isAcceleration: Bool
    /// The manifest's unit.
    let declared: MeasurementUnit

    /// The unit of the result: g or rad/s.
    var unit: String { isAcceleration ? "g" : "rad/s" }
    /// What a number of the manifest's unit is multiplied by.
    var factor: Double {
      declared.name == unit ? 1 : declared.scale / (isAcceleration ? MeasurementUnit.standardGravity : 1)
    }
  }

  /// In the order of their x channels; none where there are none.
  let sensors: [Sensor]

  /// - Throws: `InputError` where the axes of a vector have different units, or one that is not
  ///   known.
  init(_ channels: [String], units: [String: String], link: String) throws {
    sensors = try AxisTriple.all(in: channels).compactMap { triple in
      let found = triple.indices.map { units[channels[$0]] }
      let place = "'\(link)': channels '\(triple.base)-x', '-y' and '-z'"
      guard Set(found).count == 1 else {
        throw InputError(
          place, found: "units \(found.map { $0 ?? "unknown" }.joined(separator: ", "))", expected: "one unit",
          advice: "State one unit for all three in the manifest.")
      }
      guard let name = found[0] else { return nil }
      let unit = try MeasurementUnit.named(name, place: place)
      guard unit.quantity == .acceleration || unit.quantity == .angularRate else { return nil }
      return Sensor(triple: triple, isAcceleration: unit.quantity == .acceleration, declared: unit)
    }
  }
}
