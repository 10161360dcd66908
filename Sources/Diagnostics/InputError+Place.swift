extension InputError {
  /// Runs `body`, and says of what it refuses where that stands.
  /// - Parameters:
  ///   - place: put before the error's own place.
  ///   - body: what may refuse its input.
  public static func naming<T>(_ place: @autoclosure () -> String, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as InputError { throw error.at(place()) }
  }

  /// The error with `outer` before its place.
  public func at(_ outer: String) -> InputError {
    mapped { fault in
      var fault = fault
      fault.place = "\(outer): \(fault.place)"
      return fault
    }
  }
}
