import Foundation

extension TablesDescription {
  /// Where values of recordings come from.
  var values: [ValueDescription] { [subject, `class`, trial, session].compactMap(\.self) }

  /// The columns of values that stand in the modalities' own tables.
  private var ownColumns: [ColumnName] {
    looksAtOwnColumns ? values.filter { $0.files == nil }.compactMap(\.column) : []
  }

  /// The columns of a modality's own table that hold no channel. Names of values count wherever a
  /// table has them; numbers are those of the first modality.
  func columns(beside modality: ModalityTables, in table: any FrameTable) throws -> [Int] {
    let isFirst = modality.name == (`class`.modality ?? modalities.first?.name)
    let values = ownColumns.filter { column in
      guard case .name(let name) = column else { return isFirst }
      return (table as? DelimitedText)?.index.names?.contains(name) == true
    }
    return try ([modality.time?.column, modality.frame, modality.position, modality.label].compactMap(\.self) + values)
      .map(table.column)
  }

  /// Whether a modality's table is the one that holds the columns of values: for runs the first
  /// with a column of labels, otherwise the first that there is.
  func holdsValues(_ modality: ModalityTables, _ path: String?, _ folder: URL, isFirst: Bool) throws -> Bool {
    guard recordings == .runs, let path else { return isFirst }
    let url = folder.appendingPathComponent(path)
    let isText = !FrameTables.isArray(url) && url.pathExtension.lowercased() != "ts"
    // What cannot be read is refused, or left out, when its recordings are cut.
    let table = isText ? try? DelimitedText(url, format: modality.text ?? text ?? DelimitedFormat()) : nil
    return modality.holdsLabels(`class`, table, isFirst: isFirst)
  }

  /// The patterns of the files beside those of modalities.
  var companionPatterns: [String] { values.compactMap(\.files) + [intervals?.files].compactMap(\.self) }

  /// Whether some value stands in a column or an array of the first modality's own file.
  var looksAtOwnColumns: Bool {
    recordings != .intervals && values.contains { ($0.column != nil || $0.array != nil) && $0.files == nil }
  }
}
