/// Names that somebody may give to a class, a person or a method.
enum Hostile {
  static let long = String(repeating: "abcdefghij", count: 20)

  static let texts = [
    "<script>alert(1)</script>", "a,\"b\",'c'", "two\nlines\r\nthree\u{2028}four", "tab\there", "a|b||c", "\\input{x}",
    "100% of_it & #1 ~ ^2 {a} $b$", "\u{1B}[31mred\u{7}", "\u{202E}turned", "日本語の名前", "👩‍👩‍👧‍👦 and 🇩🇪 and 👍🏽",
    "café naïve Łódź",
    "->--''``", "[1] *a* _b_ `c`", "", " ", long, long + " " + long,
    (0..<40).map { "word\($0)" }.joined(separator: " "),
    String(repeating: "日本語", count: 70),
  ]
}
