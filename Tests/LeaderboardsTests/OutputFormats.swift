@testable import Leaderboards

extension OutputFormat {
  static let csv = OutputFormat(CSVRenderer.self)
  static let json = OutputFormat(JSONRenderer.self)
  static let markdown = OutputFormat(MarkdownRenderer.self)
}
