/// A form of output: how a result becomes text.
public protocol Renderer: Sendable {
  /// The name on the command line.
  static var name: String { get }

  /// The ending of a results folder's leaderboard in this form; nil where none is written.
  static var fileExtension: String? { get }

  /// The text of a result, ending with a line break.
  static func text(of result: some Presentable) throws -> String
}

extension Presentable {
  /// The result in the given form, ending with a line break.
  public func rendered(as format: OutputFormat) throws -> String { try format.renderer.text(of: self) }
}
