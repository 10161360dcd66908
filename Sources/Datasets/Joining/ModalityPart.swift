import Diagnostics

/// A modality of a data set under a name that a configuration gives it: all of its channels, or
/// some.
///
/// In a configuration it is a name, `thigh`, or `{modality: inertial, channels: [acceleration-x,
/// acceleration-y, acceleration-z]}`.
public struct ModalityPart: Codable, Sendable, Hashable {
  /// The modality's name in its data set.
  public var modality: String
  /// The channels, in the order that they get; nil for all of them.
  public var channels: [String]?

  /// Joins the parts.
  public init(modality: String, channels: [String]? = nil) {
    self.modality = modality
    self.channels = channels
  }

  private enum CodingKeys: String, CodingKey { case modality, channels }

  /// Reads a name, or a name with channels.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(modality: name)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      modality: try container.decode(String.self, forKey: .modality),
      channels: try container.decodeIfPresent([String].self, forKey: .channels))
  }
}

extension Manifest {
  /// The manifest with parts of modalities as further modalities, before the others and in the
  /// order of their names. A part that has the name of a modality stands in its place.
  /// - Throws: `InputError` for a modality or a channel that is not there.
  public func adding(_ parts: [String: ModalityPart]) throws -> Manifest {
    guard !parts.isEmpty else { return self }
    var result = self
    let made = try parts.sorted { $0.key < $1.key }.map { name, part in
      try modality(part.modality).part(part, called: name, of: id)
    }
    result.modalities = made + modalities.filter { parts[$0.name] == nil }
    return result
  }
}

extension Modality {
  /// Some channels of the modality under another name.
  fileprivate func part(_ part: ModalityPart, called name: String, of dataset: String) throws -> Modality {
    let place = "modality '\(name)'"
    guard !name.isEmpty, name.first != ".", !name.contains(where: { "/\\\n".contains($0) }) else {
      throw InputError(
        "modalities", found: "the name '\(name)'", expected: "a plain name",
        advice: "Use letters, digits, '-' and '_'.")
    }
    var result = self
    result.name = name
    // What a recipe takes it for is told by the whole modality, where it is certain.
    result.role = role ?? roles.first.flatMap { ModalityRole.stated.contains($0) ? $0 : nil }
    guard let wanted = part.channels else { return result }
    guard form == .channels else {
      throw InputError(
        place, found: "channels of '\(self.name)' of \(dataset), which is \(form)", expected: "a modality of channels",
        advice: "Leave 'channels' out: a grid and a cloud of points are taken whole.")
    }
    guard !wanted.isEmpty, Set(wanted).count == wanted.count else {
      throw InputError(
        "\(place): channels", found: wanted.isEmpty ? "an empty list" : "a channel twice",
        expected: "each channel once", advice: "Leave 'channels' out for all of them.")
    }
    let units = Dictionary(zip(channels, channelUnits), uniquingKeysWith: { first, _ in first })
    result.channels = wanted
    result.units = try wanted.map { channel in
      guard let unit = units[channel] else {
        throw InputError(
          "\(place): channels", found: "'\(channel)'",
          expected: "channels of '\(self.name)' of \(dataset): \(channels.joined(separator: ", "))",
          advice: suggestion(for: channel, among: channels))
      }
      return unit
    }
    return result
  }
}
