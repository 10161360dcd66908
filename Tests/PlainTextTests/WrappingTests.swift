import PlainText
import Testing

@Suite("Breaking of lines")
struct WrappingTests {
  @Test("no line is wider than the width, and nothing but spaces gets lost", arguments: Hostile.texts)
  func laws(text: String) {
    let text = text.visible
    for width in [4, 9, 20, 80] {
      for indent in [0, 2, 60] {
        let lines = text.wrapped(to: width, indent: indent)
        #expect(!lines.isEmpty && lines.allSatisfy { $0.displayWidth <= width })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      }
    }
  }

  @Test("a line ends between words, in a long word behind a mark, and further lines have the indent")
  func places() {
    #expect("one two three".wrapped(to: 8) == ["one two", "three"])
    #expect("one two  three".wrapped(to: 80) == ["one two  three"])
    #expect("a  b ccccccc".wrapped(to: 6) == ["a  b", "cccccc", "c"])
    #expect("alpha=1,beta=2,gamma=3".wrapped(to: 12) == ["alpha=1,", "beta=2,", "gamma=3"])
    #expect("aa bb cc".wrapped(to: 5, indent: 2) == ["aa bb", "  cc"])
    #expect("abcdef".wrapped(to: 4) == ["abcd", "ef"])
  }
}
