import Diagnostics
import Records

/// What a configuration varies beside its methods, under `axes`: for each axis a list of values.
///
///     axes:
///       pairs: [27, 54, 108, all]
///       fewShot: [0, 1, 5]
///
/// Each axis is varied alone, the others at their defaults. The trial at all defaults is always
/// run, once, whether or not a list has its default: it is the point that all curves share.
public struct Axes: Decodable, Sendable {
  /// A condition and where in the configuration it was asked for.
  struct Point: Sendable {
    let axis: Axis
    let condition: Condition
    let place: String
  }

  /// The points away from the defaults, axis by axis.
  let points: [Point]

  /// No axis.
  public init() { points = [] }

  /// The conditions away from the defaults, axis by axis.
  public var conditions: [Condition] { points.map(\.condition) }

  /// Refuses own pairs on top of own pairs.
  func refuseOwnPairs(unless areElsewhere: Bool) throws {
    guard !areElsewhere, let point = points.first(where: { $0.axis.name == Axis.ownPairs.name }) else { return }
    throw InputError(
      point.place, found: "pairs of the data set itself to be added to themselves",
      expected: "'pairs: {dataset: ...}' of another data set",
      advice: "Name one, or vary 'pairs', the number of the data set's own.")
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ axis: Axis) { stringValue = axis.name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads the lists.
  /// - Throws: `InputError` for an unknown axis, an empty list, a value twice, and a value out of
  ///   its axis's range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    points = try Axis.all.flatMap { axis in
      guard container.contains(Key(axis)) else { return [Point]() }
      let values = try container.decode(Values.self, forKey: Key(axis))
      let place = Self.place(of: Key(axis), in: container)
      return try values.checked(for: axis, place: place).map {
        Point(axis: axis, condition: Condition(axis, $0), place: place)
      }
    }
  }

  /// Where a value stands in its file: the decoder puts that before every refusal, so one is asked
  /// for.
  private struct Place: Decodable {
    init(from decoder: any Decoder) throws { throw InputError("", found: "", expected: "") }
  }

  /// File, line, column and path of a value.
  private static func place(of key: Key, in container: KeyedDecodingContainer<Key>) -> String {
    do { _ = try container.decode(Place.self, forKey: key) } catch let error as InputError where !error.place.isEmpty {
      return String(error.place.reversed().drop { ": ".contains($0) }.reversed())
    } catch {}
    return "axes: \(key.stringValue)"
  }

  /// A list as it stands there: numbers, and nil for 'all'.
  private struct Values: Decodable {
    let values: [Double?]

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      var values: [Double?] = []
      while !container.isAtEnd { values.append(try container.decode(Value.self).number) }
      self.values = values
    }

    /// The values that are not the axis's default.
    func checked(for axis: Axis, place: String) throws -> [Double] {
      func refused(_ found: String, _ advice: String = "") -> InputError {
        InputError(
          place, found: found, expected: "a list of different values, each \(axis.values.text)", advice: advice)
      }
      guard !values.isEmpty else { throw refused("an empty list", "Take the axis out.") }
      let normal = try values.map { value -> Double? in
        guard let value else {
          guard axis.values.defaultValue == nil else { throw refused("'all'") }
          return nil
        }
        guard axis.values.allow(value) else { throw refused(Self.text(value)) }
        return value == axis.values.defaultValue ? nil : value
      }
      if let twice = normal.indices.first(where: { normal[..<$0].contains(normal[$0]) }) {
        throw refused("\(normal[twice].map(Self.text) ?? "the default") twice")
      }
      return normal.compactMap(\.self)
    }

    private static func text(_ value: Double) -> String {
      Int(exactly: value).map(String.init) ?? "\(value)"
    }
  }

  private struct Value: Decodable {
    /// Nil for 'all'.
    let number: Double?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self.number = number
        return
      }
      guard let word = try? container.decode(String.self), word == "all" else {
        throw InputError(
          "value", found: "no number", expected: "a number, or 'all' where the axis has it")
      }
      number = nil
    }
  }
}
