/// A part of a page that people read.
public enum Block: Sendable {
  case heading(String)
  /// A text that says what it is: "Encoders: ...".
  case labelled(String, String)
  /// A text behind its label, which the labels of its neighbours line up with.
  case field(String, String)
  /// A line of its own.
  case line(String)
  /// An item of a list.
  case item(String)
  /// What stands below a table about its marks.
  case note(String)
  case gap
  case table(TextTable)
  /// A table whose heads stand between rules, where the form has rules.
  case ruledTable(TextTable)

  /// The table of the block.
  public var table: TextTable? {
    switch self {
    case .table(let table), .ruledTable(let table): table
    default: nil
    }
  }
}
