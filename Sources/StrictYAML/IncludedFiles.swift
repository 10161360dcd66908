import Diagnostics
import Files
import Foundation
import Yams

extension StrictYAML {
  /// The text of a file and of all that it includes, the file itself first, each once.
  /// - Throws: `InputError` for a file that cannot be read, as `decode` does.
  public static func texts(of url: URL) throws -> [(file: URL, text: String)] {
    var texts: [(file: URL, text: String)] = []
    var known: Set<URL> = []
    var open = [url]
    while let next = open.popLast() {
      guard known.insert(next.standardizedFileURL).inserted else { continue }
      let text = try RegularFile.text(next, expected: "a file in YAML")
      texts.append((next, text))
      open += try IncludedKeys.files(of: compose(text, file: next.relativePath), in: next).reversed()
    }
    return texts
  }
}
