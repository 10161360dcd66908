/// A value with the file that it stands in.
public struct Placed<Value: Decodable>: Decodable {
  public let value: Value
  /// The file; nil where the document is none.
  public let file: String?
  /// Whether another file includes that one.
  public let isIncluded: Bool

  /// Reads the value as it reads itself.
  public init(from decoder: any Decoder) throws {
    guard let node = decoder as? NodeDecoder else {
      value = try Value(from: decoder)
      (file, isIncluded) = (nil, false)
      return
    }
    value = try node.decodeWhole(Value.self)
    (file, isIncluded) = (node.file, node.included.isIncluded(node.file))
  }
}

extension Placed: Sendable where Value: Sendable {}
