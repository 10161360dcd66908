import Diagnostics

/// How recordings of a modality of another data set become those of one of this data set.
///
/// What is written in another way is converted: the order of channels, units of the same quantity,
/// and the rate. What is another thing is refused.
public struct MatchedModality: Sendable {
  /// The name in this data set.
  public let name: String
  /// What is converted, in words.
  public let conversions: [String]
  private let channels: [String]?
  private let factors: [Double]?
  private let rate: Double?

  /// Whether the sensors of both must be worn on the same limbs.
  public enum Placement: String, Codable, Sendable, CaseIterable {
    /// Both manifests say where (`worn`), and say the same.
    case same
    /// Nothing is compared.
    case any
  }

  /// Compares two modalities.
  /// - Parameters:
  ///   - own: the modality of the data set.
  ///   - other: its counterpart.
  ///   - dataset: the other data set, for messages.
  ///   - placement: whether both must be worn at the same places.
  /// - Throws: `InputError` that names the key of the manifests in which they differ.
  public init(_ own: Modality, _ other: Modality, of dataset: String, placement: Placement) throws {
    name = own.name
    func refused(_ key: String, _ found: String, _ expected: String, _ advice: String) -> InputError {
      InputError(
        "pairs of \(dataset): modality '\(own.name)': \(key)", found: found, expected: expected, advice: advice)
    }
    guard own.form == other.form else {
      throw refused(
        "frames", "\(other.form)", "\(own.form), as in the data set itself", "Name another modality below 'modalities'."
      )
    }
    guard own.shape == other.shape, own.axes == other.axes else {
      throw refused(
        "shape", "\(other.shape ?? [])", "\(own.shape ?? [])", "A grid of other cells is another modality.")
    }
    let (missing, extra) = (
      own.channels.filter { !other.channels.contains($0) }, other.channels.filter { !own.channels.contains($0) }
    )
    guard missing.isEmpty, extra.isEmpty, own.channels.count == other.channels.count else {
      let parts = [("without", missing), ("with", extra)].filter { !$0.1.isEmpty }
      throw refused(
        "channels", parts.map { "channels \($0) \(Self.listed($1))" }.joined(separator: " and "),
        "the \(own.channels.count) channels of the data set itself, by name",
        "Write {modality: \(other.name), channels: [...]} below 'modalities', or take channels of the data set itself.")
    }
    let isSeries = own.form == .channels
    guard isSeries || own.channels == other.channels else {
      throw refused(
        "channels", Self.listed(other.channels), Self.listed(own.channels), "They must stand in the same order.")
    }
    let units = Dictionary(zip(other.channels, other.channelUnits), uniquingKeysWith: { first, _ in first })
    var (factors, converted): ([Double], [String]) = ([], [])
    for (channel, unit) in zip(own.channels, own.channelUnits) {
      let given = units[channel] ?? ""
      let advice = "State the units in both manifests, or name another modality."
      let place = "pairs of \(dataset): modality '\(own.name)': units of '\(channel)'"
      let (from, to) = (try MeasurementUnit.named(given, place: place), try MeasurementUnit.named(unit, place: place))
      guard from.quantity == to.quantity, to.quantity != .unstated else {
        throw refused(
          "units of '\(channel)'", "'\(given)'", "a unit of \(to.quantity.rawValue) that both state", advice)
      }
      let factor = try from.factor(to: to, place: place)
      factors.append(factor)
      if factor != 1 { converted.append("\(given) to \(unit)") }
    }
    guard isSeries || factors.allSatisfy({ $0 == 1 }) else {
      throw refused(
        "units", other.units.joined(separator: ", "), own.units.joined(separator: ", "), "They must be the same.")
    }
    guard isSeries || own.rate == other.rate else {
      throw refused(
        "rate", "\(other.rate.formatted()) Hz", "\(own.rate.formatted()) Hz",
        "Channels alone are brought to another rate.")
    }
    try Self.checkPlacement(own, other, placement, refused)
    let isReordered = own.channels != other.channels
    channels = isReordered || factors.contains { $0 != 1 } ? own.channels : nil
    self.factors = factors.contains { $0 != 1 } ? factors : nil
    rate = isSeries ? own.rate : nil
    conversions =
      (isReordered ? ["channels brought to the order of the data set"] : []) + converted.distinct
      + (own.rate == other.rate ? [] : ["\(other.rate.formatted()) Hz to \(own.rate.formatted()) Hz"])
      + (placement == .any && !Self.haveSamePlace(own, other)
        ? ["placements not compared ('\(other.placement)' there, '\(own.placement)' here)"] : [])
  }

  /// Sensors of the body must be worn on the same limbs; cameras are worn on none.
  private static func haveSamePlace(_ own: Modality, _ other: Modality) -> Bool {
    guard own.worn == nil, other.worn == nil else { return own.worn.map(Set.init) == other.worn.map(Set.init) }
    return !(own.roles + other.roles).contains { $0 == .inertial || $0 == .emg }
  }

  private static func checkPlacement(
    _ own: Modality, _ other: Modality, _ placement: Placement,
    _ refused: (_ key: String, _ found: String, _ expected: String, _ advice: String) -> InputError
  ) throws {
    guard placement == .same, !haveSamePlace(own, other) else { return }
    func text(_ modality: Modality) -> String {
      modality.worn.map { $0.map(\.rawValue).joined(separator: ", ") } ?? "not stated ('\(modality.placement)')"
    }
    throw refused(
      "worn", text(other), "\(text(own)), and the same of both",
      "State 'worn' in both manifests, or write 'placement: any' beside the data set: then nothing is compared.")
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }

  /// A recording of the other data set as this one would have it.
  func converted(_ signal: Signal, place: String) throws -> Signal {
    if let rate, case .depth(let video) = signal, abs(video.rate / rate - 1) > 1e-9 {
      throw InputError(
        place, found: "a depth video at \(video.rate.formatted()) Hz", expected: "\(rate.formatted()) Hz",
        advice: "Channels alone are brought to another rate.")
    }
    let signal = try channels.map { try signal.selecting($0, factors: factors, place: place) } ?? signal
    return rate.map { signal.resampled(to: $0) } ?? signal
  }

  /// The length that such a recording has then.
  func converted(_ length: SignalLength?) -> SignalLength? {
    guard let rate, let length, let frames = SignalLength.frames(of: length, at: rate) else { return length }
    return SignalLength(frames: frames, rate: rate, start: length.start)
  }
}
