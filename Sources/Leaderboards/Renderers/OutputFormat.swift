/// The choice of a renderer by its name.
public struct OutputFormat: RawRepresentable, CaseIterable, Hashable, Sendable {
  /// All renderers, in the order in which help texts list them.
  static let renderers: [any Renderer.Type] = [
    TableRenderer.self, CSVRenderer.self, JSONRenderer.self, MarkdownRenderer.self, LaTeXRenderer.self,
  ]

  public static var allCases: [OutputFormat] { renderers.map(OutputFormat.init) }

  /// The default of every command.
  public static let table = OutputFormat(TableRenderer.self)

  let renderer: any Renderer.Type

  public var rawValue: String { renderer.name }

  init(_ renderer: any Renderer.Type) { self.renderer = renderer }

  public init?(rawValue name: String) {
    guard let renderer = Self.renderers.first(where: { $0.name == name }) else { return nil }
    self.init(renderer)
  }
}
