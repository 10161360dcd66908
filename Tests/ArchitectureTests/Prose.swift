/// The prose of a text, paragraph by paragraph: code, tables, headings and comments of HTML left
/// out.
enum Prose {
  /// The lines of a page of Markdown that are prose, with their numbers from 1.
  static func lines(ofPage text: String) -> [(number: Int, text: Substring)] {
    var isCode = false
    var isComment = false
    var lines: [(number: Int, text: Substring)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") { isCode.toggle() }
      if line.hasPrefix("<!--") { isComment = true }
      let isProse = !isCode && !isComment && !["```", "|", "#", "    ", "![", "<"].contains { line.hasPrefix($0) }
      lines.append((index + 1, isProse ? line : ""))
      if line.hasSuffix("-->") { isComment = false }
    }
    return lines
  }

  /// The comments of a Swift file, line by line; other lines are empty.
  static func comments(of file: SourceFile) -> [Substring] {
    file.lines.map { line in
      let text = line.drop { $0 == " " }
      guard text.hasPrefix("//") else { return "" }
      let comment = text.drop { $0 == "/" }.dropFirst()
      return comment.hasPrefix("    ") ? "" : comment
    }
  }

  /// The paragraphs of lines: an empty line ends one, and so does the bullet of the next.
  static func paragraphs(_ lines: [Substring]) -> [String] {
    var paragraphs: [String] = [""]
    for line in lines {
      let words = line.drop { $0 == " " }
      let isBullet = words.hasPrefix("- ") || words.prefixMatch(of: #/[0-9]+\. /#) != nil
      if words.isEmpty || isBullet { paragraphs.append("") }
      paragraphs[paragraphs.count - 1] += (paragraphs[paragraphs.count - 1].isEmpty ? "" : " ") + words
    }
    return paragraphs.filter { !$0.isEmpty }
  }

  /// The sentences of a paragraph, each as its words; code is one word. A sentence ends with `.`,
  /// `!`, `?`, `:` or `;` before a word that does not begin small.
  static func sentences(_ paragraph: String) -> [[String]] {
    let text = paragraph.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "`" }.joined()
    let words = text.split(separator: " ").map(String.init)
    var sentences: [[String]] = [[]]
    for (place, word) in words.enumerated() {
      sentences[sentences.count - 1].append(word)
      let next = place + 1 < words.count ? words[place + 1] : ""
      let end = word.last { !")\"*".contains($0) } ?? " "
      let letters = word.filter(\.isLetter)
      let isInitial = end == "." && letters.count == 1 && letters.first?.isUppercase == true
      if ".!?:;".contains(end), !isInitial, next.first?.isLowercase == false { sentences.append([]) }
    }
    return sentences.map { $0.filter { $0.contains { $0.isLetter || $0 == "`" } } }.filter { !$0.isEmpty }
  }
}
