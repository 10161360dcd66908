import Diagnostics

/// What becomes of the axes beside those of samples and features.
public enum AxisPooling: Sendable, Codable, Equatable {
  /// All numbers of a sample become features, the last axis fastest.
  case flatten
  /// The mean over these axes, from 0, in the file's shape; the rest is flattened.
  case mean([Int])

  private enum CodingKeys: CodingKey { case mean }

  /// Reads `flatten`, `{mean: 1}` or `{mean: [1, 2]}`.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard word == "flatten" else {
        throw InputError(
          "pool", found: "'\(word)'", expected: "'flatten' or '{mean: <axis>}'",
          advice: "Name the axis of frames: '{mean: 1}'.")
      }
      self = .flatten
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let axis = try? container.decode(Int.self, forKey: .mean) {
      self = .mean([axis])
    } else {
      self = .mean(try container.decode([Int].self, forKey: .mean))
    }
  }

  /// Writes it as it is read.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .flatten:
      var container = encoder.singleValueContainer()
      try container.encode("flatten")
    case .mean(let axes):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(axes, forKey: .mean)
    }
  }
}
