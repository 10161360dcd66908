extension InputError {
  /// Runs `body`, and says of what it refuses where that stands.
  /// - Parameter place: put before the error's own place.
  public static func naming<T>(_ place: @autoclosure () -> String, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as InputError { throw error.at(place()) }
  }

  /// The error with `outer` before its place.
  public func at(_ outer: String) -> InputError {
    var error = self
    error.place = "\(outer): \(place)"
    return error
  }
}
