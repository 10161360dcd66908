/// The class of every row of a device's file.
struct DeviceLabels: Sendable {
  /// The place of the device's modality.
  var modality: Int
  /// What stands in the column.
  var texts: [String]
  /// What it means; nil where it is skipped.
  var meanings: [String?]

  init(modality: Int, texts: [String], _ value: ValueDescription) {
    self.modality = modality
    self.texts = texts
    meanings = texts.map { value.skip?.contains($0) == true ? nil : value.map?[$0] ?? $0 }
  }

  /// Successive rows of one text.
  var runs: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for row in stride(from: 1, through: texts.count, by: 1) where row == texts.count || texts[row] != texts[start] {
      result.append(start..<row)
      start = row
    }
    return result
  }

  /// Successive rows for which `isWanted` holds.
  static func runs(of rows: Range<Int>, where isWanted: (Int) -> Bool) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for row in rows where isWanted(row) {
      if let last = result.last, last.upperBound == row {
        result[result.count - 1] = last.lowerBound..<(row + 1)
      } else {
        result.append(row..<(row + 1))
      }
    }
    return result
  }

  /// The text of a row, for a message.
  func shown(_ row: Int) -> String { "'\(texts[row].prefix(60))'" }
}

extension TableCutter {
  /// The labels of every device that has them, each column once. Recordings are cut by the first.
  func labels(_ group: Group) throws -> [DeviceLabels] {
    guard let name = tables.class.column else { return [] }
    let paths = files.groups[group.number].files.map { $0[0] }
    var seen: Set<[String]> = []
    var result: [DeviceLabels] = []
    for (index, modality) in files.modalities.enumerated() {
      let table = group.tables[index]
      guard modality.holdsLabels(tables.class, table, isFirst: index == 0) else { continue }
      let column = try table.column(modality.label ?? name)
      guard seen.insert([paths[index], "\(column)"]).inserted else { continue }
      result.append(DeviceLabels(modality: index, texts: try table.texts(column: column, rows: nil), tables.class))
    }
    // No file has the column: say so of the first.
    if result.isEmpty { _ = try group.tables[0].column(name) }
    return result
  }
}

extension ModalityTables {
  /// Whether this modality's file says of each row which class it is: it is the one that `class`
  /// names, or it has the column that `class` or `label` names. A column by number is that of the
  /// first file.
  func holdsLabels(_ value: ValueDescription, _ table: (any FrameTable)?, isFirst: Bool) -> Bool {
    if let modality = value.modality { return modality == name }
    if label != nil { return true }
    guard case .name(let column)? = value.column else { return isFirst }
    return (table as? DelimitedText)?.index.names?.contains(column) == true
  }
}
