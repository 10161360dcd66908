import Datasets
import Diagnostics

/// Whether the acceleration of a recording can be what its unit says; see `IMUKinematics`.
struct AccelerationCheck {
  /// The mean magnitudes that are taken, in g: half of what gravity gives at least, and half of
  /// what it gives where m/s^2 are taken for g.
  static let range = 0.5...(MeasurementUnit.standardGravity / 2)

  private let sensor: SensorVectors.Sensor
  private let link: String

  init(_ sensor: SensorVectors.Sensor, link: String) {
    self.sensor = sensor
    self.link = link
  }

  /// - Parameter magnitudes: of each frame, in g by the declared unit.
  /// - Throws: `InputError` that says what it looks like.
  func check(_ magnitudes: [Double]) throws {
    let mean = magnitudes.reduce(0, +) / Double(magnitudes.count)
    guard !Self.range.contains(mean) else { return }
    let declared = sensor.declared
    // Would the same numbers be those of a sensor with gravity in another unit?
    let other = MeasurementUnit.all.first { unit in
      unit.quantity == .acceleration && unit.name != declared.name
        && (0.8...3).contains(mean * unit.scale / declared.scale)
    }
    let wrongUnit = other.map { "numbers in \($0.name), so that the unit in the manifest is wrong" }
    let looks =
      mean > 1 ? [wrongUnit ?? "a wrong unit"] : ["gravity was removed by the device"] + [wrongUnit].compactMap(\.self)
    throw InputError(
      "'\(link)': '\(sensor.triple.base)'",
      found: "a mean magnitude of \(Self.text(mean)) g over the recording, taken in \(declared.name)",
      expected: "\(Self.text(Self.range.lowerBound)) to \(Self.text(Self.range.upperBound)) g: gravity alone is 1",
      advice: "It looks like \(looks.joined(separator: ", or like ")). Correct the unit in the data set's manifest"
        + (mean > 1 ? "." : ", or write `gravity: absent`."))
  }

  private static func text(_ number: Double) -> String {
    "\((1_000 * number).rounded() / 1_000)"
  }
}
