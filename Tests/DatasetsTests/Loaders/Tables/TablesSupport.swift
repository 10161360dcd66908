import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Datasets

/// A data set of two sensors in tables of text, a file a recording and sensor: made by a test.
struct TwoSensors {
  let folder: TemporaryFolder
  /// Keys of `tables: modalities` beside name, files and columns.
  var accelerometer = "time: {column: t, unit: s}"
  var gyroscope = "time: {column: t, unit: s}"
  /// Keys of `tables` beside these.
  var tables = ""
  /// Keys of the manifest beside these.
  var manifest = ""
  var rates = (20.0, 20.0)

  init() throws { folder = try TemporaryFolder() }

  var text: String {
    func sensor(_ folder: String, _ units: String, rate: Double, _ keys: String) -> TwoSensorManifest.Sensor {
      var sensor = TwoSensorManifest.Sensor(
        units: units, channels: "x", files: "\(folder)/s{person}_{move}_{rep}.csv", columns: "x")
      (sensor.rate, sensor.keys) = (rate, keys)
      return sensor
    }
    var two = TwoSensorManifest(
      accelerometer: sensor("a", "m/s^2", rate: rates.0, accelerometer),
      gyroscope: sensor("g", "rad/s", rate: rates.1, gyroscope))
    (two.keys, two.tables) = (manifest, tables)
    return two.text
  }

  /// Writes a recording of one sensor, `a` or `g`.
  func write(_ sensor: String, _ name: String, times: [String], values: [Double]) throws {
    let rows = zip(times, values).map { "\($0),\($1)\n" }
    try folder.write("t,x\n" + rows.joined(), to: "\(sensor)/\(name).csv")
  }

  /// Writes a recording of one sensor at a rate.
  func write(
    _ sensor: String, _ name: String, rate: Double, count: Int, _ value: (Double) -> Double = { $0 }
  ) throws {
    let times = (0..<count).map { Double($0) / rate }
    try write(sensor, name, times: times.map { "\($0)" }, values: times.map(value))
  }

  func open(skipBad: Bool = false, using: [String]? = nil) throws -> any RecordingSource {
    try TablesLoader().load(Manifest.decode(text, file: "m"), from: folder.url, skipBad: skipBad, using: using)
  }

  func series(_ source: any RecordingSource, _ row: Int, _ modality: String) throws -> TimeSeries {
    guard case .series(let series) = try source.signal(row: row, modality: modality) else { throw Unexpected() }
    return series
  }
}
