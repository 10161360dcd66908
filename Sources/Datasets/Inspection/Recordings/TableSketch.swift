import Foundation

/// What the files of one kind seem to be, by a few of them.
struct TableSketch {
  /// The column of time, with its unit; nil unit where no unit gives a plausible rate.
  struct Clock {
    let column: SampledColumn
    let unit: String?
    /// Seconds between rows, the median; nil without a unit.
    let step: Double?
    /// The longest step in seconds.
    let gap: Double?
  }

  let samples: [TextSample]
  /// The columns of the first file.
  let columns: [SampledColumn]
  let clock: Clock?
  /// What may be a label, the likeliest first.
  let labels: [SampledColumn]
  /// What seems to name persons.
  let person: SampledColumn?
  /// The numbers of columns that count rows, and of those that never change, hold text, or are
  /// empty.
  let counters: [Int]
  let constants: [Int]
  let texts: [Int]
  /// The columns of numbers that are nothing else.
  let channels: [SampledColumn]
  /// Whether some numbers are missing.
  let hasMissing: Bool

  var sample: TextSample { samples[0] }

  init(_ samples: [TextSample]) {
    self.samples = samples
    let all = samples.filter { $0.fields == samples[0].fields }.map { sample in
      (0..<sample.fields).map { SampledColumn(sample, $0) }
    }
    let columns = all[0]
    self.columns = columns
    func isEverywhere(_ index: Int, _ test: (SampledColumn) -> Bool) -> Bool { all.allSatisfy { test($0[index]) } }
    let indices = Array(columns.indices)
    let rising = indices.filter { index in isEverywhere(index) { $0.isRising && !$0.isCounter } }
    let time =
      rising.first { !columns[$0].dates.isEmpty } ?? rising.first { columns[$0].name.map(PathWords.isTime) ?? false }
      ?? rising.first { $0 == 0 || columns[$0].name == nil && $0 == columns.count - 1 }
    clock = time.map { Self.clock(all.map(\.[$0])) }
    let named = indices.filter { $0 != time && columns[$0].name.map(PathWords.isPerson) ?? false }
    let person = named.first.map { columns[$0] }
    self.person = person
    let free = indices.filter { $0 != time && $0 + 1 != person?.number }
    let distinct = { (index: Int) in Set(all.flatMap { $0[index].distinct }) }
    let isNamed = { (index: Int) in columns[index].name.map(PathWords.isClass) ?? false }
    let isWide = columns.count >= SketchedModality.fewestCells && columns.allSatisfy { $0.name == nil }
    var candidates = free.filter { index in
      isEverywhere(index) { $0.mayLabel } && (2...60).contains(distinct(index).count)
    }
    // Cells at the edge of a grid hardly change.
    if isWide, candidates.count > 3 { candidates = [] }
    candidates.sort { a, b in
      let rank = { (index: Int) in isNamed(index) ? 0 : columns[index].isNumeric ? 2 : 1 }
      return (rank(a), a) < (rank(b), b)
    }
    labels = candidates.map { columns[$0] }
    let label = labels.first.flatMap { $0.name.map(PathWords.isClass) ?? true ? $0.number : nil }
    let counted = free.filter { index in isEverywhere(index, \.isCounter) }.map { $0 + 1 }
    counters = counted
    let constants = free.filter { distinct($0).count <= 1 }.map { $0 + 1 }
    self.constants = constants
    let texts = free.map { $0 + 1 }.filter { number in
      number != label && !constants.contains(number) && !all.contains { $0[number - 1].isNumeric }
    }
    self.texts = texts
    let left = Set(counted + constants + texts)
    let numeric = free.filter { !left.contains($0 + 1) && $0 + 1 != label }
    // A grid keeps its cells, those that never change too.
    let isGrid = isWide && numeric.count >= SketchedModality.fewestCells
    let cells = free.filter { index in
      index + 1 != label && !counted.contains(index + 1) && all.allSatisfy { $0[index].isNumeric }
    }
    let channels = (isGrid ? cells : numeric).map { columns[$0] }
    self.channels = channels
    hasMissing = channels.contains { channel in all.contains { $0[channel.number - 1].missing > 0 } }
  }

  /// What a column of time says, by all files.
  private static func clock(_ columns: [SampledColumn]) -> Clock {
    let steps = columns.flatMap(\.steps)
    let moving = steps.filter { $0 > 0 }.sorted()
    let median = moving.isEmpty ? 0 : moving[moving.count / 2]
    let units = [("s", 1.0), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9)]
    let isDate = !columns[0].dates.isEmpty
    let found = isDate ? ("s", 1.0) : units.first { (3...1500).contains(1 / (median * $0.1)) }
    return Clock(
      column: columns[0], unit: isDate ? DateTime.unit : found?.0, step: found.map { median * $0.1 },
      gap: found.flatMap { unit in moving.last.map { $0 * unit.1 } })
  }

  /// Frames a second by the times: whole where that is near enough.
  var rate: Double? {
    guard let step = clock?.step, step > 0 else { return nil }
    let rate = 1 / step
    let whole = rate.rounded()
    return abs(whole - rate) <= 0.04 * rate && whole > 0 ? whole : (rate * 10).rounded() / 10
  }

  /// The first and the last time of the first file, in seconds or the file's own unit; nil where
  /// they count from each file's beginning.
  var span: ClosedRange<Double>? {
    guard let column = clock?.column else { return nil }
    let blocks = column.dates.isEmpty ? column.blocks : column.dates
    let values = blocks.joined().filter { $0.isFinite }
    guard let low = values.min(), let high = values.max() else { return nil }
    // A count that begins near zero says nothing of other files.
    return low > 10 * (high - low) ? low...high : nil
  }
}
