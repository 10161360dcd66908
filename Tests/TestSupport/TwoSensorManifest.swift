/// The manifest of a data set `two`: two sensors in tables of text, one file a recording.
public struct TwoSensorManifest: Sendable {
  /// A sensor: what its modality and its tables say.
  public struct Sensor: Sendable {
    public var rate = 20.0
    public var units: String
    public var channels: String
    public var files: String
    public var columns: String
    /// What it says to be to recipes.
    public var role: String?
    /// Further keys of its tables.
    public var keys = "time: {column: t, unit: s}"

    public init(units: String, channels: String, files: String, columns: String) {
      self.units = units
      self.channels = channels
      self.files = files
      self.columns = columns
    }
  }

  public var accelerometer: Sensor
  public var gyroscope: Sensor
  /// Further keys of the manifest and of `tables`.
  public var keys = ""
  public var tables = ""

  public init(accelerometer: Sensor, gyroscope: Sensor) {
    self.accelerometer = accelerometer
    self.gyroscope = gyroscope
  }

  public var text: String {
    let sensors = [("accelerometer", accelerometer), ("gyroscope", gyroscope)]
    let modalities = sensors.map { name, sensor in
      "  - {name: \(name), title: t, rate: \(sensor.rate), units: [\(sensor.units)], "
        + "channels: [\(sensor.channels)], placement: wrist\(sensor.role.map { ", role: \($0)" } ?? "")}"
    }
    let files = sensors.map { name, sensor in
      "    - {name: \(name), files: \"\(sensor.files)\", columns: [\(sensor.columns)], \(sensor.keys)}"
    }
    return """
      id: two
      title: Two sensors
      version: "1"
      loader: tables
      classes: [squat, curl]
      \(keys)
      modalities:
      \(modalities.joined(separator: "\n"))
      tables:
        recordings: file
        \(tables)
        modalities:
      \(files.joined(separator: "\n"))
        subject: {path: person}
        class: {path: move}
        trial: {path: rep}
      licence: CC0-1.0
      citation: none
      homepage: nowhere
      checksums: []
      checksumsUnknown: made up
      fetch: {method: by-hand, byHand: none}

      """
  }
}
