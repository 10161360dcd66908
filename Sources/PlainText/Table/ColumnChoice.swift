import Diagnostics

/// The columns of a table that a layout is about to show, with their cells, and what is said of
/// those that it need not show.
struct ColumnChoice {
  /// A column with the text of its cells.
  struct Filled {
    let column: TableColumn
    var cells: [String]
  }

  var columns: [Filled]
  /// What is the same in all rows, a text a column.
  private(set) var captions: [String] = []
  let table: TextTable
  /// Whether the columns were named, so that none may leave.
  let areNamed: Bool

  /// - Parameter text: what makes a cell fit for the form: no line breaks, no marks.
  init(_ table: TextTable, _ choice: Layout.Choice, text: (String) -> String) {
    self.table = table
    func filled(_ columns: [TableColumn]) -> [Filled] {
      columns.map { column in Filled(column: column, cells: (0..<table.rowCount).map { text(column.cell($0)) }) }
    }
    switch choice {
    case .named(let names):
      areNamed = true
      columns = filled(names.distinct.compactMap { name in table.columns.first { $0.name == name } })
    case .all:
      areNamed = false
      columns = filled(table.columns.filter { $0.worth != .onRequest })
    case .fitting:
      areNamed = false
      columns = []
      for one in filled(table.columns.filter { $0.worth != .onRequest }) {
        let texts = one.cells.filter { !$0.isEmpty }.distinct
        if let caption = one.column.caption, texts.count <= 1 {
          // A column without any text says nothing, here as there.
          captions += texts.map(caption)
        } else if !texts.isEmpty || one.column.worth == .needed {
          columns.append(one)
        }
      }
    }
  }

  /// Whether columns may leave.
  private var mayLeave: Bool { !areNamed && table.overflow == .leavesOut }

  /// Takes columns away, those of the least worth first and of equal ones the last, until the rest
  /// has room or none may leave.
  /// - Returns: the names of those that left, in their order.
  mutating func leave(until hasRoom: (ColumnChoice) -> Bool) -> [String] {
    var left: Set<String> = []
    while mayLeave, !hasRoom(self), let least = columns.map(\.column.worth).min(), least < .needed,
      let place = columns.lastIndex(where: { $0.column.worth == least })
    {
      left.insert(columns.remove(at: place).column.name)
    }
    return table.columns.map(\.name).filter(left.contains)
  }

  /// The columns in parts that have room. Each has the needed columns and as many others as can be.
  ///
  /// Where not even one other has room beside the needed ones, it stands there all the same.
  func parts(thatHaveRoom hasRoom: (ColumnChoice) -> Bool) -> [ColumnChoice] {
    guard !hasRoom(self) else { return [self] }
    let needed = columns.indices.filter { columns[$0].column.worth == .needed }
    // Where all are needed, the first says what a row is.
    let keys = needed.count == columns.count ? Array(needed.prefix(1)) : needed
    var pending = columns.indices.filter { !keys.contains($0) }[...]
    var parts: [ColumnChoice] = []
    repeat {
      var own = keys + pending.prefix(1)
      pending.removeFirst(min(1, pending.count))
      while let next = pending.first, hasRoom(columns(at: own + [next])) {
        own.append(next)
        pending.removeFirst()
      }
      parts.append(columns(at: own))
    } while !pending.isEmpty
    return parts
  }

  /// The columns of some places, in their order.
  private func columns(at places: [Int]) -> ColumnChoice {
    var part = self
    part.columns = places.sorted().map { columns[$0] }
    return part
  }
}
