/// Parameters that may be left out.
extension KeyedDecodingContainer {
  /// What stands at `key`, or the default where the key is absent or null.
  func value<T: Decodable>(_ key: Key, default standard: T) throws -> T {
    try decodeIfPresent(T.self, forKey: key) ?? standard
  }
}
