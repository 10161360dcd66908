import Diagnostics

extension TableCutter {
  /// Times that are compared with those of other files, and where they stand.
  struct NamedTimes {
    var times: TableTimes
    /// What they are of, for a message.
    var name: String
    /// Where row `row` of them stands.
    var place: (_ row: Int) -> String
    /// Seconds that are added.
    var offset = 0.0
  }

  /// The times of all rows of a modality's file.
  /// - Throws: `InputError` where a time is missing.
  func clock(_ modality: ModalityTables, _ table: any FrameTable) throws -> NamedTimes? {
    guard let time = modality.time, time.fromStart != true else { return nil }
    let format = modality.text ?? tables.text ?? DelimitedFormat()
    let times = try time.times(of: table, rows: nil, missing: format.missing)
    return NamedTimes(
      times: times, name: modality.name, place: { table.place(row: $0) }, offset: modality.clockOffset ?? 0)
  }

  /// Seconds of all of these by one clock.
  /// - Throws: `InputError` where a time is missing, or only some of the dates have a zone.
  func seconds(_ all: [NamedTimes]) throws -> [[Double]] {
    let reference = try TableTimes.reference(all.map(\.times)) { other, first in
      InputError(
        "\(all[other].name): \(all[other].place(0))", found: "times \(TimeColumn.describe(all[other].times.zone))",
        expected: "times \(TimeColumn.describe(all[first].times.zone)), as those of \(all[first].name)",
        advice: "Clocks with and without a zone cannot be compared: mend the files.")
    }
    return try all.map { one in
      let seconds = one.times.seconds(since: reference).map { $0 + one.offset }
      if let row = seconds.firstIndex(where: \.isNaN) {
        throw InputError(
          one.place(row), found: "no time", expected: "a time in every row",
          advice: "Mend the file, or leave it out with --skip-bad.")
      }
      return seconds
    }
  }

  /// Times as a scale of rows.
  /// - Throws: `InputError` where they fall, unless `cleaning: times` sorts them.
  func scale(_ seconds: [Double], _ named: NamedTimes) throws -> RowScale {
    if tables.cleaning?.times != .sort, let row = RowScale.firstFall(in: seconds) {
      throw InputError(
        named.place(row), found: "a time \(seconds[row] - seconds[row - 1]) s after that of the row before",
        expected: "times that do not fall",
        advice: "Mend the file, say 'times: sort' under 'tables: cleaning', or leave it out with --skip-bad.")
    }
    return RowScale(positions: seconds)
  }

  /// What recordings without a row of some modality in use are left out for; nil where none lacks
  /// one.
  func emptiness(_ rows: [Range<Int>], in what: String) -> String? {
    let empty = zip(files.modalities, rows).filter { files.used.contains($0.name) && $1.isEmpty }.map(\.0.name)
    return empty.isEmpty ? nil : "no row of \(empty.joined(separator: " and ")) in the \(what)"
  }
}
