/// A moment that a text such as `2018-11-08 11:34:51.474` or `2018-11-08T11:34:51Z` says (ISO
/// 8601).
struct DateTime: Sendable, Equatable {
  /// Nanoseconds since the first of January 1970: by universal time where there is a zone, else by
  /// the clock that wrote it.
  var nanoseconds: Int64
  /// Minutes that the clock is ahead of universal time; nil if the text does not say.
  var zone: Int?

  /// The unit of such times in manifests.
  static let unit = "iso8601"
  /// How such a time is written, for messages.
  static let form =
    "a date and a time, such as 2018-11-08 11:34:51.474 or 2018-11-08T11:34:51Z, of the years 1678 to 2261"

  /// Reads `<year>-<month>-<day>`, `T` or a blank, `<hour>:<minute>`, then where there are any
  /// `:<second>` with a fraction and `Z` or an offset such as `+01:00`, `+0100` or `+01`; nil for
  /// anything else. Digits of a fraction after the ninth do not count.
  init?(_ text: String) {
    var text = text
    guard let found = text.withUTF8({ DateTime(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = found
  }

  /// Reads the bytes of such a text.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var rest = Bytes(bytes)
    guard let year = rest.digits(4), rest.skip(0x2D), let month = rest.digits(2), rest.skip(0x2D),
      let day = rest.digits(2), rest.skip(0x54, 0x74) || rest.skip(0x20), let hour = rest.digits(2), rest.skip(0x3A),
      let minute = rest.digits(2), (1678...2261).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(in: month, of: year), hour < 24, minute < 60
    else { return nil }
    var (second, fraction) = (0, 0)
    if rest.skip(0x3A) {
      guard let found = rest.digits(2), found < 60 else { return nil }
      second = found
      if rest.skip(0x2E, 0x2C) {
        guard let first = rest.digits(1) else { return nil }
        fraction = first
        var count = 1
        while let digit = rest.digits(1) {
          if count < 9 { fraction = 10 * fraction + digit }
          count += 1
        }
        for _ in 0..<max(9 - count, 0) { fraction *= 10 }
      }
    }
    if rest.count > 1 { _ = rest.skip(0x20) }
    if rest.skip(0x5A, 0x7A) {
      zone = 0
    } else if rest.skip(0x2B) {
      guard let minutes = rest.offset() else { return nil }
      zone = minutes
    } else if rest.skip(0x2D) {
      guard let minutes = rest.offset() else { return nil }
      zone = -minutes
    }
    guard rest.count == 0 else { return nil }
    let minutes = 1440 * Self.days(before: year, month, day) + 60 * hour + minute - (zone ?? 0)
    nanoseconds = Int64(60 * minutes + second) * 1_000_000_000 + Int64(fraction)
  }

  /// Bytes that are read from the first to the last.
  private struct Bytes {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// How many are left.
    var count: Int { bytes.count - position }

    /// The number that so many digits are; nil, and nothing is passed over, where they are none.
    @inline(__always)
    mutating func digits(_ count: Int) -> Int? {
      guard count <= self.count else { return nil }
      var number = 0
      for place in position..<(position + count) {
        let byte = bytes[place]
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        number = 10 &* number &+ Int(byte &- 0x30)
      }
      position += count
      return number
    }

    /// Passes over a byte if it is one of two.
    @inline(__always)
    mutating func skip(_ first: UInt8, _ other: UInt8) -> Bool {
      guard count > 0, bytes[position] == first || bytes[position] == other else { return false }
      position += 1
      return true
    }

    /// Passes over a byte if it is this one.
    @inline(__always)
    mutating func skip(_ only: UInt8) -> Bool { skip(only, only) }

    /// Minutes of an offset of a zone, without its sign: all that is left.
    mutating func offset() -> Int? {
      guard let hours = digits(2), hours < 24 else { return nil }
      guard count > 0 else { return 60 * hours }
      _ = skip(0x3A)
      guard let minutes = digits(2), minutes < 60 else { return nil }
      return 60 * hours + minutes
    }
  }

  /// Days in a month of the Gregorian calendar.
  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
  }

  /// Days from the first of January 1970 to a date.
  private static func days(before year: Int, _ month: Int, _ day: Int) -> Int {
    // Years that begin in March have the leap day at their end.
    let year = month > 2 ? year : year - 1
    let days = 365 * year + year / 4 - year / 100 + year / 400
    return days + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - 719_468
  }
}
