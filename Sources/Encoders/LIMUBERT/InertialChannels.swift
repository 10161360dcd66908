import Datasets
import Diagnostics
import LinearAlgebra

/// Where acceleration and angular rate are among the channels of a recording, and what turns them
/// into g and rad/s.
struct InertialChannels: Equatable {
  /// The names, in the order of the model's inputs.
  static let names = ["acceleration", "angular-rate"].flatMap { base in ["x", "y", "z"].map { "\(base)-\($0)" } }
  /// What one of each unit is in g. The model was trained on m/s^2 divided by 9.8, so that is a g
  /// here.
  private static let accelerations: [(unit: String, factor: Double)] = [
    ("g", 1), ("mg", 0.001), ("m/s^2", 1 / 9.8), ("m/s2", 1 / 9.8), ("m/s²", 1 / 9.8),
  ]
  /// What one of each unit is in rad/s.
  private static let angularRates: [(unit: String, factor: Double)] = [
    ("rad/s", 1), ("deg/s", .pi / 180), ("°/s", .pi / 180), ("dps", .pi / 180),
  ]

  /// The channels of the recordings.
  let channels: [String]
  /// The place of each of `names` among them.
  let places: [Int]
  /// What each of `names` is multiplied by.
  let factors: [Float]

  /// Finds the channels and their units.
  /// - Throws: `InputError` that names a channel that is missing, or has no known unit.
  init(_ channels: [String], units: [String: String], link: String) throws {
    guard channels.count == Self.names.count, Set(channels) == Set(Self.names) else {
      let strange = channels.first { !Self.names.contains($0) }
      throw InputError(
        "'\(link)'", found: "\(channels.count) channels" + (strange.map { ", one named '\($0)'" } ?? ""),
        expected: "the 6 channels \(Self.names.joined(separator: ", "))",
        advice: "Choose a modality with acceleration and angular rate; of the stages only 'resample' fits before it.")
    }
    self.channels = channels
    places = Self.names.compactMap { channels.firstIndex(of: $0) }
    factors = try Self.names.enumerated().map { index, name in
      let known = index < 3 ? Self.accelerations : Self.angularRates
      guard let found = known.first(where: { $0.unit == units[name] }) else {
        throw InputError(
          "'\(link)': channel '\(name)'", found: units[name].map { "the unit '\($0)'" } ?? "no known unit",
          expected: "one of \(known.map(\.unit).joined(separator: ", "))",
          advice: "State the units in the data set's manifest, and put no stage that changes them before '\(link)'.")
      }
      return Float(found.factor)
    }
  }

  /// The six channels in g and rad/s, 6 x frames.
  func converted(_ values: Matrix<Float>) -> Matrix<Float> { values.selectingRows(places).scalingRows(by: factors) }
}
