import Diagnostics

/// Which rows of a table with a row a point make which frame.
struct FrameGrouping {
  /// The rows, frame after frame.
  var order: [Int]
  /// Where each frame begins in `order`, and the number of rows.
  var offsets: [Int]
  /// When each frame was recorded; nil where only frames are counted.
  var times: TableTimes?
  /// The frame's number or its time.
  private var keys: [Double]

  /// The most frames of a recording that numbers may stand for.
  static let mostFrames = 1 << 24

  /// Rows with one key are a frame.
  /// - Throws: `InputError` where a key is missing, or falls and is not to be sorted.
  init(
    times: TableTimes?, keys: [Double], named name: String, sorts: Bool, place: (_ row: Int) -> String
  ) throws {
    if let row = keys.firstIndex(where: \.isNaN) {
      throw InputError(
        place(row), found: "no number of \(name)", expected: "\(name) in every row",
        advice: "Mend the file, or leave the recording out with --skip-bad.")
    }
    var order = Array(keys.indices)
    if let row = keys.indices.dropFirst().first(where: { keys[$0] < keys[$0 - 1] }) {
      guard sorts else {
        throw InputError(
          place(row), found: "\(name), \(keys[row]), after \(keys[row - 1])", expected: "rows in the order of frames",
          advice: "Mend the file, or say 'times: sort' under 'tables: cleaning'.")
      }
      order.sort { (keys[$0], $0) < (keys[$1], $1) }
    }
    let first = order.indices.filter { $0 == 0 || keys[order[$0]] != keys[order[$0 - 1]] }
    let rows = first.map { order[$0] }
    self.order = order
    offsets = first + [order.count]
    self.keys = rows.map { keys[$0] }
    self.times = times?.selecting(rows)
  }

  /// The same with a frame without points for every number that no row has. Its time lies between
  /// those of its neighbours.
  /// - Throws: `InputError` where a frame number is not whole, or numbers reach too far.
  func filled(place: (_ row: Int) -> String) throws -> FrameGrouping {
    if let bad = keys.firstIndex(where: { Int(exactly: $0) == nil }) {
      throw InputError(
        place(order[offsets[bad]]), found: "the frame number \(keys[bad])", expected: "a whole number",
        advice: "Leave 'frame' out where rows of one time are a frame.")
    }
    guard let first = keys.first, let last = keys.last else { return self }
    guard last - first < Double(Self.mostFrames) else {
      throw InputError(
        place(order[0]), found: "frame numbers from \(first) to \(last)",
        expected: "at most \(Self.mostFrames) frames a recording", advice: "Is 'frame' a column of times?")
    }
    var result = self
    result.keys = (0...Int(last - first)).map { first + Double($0) }
    result.offsets = []
    var shares: [(earlier: Int, share: Double)] = []
    for (index, key) in keys.enumerated() {
      result.offsets.append(offsets[index])
      shares.append((index, 0))
      guard index + 1 < keys.count else { break }
      let gap = keys[index + 1] - key
      for missing in stride(from: 1, to: gap, by: 1) {
        result.offsets.append(offsets[index + 1])
        shares.append((index, missing / gap))
      }
    }
    result.offsets.append(order.count)
    result.times = times?.interpolated(at: shares)
    return result
  }
}

extension TableTimes {
  /// The times of some rows, in that order.
  func selecting(_ rows: [Int]) -> TableTimes {
    switch self {
    case .seconds(let times): .seconds(rows.map { times[$0] })
    case .dates(let dates, let zone): .dates(rows.map { dates[$0] }, zone: zone)
    }
  }

  /// Times a share of the way from one to the next.
  func interpolated(at places: [(earlier: Int, share: Double)]) -> TableTimes {
    switch self {
    case .seconds(let times):
      .seconds(
        places.map { earlier, share in
          share == 0 ? times[earlier] : times[earlier] + share * (times[earlier + 1] - times[earlier])
        })
    case .dates(let dates, let zone):
      .dates(
        places.map { earlier, share in
          guard share > 0 else { return dates[earlier] }
          guard let start = dates[earlier], let end = dates[earlier + 1] else { return nil }
          return start + Int64((share * Double(end - start)).rounded())
        }, zone: zone)
    }
  }
}
