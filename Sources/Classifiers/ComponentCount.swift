import Diagnostics

/// How many Gaussians a class has.
public enum ComponentCount: Codable, Sendable, Equatable {
  /// That many.
  case fixed(Int)
  /// The number from 1 to 5, at most half the samples of a class, with the least Bayesian information criterion.
  case bic

  /// `bic`, or a positive number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {
      guard count > 0 else {
        throw InputError("components", found: "\(count)", expected: "'bic' or a positive whole number")
      }
      self = .fixed(count)
    } else {
      let text = (try? container.decode(String.self)) ?? "neither a whole number nor a text"
      guard text == "bic" else {
        throw InputError("components", found: "'\(text)'", expected: "'bic' or a positive whole number")
      }
      self = .bic
    }
  }

  /// The form that `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .fixed(let count): try container.encode(count)
    case .bic: try container.encode("bic")
    }
  }
}
