import Foundation
import Mustache

/// The page's templates, which are files of their own (`Page`).
struct PageTemplate {
  private let library: MustacheLibrary

  init() throws {
    let templates = pageFiles.filter { $0.key.hasSuffix(Self.suffix) }
    library = MustacheLibrary(
      templates: try Dictionary(
        uniqueKeysWithValues: templates.map { name, text in
          (String(name.dropLast(Self.suffix.count)), try MustacheTemplate(string: text))
        }))
  }

  private static let suffix = ".mustache"

  /// The whole page.
  /// - Parameter json: The data, as it may stand in a script.
  func text(of data: PageData, json: String) -> String {
    let context = PageContext(data, css: Self.joined(".css"), js: Self.joined(".js"), json: json)
    return library.render(context, withTemplate: "page") ?? ""
  }

  /// All files of a kind, in the order of their paths.
  private static func joined(_ suffix: String) -> String {
    pageFiles.filter { $0.key.hasSuffix(suffix) }.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n")
  }
}
