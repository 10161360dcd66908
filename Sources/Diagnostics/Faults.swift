/// Collects the faults of parts of one input that do not depend on each other, so that all are told
/// at once.
///
/// A value that was refused is nil, and a neutral one takes its place until `check` throws:
///
///     var faults = Faults()
///     let seed = try faults.value { try decode("seed") } ?? 0
///     try faults.check()
public struct Faults {
  private var found: [InputError] = []

  public init() {}

  /// Whether nothing was refused.
  public var isEmpty: Bool { found.isEmpty }

  /// What `body` gives; nil where it refuses, which is noted.
  /// - Throws: what is no `InputError`.
  public mutating func value<T>(_ body: () throws -> T) throws -> T? {
    do { return try body() } catch let error as InputError {
      add(error)
      return nil
    }
  }

  /// The same of a value that may be absent.
  public mutating func optional<T>(_ body: () throws -> T?) throws -> T? { try value(body) ?? nil }

  /// Notes a fault.
  public mutating func add(_ error: InputError) { found += error.all }

  /// - Throws: all faults as one `InputError`, in the order in which they were found.
  public func check() throws { if let all = InputError(all: found) { throw all } }
}

/// A type whose decoding asks for every key that it knows before it refuses anything, so that a key
/// that nobody asked for is unknown even where others are at fault.
public protocol TellsAllFaults {}
