import Datasets
import Diagnostics
import LinearAlgebra

/// `imu-kinematics` for channels with known units.
struct FittedIMUKinematics: FittedSignalStage {
  let parameters: IMUKinematics
  let units: [String: String]

  private static var link: String { IMUKinematics.name }

  func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.link)
    guard series.rate.isFinite, series.rate > 0 else {
      throw InputError(
        "'\(Self.link)'", found: "a rate of \(series.rate) Hz", expected: "a positive number of frames a second",
        advice: "State the rate in the data set's manifest.")
    }
    let sensors = try SensorVectors(series.channels, units: units, link: Self.link).sensors
    guard !sensors.isEmpty else {
      throw InputError(
        "'\(Self.link)'", found: "channels \(series.channels.prefix(6).joined(separator: ", "))",
        expected: "a vector '<base>-x', '-y', '-z' in a unit of acceleration or of angular rate",
        advice: "State the units in the data set's manifest, and choose a wearable sensor's modality.")
    }
    var raw = series.channels.indices.map { c in (0..<series.values.columns).map { Double(series.values[c, $0]) } }
    for sensor in sensors {
      for index in sensor.triple.indices { raw[index] = raw[index].map { $0 * sensor.factor } }
      if sensor.isAcceleration, parameters.gravity != .absent {
        try AccelerationCheck(sensor, link: Self.link).check(Self.norms(sensor.triple.indices.map { raw[$0] }))
      }
    }
    let filter = Butterworth(order: parameters.order, cutoff: parameters.cutoff)
    let filtered = raw.map { filter($0) }
    var rows = Rows(names: series.channels, values: filtered)
    let derivatives = sensors.map { $0.triple.indices.map { Self.gradient(filtered[$0], rate: series.rate) } }
    for (sensor, derivative) in zip(sensors, derivatives) {
      rows.append(sensor.triple.base + "-derivative", vector: derivative)
    }
    for sensor in sensors {
      rows.append(sensor.triple.base + "-magnitude", Self.norms(sensor.triple.indices.map { filtered[$0] }))
    }
    for (sensor, derivative) in zip(sensors, derivatives) where sensor.isAcceleration {
      rows.append(sensor.triple.base + "-derivative-magnitude", Self.norms(derivative))
    }
    if parameters.gravity == .split {
      try split(sensors.filter(\.isAcceleration).map(\.triple), raw, filtered, rate: series.rate, into: &rows)
    }
    let values = Matrix<Float>(rows.names.count, series.values.columns) { target in
      for (c, row) in rows.values.enumerated() {
        for (t, value) in row.enumerated() { target.initializeElement(at: t * rows.names.count + c, to: Float(value)) }
      }
    }
    return .series(TimeSeries(values: values, rate: series.rate, channels: rows.names))
  }

  /// Channels one below the other.
  private struct Rows {
    var names: [String]
    var values: [[Double]]

    mutating func append(_ name: String, _ row: [Double]) {
      names.append(name)
      values.append(row)
    }

    mutating func append(_ base: String, vector: [[Double]]) {
      for (axis, row) in zip(["x", "y", "z"], vector) { append("\(base)-\(axis)", row) }
    }
  }

  /// Adds the direction of gravity and what is left without it.
  private func split(
    _ triples: [AxisTriple], _ raw: [[Double]], _ filtered: [[Double]], rate: Double, into rows: inout Rows
  ) throws {
    guard !triples.isEmpty else {
      throw InputError(
        "'\(Self.link)': gravity", found: "'split', and no acceleration", expected: "a vector of acceleration",
        advice: "Leave 'gravity' out.")
    }
    let cutoff = parameters.gravityCutoff / (rate / 2)
    guard cutoff < 1 else {
      throw InputError(
        "'\(Self.link)': gravityCutoff", found: "\(parameters.gravityCutoff) Hz",
        expected: "less than half the rate of \(rate) Hz")
    }
    let filter = Butterworth(order: parameters.order, cutoff: cutoff)
    for triple in triples {
      let slow = triple.indices.map { filter(raw[$0]) }
      let sizes = Self.norms(slow)
      rows.append(
        triple.base + "-gravity",
        vector: slow.map { row in zip(row, sizes).map { $1 > 0 ? $0 / $1 : 0 } })
      rows.append(
        triple.base + "-linear",
        vector: zip(triple.indices, slow).map { index, row in zip(filtered[index], row).map { $0 - $1 } })
    }
  }

  /// Central differences a second, one-sided at both ends; 0 of a single frame.
  static func gradient(_ values: [Double], rate: Double) -> [Double] {
    values.indices.map { t in
      let (before, after) = (max(t - 1, 0), min(t + 1, values.count - 1))
      return after > before ? (values[after] - values[before]) * rate / Double(after - before) : 0
    }
  }

  /// The Euclidean norm of a vector in each frame.
  static func norms(_ vector: [[Double]]) -> [Double] {
    (vector.first ?? []).indices.map { t in vector.reduce(0) { $0 + $1[t] * $1[t] }.squareRoot() }
  }
}
