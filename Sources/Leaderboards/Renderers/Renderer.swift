import Diagnostics
import PlainText

/// A form of output: how a result becomes text.
public protocol Renderer: Sendable {
  /// The name on the command line.
  static var name: String { get }

  /// The ending of a results folder's leaderboard in this form; nil where none is written.
  static var fileExtension: String? { get }

  /// Whether it shows those columns that the layout asks for. Forms for programs hold all.
  static var choosesColumns: Bool { get }

  /// The text of a result, ending with a line break.
  /// - Parameters:
  ///   - result: what is written.
  ///   - layout: what has room and what is wanted; a form for programs need not look at it.
  static func text(of result: some Presentable, in layout: Layout) throws -> String
}

extension Renderer {
  public static var choosesColumns: Bool { false }
}

extension Presentable {
  /// The result in the given form, ending with a line break.
  /// - Throws: `InputError` for a column that the result does not have, or for columns asked of a
  ///   form that holds all.
  public func rendered(as format: OutputFormat, in layout: Layout = Layout()) throws -> String {
    let renderer = format.renderer
    if layout.columns != .fitting {
      guard renderer.choosesColumns else {
        let able = OutputFormat.renderers.filter { $0.choosesColumns }.map { $0.name }
        throw InputError(
          "--columns and --wide", found: "the form '\(renderer.name)', which always holds all columns",
          expected: "one of \(able.joined(separator: ", "))")
      }
      try layout.check(pages.joined().compactMap(\.table))
    }
    return try renderer.text(of: self, in: layout)
  }
}
