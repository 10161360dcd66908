import Diagnostics
import Foundation

/// When the rows of a recording were recorded, as one file says it.
enum TableTimes: Sendable {
  /// Seconds by the file's own count; NaN where a time is missing.
  case seconds([Double])
  /// Dates and times in nanoseconds; nil where a time is missing.
  case dates([Int64?], zone: Int?)

  /// Seconds since `reference`, in nanoseconds, of dates; seconds by the file's own count
  /// otherwise. Differences are taken before anything is rounded.
  func seconds(since reference: Int64) -> [Double] {
    switch self {
    case .seconds(let times): times
    case .dates(let dates, _): dates.map { $0.map { Double($0 - reference) / 1e9 } ?? .nan }
    }
  }

  /// Minutes that dates are ahead of universal time; nil if they do not say, and for numbers.
  var zone: Int? { if case .dates(_, let zone) = self { zone } else { nil } }

  /// The moment from which dates are counted, the same for all: the first date. It is 1970 if
  /// numbers stand beside dates, since numbers can be compared with dates only if they count from
  /// then.
  /// - Throws: what `refusal` makes of the places of two of which one has a zone and one has none.
  static func reference(
    _ all: [TableTimes], refusal: (_ other: Int, _ first: Int) throws -> InputError
  ) throws -> Int64 {
    let dates = all.indices.filter { if case .dates = all[$0] { true } else { false } }
    guard let first = dates.first else { return 0 }
    if let other = dates.first(where: { (all[$0].zone == nil) != (all[first].zone == nil) }) {
      throw try refusal(other, first)
    }
    return dates.count < all.count ? 0 : all.lazy.compactMap(\.firstDate).first ?? 0
  }

  /// The first time that is there, of dates.
  var firstDate: Int64? {
    if case .dates(let dates, _) = self { dates.lazy.compactMap(\.self).first } else { nil }
  }
}

extension TimeColumn {
  /// Whether the column holds dates and times.
  var holdsDates: Bool { unit == DateTime.unit }

  /// Refuses a unit that is none of time.
  func validate(place: String) throws {
    guard !holdsDates else { return }
    guard let unit = MeasurementUnit.all.first(where: { $0.name == unit }), unit.quantity == .time else {
      let known = MeasurementUnit.all.filter { $0.quantity == .time }.map(\.name) + [DateTime.unit]
      throw InputError(
        "\(place): time: unit", found: "'\(self.unit)'",
        expected: "a unit of time: one of \(known.joined(separator: ", "))",
        advice: suggestion(for: self.unit, among: known))
    }
  }

  /// The times that numbers in the column's unit say.
  func times(ofNumbers numbers: [Double]) throws -> TableTimes {
    let scale = try MeasurementUnit.named(unit, place: "time").scale
    let start = fromStart == true ? numbers.first { !$0.isNaN } ?? 0 : 0
    return .seconds(numbers.map { ($0 - start) * scale })
  }

  /// The times of some rows of a table.
  ///
  /// - Parameter missing: texts that stand for a missing time.
  /// - Throws: `InputError` with the row where a text is no time, or is of another zone than the
  ///   rows before.
  func times(of table: any FrameTable, rows: Range<Int>?, missing: [String]) throws -> TableTimes {
    let place = try table.column(column)
    guard holdsDates else { return try times(ofNumbers: table.numbers(columns: [place], rows: rows)) }
    let absent = Set(missing.map { $0.lowercased() } + [""])
    let hasDateMarks = missing.contains { DateTime($0) != nil }
    var zone: Int??
    var dates: [Int64?] = []
    dates.reserveCapacity((rows ?? 0..<table.rows).count)
    try table.forEachField(column: place, rows: rows) { field in
      let date = DateTime(DelimitedText.unquoted(field))
      if date == nil || hasDateMarks, absent.contains(DelimitedText.text(field).lowercased()) {
        dates.append(nil)
        return
      }
      func refuse(_ found: String, _ expected: String, _ advice: String) -> InputError {
        InputError(
          "\(table.place(row: (rows?.lowerBound ?? 0) + dates.count)): column \(column)",
          found: "'\(DelimitedText.text(field).prefix(60))'\(found)", expected: expected,
          advice: advice + "mend the file, or leave it out with --skip-bad.")
      }
      guard let date else {
        throw refuse("", DateTime.form, "Is it a mark for a missing time? Name it under 'missing', ")
      }
      if let zone, zone != date.zone {
        throw refuse(
          ", \(Self.describe(date.zone))", "times \(Self.describe(zone)), as in the rows before",
          "One file has one clock: ")
      }
      zone = .some(date.zone)
      dates.append(date.nanoseconds)
    }
    if fromStart == true, let first = dates.lazy.compactMap(\.self).first {
      return .seconds(dates.map { $0.map { Double($0 - first) / 1e9 } ?? .nan })
    }
    return .dates(dates, zone: zone ?? nil)
  }

  static func describe(_ zone: Int?) -> String {
    guard let zone else { return "without a zone" }
    let digits = [abs(zone) / 60, abs(zone) % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "of zone \(zone < 0 ? "-" : "+")\(digits[0]):\(digits[1])"
  }
}
