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
    var rest = Array(text.utf8)[...]
    func digits(_ count: Int) -> Int? {
      guard rest.count >= count, rest.prefix(count).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count).reduce(0) { 10 * $0 + Int($1) - 0x30 }
    }
    func skip(_ characters: String) -> Bool {
      guard let first = rest.first, characters.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2), skip("Tt "),
      let hour = digits(2), skip(":"), let minute = digits(2), (1678...2261).contains(year),
      (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year), hour < 24, minute < 60
    else { return nil }
    var (second, fraction) = (0, 0)
    if skip(":") {
      guard let found = digits(2), found < 60 else { return nil }
      second = found
      if skip(".,") {
        guard let first = digits(1) else { return nil }
        fraction = first
        var count = 1
        while let digit = digits(1) {
          if count < 9 { fraction = 10 * fraction + digit }
          count += 1
        }
        for _ in 0..<max(9 - count, 0) { fraction *= 10 }
      }
    }
    if rest.count > 1 { _ = skip(" ") }
    if skip("Zz") {
      zone = 0
    } else if let sign = rest.first, skip("+-") {
      guard let hours = digits(2), hours < 24 else { return nil }
      var minutes = 0
      if !rest.isEmpty {
        _ = skip(":")
        guard let found = digits(2), found < 60 else { return nil }
        minutes = found
      }
      zone = (sign == 0x2D ? -1 : 1) * (60 * hours + minutes)
    }
    guard rest.isEmpty else { return nil }
    let minutes = 1440 * Self.days(before: year, month, day) + 60 * hour + minute - (zone ?? 0)
    nanoseconds = Int64(60 * minutes + second) * 1_000_000_000 + Int64(fraction)
  }

  /// Days in a month of the Gregorian calendar.
  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from the first of January 1970 to a date.
  private static func days(before year: Int, _ month: Int, _ day: Int) -> Int {
    // Years that begin in March have the leap day at their end.
    let year = month > 2 ? year : year - 1
    let days = 365 * year + year / 4 - year / 100 + year / 400
    return days + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - 719_468
  }
}
