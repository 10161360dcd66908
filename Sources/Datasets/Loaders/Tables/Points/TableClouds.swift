import Diagnostics

extension TableReader {
  /// Reads the clouds that a modality recorded, in the file's units.
  ///
  /// Points that lack a number are left out and counted where `cleaning` is said, and refused
  /// otherwise.
  func cloudTrack(
    _ rows: Range<Int>, _ description: ModalityTables, _ modality: Modality, _ table: any FrameTable
  ) throws -> FileTrack {
    let attributes = modality.channels
    let columns = try self.columns(description, attributes.count, table)
    var (numbers, offsets): ([Double], [Int])
    var times: TableTimes?
    var firstRows: [Int]?
    if let clouds = table as? CloudTable {
      (numbers, offsets) = try clouds.points(rows, columns: columns)
    } else {
      let grouping = try grouping(rows, description, table)
      let found = try table.numbers(columns: columns, rows: rows)
      numbers = grouping.order.flatMap { found[($0 * attributes.count)..<(($0 + 1) * attributes.count)] }
      offsets = grouping.offsets
      times = grouping.times
      firstRows = grouping.offsets.dropLast().map { grouping.order[min($0, grouping.order.count - 1)] }
    }
    let incomplete = try dropIncomplete(&numbers, &offsets, attributes.count) { point in
      "\(table.place(row: rows.lowerBound)): point \(point + 1)"
    }
    let points = PointSeries(
      values: numbers.map(Float.init), attributes: attributes, offsets: offsets, rate: description.rate ?? modality.rate
    )
    return FileTrack(
      description: description, values: [], times: times, points: points, firstRows: firstRows,
      incompletePoints: incomplete)
  }

  /// The frames of a table with a row a point.
  private func grouping(
    _ rows: Range<Int>, _ description: ModalityTables, _ table: any FrameTable
  ) throws -> FrameGrouping {
    let times = try description.time?.times(of: table, rows: rows, missing: missing(description))
    let place = { table.place(row: rows.lowerBound + $0) }
    guard let frame = description.frame else {
      // One of the two is there: the file would be one of clouds otherwise.
      let seconds = times?.seconds(since: times?.firstDate ?? 0) ?? []
      return try FrameGrouping(
        times: times, keys: seconds, named: "a time", sorts: cleaning.times == .sort, place: place)
    }
    return try FrameGrouping(
      times: times, keys: table.numbers(columns: [table.column(frame)], rows: rows), named: "a frame number",
      sorts: cleaning.times == .sort, place: place
    ).filled(place: place)
  }

  /// Takes out the points that lack a number, and says how many they are.
  private func dropIncomplete(
    _ numbers: inout [Double], _ offsets: inout [Int], _ width: Int, place: (_ point: Int) -> String
  ) throws -> Int {
    func isWhole(_ point: Int) -> Bool {
      numbers[(point * width)..<((point + 1) * width)].allSatisfy { !$0.isNaN }
    }
    let count = offsets[offsets.count - 1]
    guard let first = (0..<count).first(where: { !isWhole($0) }) else { return 0 }
    guard tables.cleaning != nil else {
      throw InputError(
        place(first), found: "a missing number", expected: "every number of a point",
        advice: "Say 'cleaning' in the manifest, which leaves such points out, or mend the file.")
    }
    var kept: [Double] = []
    var next = [0]
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      let whole = (start..<end).filter(isWhole)
      for point in whole { kept += numbers[(point * width)..<((point + 1) * width)] }
      next.append(next[next.count - 1] + whole.count)
    }
    (numbers, offsets) = (kept, next)
    return count - kept.count / width
  }
}
