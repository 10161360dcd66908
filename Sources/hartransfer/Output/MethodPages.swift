import Diagnostics
import Foundation

/// Prints the list of pages, or the one with the given name.
func printPages(_ pages: [MethodPage], name: String?, kind: String, format: ResultFormat) throws {
  guard let name else {
    if format == .json { return try printResult(json: pages) }
    return try printResult(pages.flatMap(\.entry))
  }
  let known = pages.map(\.name)
  guard let page = pages.first(where: { $0.name == name }) else {
    throw InputError(
      kind, found: "unknown name '\(name)'", expected: "one of \(known.joined(separator: ", "))",
      advice: suggestion(for: name, among: known))
  }
  if format == .json { return try printResult(json: page) }
  try printResult(page.page)
}
