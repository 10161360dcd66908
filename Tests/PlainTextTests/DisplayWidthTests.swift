import PlainText
import Testing

@Suite("Width of a text on a terminal")
struct DisplayWidthTests {
  /// Computed by the Python package wcwidth 0.7.0.
  static let peers: [(text: String, width: Int)] = [
    ("abc", 3), ("héllo", 5), ("日本語", 6), ("한국어", 6), ("👩‍👩‍👧‍👦", 2), ("❤️", 2), ("🇩🇪", 2), ("👍🏽", 2), ("e\u{301}", 1),
    ("①", 1), ("ｆｕｌｌ", 8), ("†‡…→", 4), ("नमस्ते", 4), ("\u{200B}x", 1), ("1️⃣", 2), ("🏴‍☠️", 2), ("ﷺ", 1), ("กำ", 2), ("☺", 1),
    ("☺️", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("", 0),
  ]

  @Test("East Asian characters and emoji take two columns, marks none", arguments: peers.indices)
  func peer(index: Int) {
    let (text, width) = Self.peers[index]
    #expect(text.displayWidth == width, "\(text)")
    #expect((text + text).displayWidth <= 2 * width)
  }

  @Test("a visible text has nothing that a terminal obeys, and what was visible is as it was")
  func visible() {
    #expect("a\nb\tc\r\nd".visible == "a b c d")
    #expect("\u{1B}[31mred".visible == "\u{FFFD}[31mred" && "\u{202E}x\u{9B}".visible == "\u{FFFD}x\u{FFFD}")
    #expect("日本 👩‍👩‍👧‍👦 é|\\".visible == "日本 👩‍👩‍👧‍👦 é|\\")
  }

  @Test("a shortened text has the width, begins as the text, and ends with an ellipsis", arguments: Hostile.texts)
  func shortened(text: String) {
    for width in [1, 2, 7, 30] {
      let short = text.shortened(to: width)
      #expect(short == text || short.displayWidth <= width && short.last == "…" && text.hasPrefix(short.dropLast()))
      #expect((short == text) == (text.displayWidth <= width))
    }
  }
}
