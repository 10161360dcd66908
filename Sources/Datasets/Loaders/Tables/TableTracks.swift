import Diagnostics
import Foundation

extension TableReader {
  /// What a modality recorded, as it stands in the file.
  struct FileTrack {
    var description: ModalityTables
    /// Frame after frame; NaN where a number is missing.
    var values: [Double]
    /// When; nil where frames follow each other at the rate.
    var times: TableTimes?
    /// The clouds of a modality of points, which then has no `values`.
    var points: PointSeries?
    /// The row at which each frame begins, counted from the recording's first; nil where a row is a
    /// frame.
    var firstRows: [Int]?
    /// Points that were left out because they lack a number.
    var incompletePoints = 0
  }

  /// Reads what a modality recorded, in the file's units.
  func fileTrack(_ number: Int, _ index: Int, _ modality: Modality) throws -> FileTrack {
    let recording = recordings[number]
    let description = cutter.files.modalities[index]
    let urls = cutter.files.groups[recording.group].files[index].map { cutter.files.folder.appendingPathComponent($0) }
    if cutter.tables.recordings == .rows {
      return FileTrack(description: description, values: try row(recording, index, modality, urls))
    }
    let table = try cutter.open(description, urls[0], index: indices[recording.group].texts[index][0])
    if modality.form == .points { return try cloudTrack(recording.rows[index], description, modality, table) }
    let columns = try self.columns(description, modality.channels.count, table)
    let rows = recording.rows[index]
    guard let time = description.time else {
      return FileTrack(description: description, values: try table.numbers(columns: columns, rows: rows))
    }
    if time.holdsDates {
      return FileTrack(
        description: description, values: try table.numbers(columns: columns, rows: rows),
        times: try time.times(of: table, rows: rows, missing: missing(description)))
    }
    let numbers = try table.numbers(columns: columns + [table.column(time.column)], rows: rows)
    let width = columns.count + 1
    var values: [Double] = []
    values.reserveCapacity(rows.count * columns.count)
    for row in 0..<rows.count { values += numbers[(row * width)..<(row * width + columns.count)] }
    let times = (0..<rows.count).map { numbers[$0 * width + columns.count] }
    return FileTrack(description: description, values: values, times: try time.times(ofNumbers: times))
  }

  /// The times of all rows of a file, even of rows in no recording; nil if they cannot be read.
  func fileTimes(group: Int, _ index: Int) -> [Double]? {
    let description = cutter.files.modalities[index]
    let url = cutter.files.folder.appendingPathComponent(cutter.files.groups[group].files[index][0])
    guard let time = description.time,
      let table = try? cutter.open(description, url, index: indices[group].texts[index][0]),
      let times = try? time.times(of: table, rows: nil, missing: missing(description))
    else { return nil }
    return times.seconds(since: times.firstDate ?? 0)
  }

  func missing(_ description: ModalityTables) -> [String] {
    (description.text ?? cutter.tables.text ?? DelimitedFormat()).missing
  }

  /// The columns of the channels. Where the manifest names none: all that it does not name for
  /// something else.
  func columns(_ description: ModalityTables, _ count: Int, _ table: any FrameTable) throws -> [Int] {
    if let columns = description.columns { return try columns.map(table.column) }
    let others = try cutter.tables.columns(beside: description, in: table)
    let own = (0..<table.columns).filter { !others.contains($0) }
    guard own.count == count else {
      throw InputError(
        table.place(row: 0),
        found: "\(own.count) columns" + (others.isEmpty ? "" : " beside \(others.distinct.count) named elsewhere"),
        expected: "\(count), one a channel",
        advice: "Name the columns of the channels under 'columns'. Or is it a file of another modality?")
    }
    return own
  }

  /// A recording that is a row: frame after frame.
  private func row(_ recording: TableRecording, _ index: Int, _ modality: Modality, _ urls: [URL]) throws -> [Double] {
    let description = cutter.files.modalities[index]
    let rows = recording.rows[index]
    let channels = modality.channels.count
    func mismatch(_ place: String, _ found: Int) -> InputError {
      InputError(
        place, found: "\(found) channels", expected: "\(channels), or their numbers under 'columns'",
        advice: "Is it a file of another modality?")
    }
    /// The channels wanted of those there are.
    func wanted(_ available: Int, _ place: String) throws -> [Int] {
      guard let columns = description.columns else {
        guard available == channels else { throw mismatch(place, available) }
        return Array(0..<channels)
      }
      return try columns.map { column in
        guard case .number(let number) = column, number <= available else { throw mismatch(place, available) }
        return number - 1
      }
    }
    if let cases = indices[recording.group].cases {
      let frames = try cases.frames(rows.lowerBound)
      let wanted = try wanted(cases.channels, cases.place(rows.lowerBound))
      return stride(from: 0, to: frames.count, by: cases.channels).flatMap { start in wanted.map { frames[start + $0] }
      }
    }
    let tables = try urls.enumerated().map {
      try cutter.open(description, $1, index: indices[recording.group].texts[index][$0])
    }
    let lines = try tables.map { try $0.numbers(columns: Array(0..<$0.columns), rows: rows) }
    if description.channelFiles != nil {
      let length = lines[0].count
      if let other = lines.firstIndex(where: { $0.count != length }) {
        throw InputError(
          tables[other].place(row: rows.lowerBound), found: "\(lines[other].count) frames", expected: "\(length)",
          advice: "Files of the channels of one modality must be equally wide. Fetch them again.")
      }
      return (0..<length).flatMap { frame in lines.map { $0[frame] } }
    }
    let place = tables[0].place(row: rows.lowerBound)
    let shape = (tables[0] as? ArrayTable)?.array.shape ?? [0, tables[0].columns, 1]
    guard shape.count == 3 else {
      throw InputError(place, found: "shape \(shape)", expected: "recordings, then time and channels in any order")
    }
    let isTimeLast = description.array?.timeAxis == 3
    let (length, available) = isTimeLast ? (shape[2], shape[1]) : (shape[1], shape[2])
    let wanted = try wanted(available, place)
    return (0..<length).flatMap { frame in
      wanted.map { lines[0][isTimeLast ? $0 * length + frame : frame * available + $0] }
    }
  }
}
