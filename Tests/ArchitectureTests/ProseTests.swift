import Testing

@Suite("Prose: short lines, short sentences")
struct ProseTests {
  /// Sentences of more than 30 words. The number can only become smaller.
  private static let longSentencesToday = 110

  /// Every page of Markdown but the texts that tests expect and results of runs; the changelog is
  /// a list of its own kind.
  static let pages =
    ["README.md", "CONTRIBUTING.md", "Results/README.md"]
    + PackageText.paths(under: ["Sources", "Tests", "Benchmarks", "Configs", "Datasets", "Python", "Results/reference"])
    .filter { $0.hasSuffix(".md") && !$0.contains("/Expected/") }

  @Test("lines of prose have at most 120 characters: code, tables, pictures and addresses of links may be longer")
  func lines() throws {
    #expect(Self.pages.count > 50)
    for path in Self.pages {
      let text = try #require(PackageText.text(path))
      let long = Prose.lines(ofPage: text).filter { $0.text.replacing(/\]\([^)]*\)/, with: "]").count > 120 }
      #expect(long.isEmpty, "\(path): \(long.map(\.number))")
    }
  }

  @Test("README.md has at most 130 lines")
  func readme() throws {
    let text = try #require(PackageText.text("README.md"))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 130)
  }

  @Test("sentences of pages and comments have at most 30 words, but for those that are counted")
  func sentences() throws {
    let pages = try Self.pages.map { path in
      (path, Prose.paragraphs(Prose.lines(ofPage: try #require(PackageText.text(path))).map(\.text)))
    }
    let comments = PackageText.sources.map { ($0.path, Prose.paragraphs(Prose.comments(of: $0))) }
    let long = (pages + comments).flatMap { path, paragraphs in
      paragraphs.flatMap(Prose.sentences).filter { $0.count > 30 }
        .map { "\(path): \($0.count) words: \($0.prefix(12).joined(separator: " ")) ..." }
    }
    #expect(
      long.count <= Self.longSentencesToday,
      "\(long.count); split some of these:\n\(long.joined(separator: "\n"))")
  }

  @Test("a sentence ends where the next word does not begin small, and code is one word")
  func sentenceEnds() {
    let sentences = Prose.sentences("It is `a b`; so far. Two (A. Author) 3 words: Three 4")
    #expect(sentences.map(\.count) == [5, 4, 1])
  }
}
