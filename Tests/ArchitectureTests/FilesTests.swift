import Foundation
import Testing

@Suite("Files: size, place, words")
struct FilesTests {
  /// Folders of methods or metrics, one a file: they may hold any number.
  private static let collections: Set = [
    "Sources/Alignment", "Sources/Alignment/Learned", "Sources/Classifiers", "Sources/Metrics",
  ]

  /// Types in the file of another type that other files use. The list can only become shorter.
  private static let secondTypesToday: Set = ["FirstBytes", "TranslationResult"]

  /// How many lines of comments are longer than 100 columns. The number can only become smaller.
  private static let longCommentsToday = 0

  @Test("a folder has at most 20 Swift files, but for folders of methods and of metrics")
  func folders() {
    let counts = Dictionary(grouping: PackageText.swift, by: \.folder).mapValues(\.count)
    let full = Set(counts.filter { $0.value > 20 }.keys)
    #expect(full.subtracting(Self.collections).isEmpty, "\(full)")
    #expect(Self.collections.isSubset(of: counts.keys))
  }

  @Test("of the sources nine in ten files have below 150 lines, and no Swift file has more than 300")
  func sizes() {
    let large = PackageText.sources.filter { $0.lines.count >= 150 }
    #expect(large.count * 10 <= PackageText.sources.count)
    #expect(PackageText.swift.filter { $0.lines.count > 300 }.map(\.path) == [])
  }

  @Test("`Type+Topic.swift` is a part of the type: it declares no second one that another file uses")
  func parts() {
    let parts = PackageText.sources.filter { $0.name.contains("+") }
    #expect(!parts.isEmpty)
    let names = PackageText.sources.map { ($0.path, $0.names) }
    let second = parts.flatMap { part in
      part.types.filter { type in names.contains { path, names in path != part.path && names.contains(type) } }
    }
    #expect(Set(second) == Self.secondTypesToday)
  }

  @Test("comments wrap at 100 columns")
  func comments() {
    let long = PackageText.swift.flatMap { file in
      file.lines.filter { $0.utf8.count > 100 && $0.drop { $0 == " " }.hasPrefix("//") && $0.count > 100 }
    }
    #expect(long.count <= Self.longCommentsToday, "\(long.count)")
  }

  @Test("the project speaks of itself alone: no path of a machine, no number of an issue")
  func words() {
    let endings = ["swift", "md", "py", "yaml", "toml", "sh", "txt"]
    let paths =
      ["Package.swift", "CONTRIBUTING.md", "README.md", "CHANGELOG.md", "Makefile", ".ci/run", ".ci/setup"]
      + PackageText.paths(under: ["Sources", "Tests", "Benchmarks", "Configs", "Datasets", "Python"])
      .filter { path in endings.contains { path.hasSuffix("." + $0) } && !path.contains("/Fixtures/") }
    // Written apart, so that this file is none of those that it looks for.
    let machine = ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/tmp/ses" + "sion"]
    let issue = "(?i)\\bissue" + " ?#?[0-9]+|\\(#" + "[0-9]+\\)"
    for path in paths {
      guard let text = PackageText.text(path) else { continue }
      #expect(machine.filter(text.contains) == [], "\(path)")
      #expect(text.range(of: issue, options: .regularExpression) == nil, "\(path)")
    }
  }
}
