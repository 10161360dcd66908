/// Sentences of one form, written once; of each sentence its numbers are kept.
///
/// A template is a sentence with a mark in place of every number that is not the same in all of its
/// sentences. To put the numbers back in their order gives each sentence again, letter by letter.
struct SentenceTemplates {
  /// The mark in place of a number.
  static let mark: Character = "#"

  /// The templates, in the order in which they were first met.
  let templates: [String]
  /// The template of each sentence, and its numbers.
  let sentences: [(template: Int, numbers: [String])]

  init(_ texts: [String]) {
    var places: [[String]: Int] = [:]
    var forms: [[String]] = []
    let split = texts.map { text in
      let parts = Self.parts(text)
      let place = places[parts.texts, default: forms.count]
      if place == forms.count {
        places[parts.texts] = place
        forms.append(parts.texts)
      }
      return (template: place, numbers: parts.numbers)
    }
    var fixed = forms.map { [String?](repeating: nil, count: $0.count - 1) }
    for place in forms.indices {
      let own = split.filter { $0.template == place }.map(\.numbers)
      for index in fixed[place].indices where own.allSatisfy({ $0[index] == own[0][index] }) {
        fixed[place][index] = own[0][index]
      }
    }
    templates = zip(forms, fixed).map { texts, fixed in
      zip(texts, fixed.map { $0 ?? String(Self.mark) } + [""]).map(+).joined()
    }
    sentences = split.map { place, numbers in
      (template: place, numbers: zip(numbers, fixed[place]).compactMap { $1 == nil ? $0 : nil })
    }
  }

  /// The text between numbers, which is one more than there are, and these.
  private static func parts(_ text: String) -> (texts: [String], numbers: [String]) {
    var (texts, numbers): ([String], [String]) = ([""], [])
    var rest = Substring(text)
    while let character = rest.first {
      let number = Self.number(at: rest)
      if number.isEmpty {
        texts[texts.count - 1].append(character)
        rest = rest.dropFirst()
      } else {
        numbers.append(String(number))
        texts.append("")
        rest = rest[number.endIndex...]
      }
    }
    return (texts, numbers)
  }

  /// The digits that the text begins with, with a point or an exponent between them.
  private static func number(at text: Substring) -> Substring {
    func digits(from start: Substring.Index) -> Substring.Index {
      text[start...].firstIndex { !("0"..."9" ~= $0) } ?? text.endIndex
    }
    var end = digits(from: text.startIndex)
    guard end > text.startIndex else { return text[..<end] }
    for separator in [".", "e-", "e+"] where text[end...].hasPrefix(separator) {
      let start = text.index(end, offsetBy: separator.count)
      let further = digits(from: start)
      if further > start { end = further }
    }
    return text[..<end]
  }
}
