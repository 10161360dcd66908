extension Array {
  /// At most `room` elements, which `fill` sets from the first on, and counts.
  ///
  /// For an empty array the initialiser of the standard library writes its length into memory that
  /// all empty arrays of the process share, which is a data race. This one always has its own.
  @inlinable
  public init(
    room: Int, filledBy fill: (_ elements: UnsafeMutableBufferPointer<Element>, _ count: inout Int) throws -> Void
  ) rethrows {
    try self.init(unsafeUninitializedCapacity: Swift.max(room, 1)) { elements, count in
      try fill(UnsafeMutableBufferPointer(rebasing: elements[..<room]), &count)
    }
  }
}
