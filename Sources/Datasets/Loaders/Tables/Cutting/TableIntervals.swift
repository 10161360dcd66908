import Diagnostics

extension TableCutter {
  /// The rows of each file between the start and the end that a row of another table says.
  func intervals(_ group: Group) throws -> [TableRecording] {
    guard let description = tables.intervals else { return [] }
    let path = try files.companion(description.files, of: group.values)
    let table = try FrameTables.open(
      files.folder.appendingPathComponent(path), text: description.text ?? tables.text ?? DelimitedFormat(), array: nil)
    for (key, value) in [("class", tables.class), ("subject", tables.subject)] where value.files == nil {
      if let column = value.column { group.columns[key] = try table.texts(column: table.column(column), rows: nil) }
    }
    let (starts, ends, scales) = try bounds(description, table, group)
    return try (0..<table.rows).compactMap { row in
      guard starts[row] <= ends[row] else {
        throw InputError(
          table.place(row: row), found: "an interval from \(starts[row]) to \(ends[row])",
          expected: "a start before the end", advice: "Mend the file, or leave it out with --skip-bad.")
      }
      let rows = scales.map { $0.rows(in: starts[row]...ends[row]) }
      guard let recording = try recording(group, rows: rows, row: row, of: table.rows) else { return nil }
      guard let cause = emptiness(rows, in: "interval") else { return recording }
      group.leaveOut(recording, "\(path): row \(row + 1)", cause, className: manifest.classes[recording.label])
      return nil
    }
  }

  /// Start and end of each interval, and the scale on which each file has its rows.
  private func bounds(
    _ description: IntervalTables, _ table: any FrameTable, _ group: Group
  ) throws -> (starts: [Double], ends: [Double], scales: [RowScale]) {
    guard let unit = description.unit else {
      let numbers = try table.numbers(
        columns: [table.column(description.start), table.column(description.end)], rows: nil)
      let scales = try zip(files.modalities, group.tables).map { modality, table in try positions(modality, table) }
      return (
        stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] },
        stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }, scales
      )
    }
    let missing = (description.text ?? tables.text ?? DelimitedFormat()).missing
    let ends = try [description.start, description.end].map { column in
      NamedTimes(
        times: try TimeColumn(column: column, unit: unit).times(of: table, rows: nil, missing: missing),
        name: "intervals", place: { table.place(row: $0) })
    }
    // Every modality has a clock: the manifest was refused otherwise.
    let clocks = try zip(files.modalities, group.tables).compactMap { try clock($0, $1) }
    let seconds = try self.seconds(ends + clocks)
    return (seconds[0], seconds[1], try zip(seconds.dropFirst(2), clocks).map { try scale($0, $1) })
  }

  /// The numbers that a column of positions holds; row numbers where there is none.
  private func positions(_ modality: ModalityTables, _ table: any FrameTable) throws -> RowScale {
    guard let position = modality.position else { return RowScale(rows: table.rows) }
    let numbers = try table.numbers(columns: [table.column(position)], rows: nil)
    if let row = RowScale.firstFall(in: numbers) {
      throw InputError(
        table.place(row: row), found: "the position \(numbers[row]) after \(numbers[row - 1])",
        expected: "positions that do not fall", advice: "Mend the file, or leave it out with --skip-bad.")
    }
    return RowScale(positions: numbers)
  }
}
