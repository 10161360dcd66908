import Files
import PlainText

/// All values as JSON with sorted keys.
enum JSONRenderer: Renderer {
  static let name = "json"
  static let fileExtension: String? = "json"

  static func text(of result: some Presentable, in _: Layout) throws -> String {
    String(decoding: try CanonicalJSON.prettyData(result.json), as: UTF8.self)
  }
}
