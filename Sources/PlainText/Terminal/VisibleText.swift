extension StringProtocol {
  /// The text on one line, with nothing in it that a terminal obeys: line breaks and tabs become
  /// spaces, other controls and marks that turn the direction of writing a replacement character.
  public var visible: String {
    guard !unicodeScalars.allSatisfy({ (0x20..<0x7F).contains($0.value) }) else { return String(self) }
    var text = ""
    for character in self {
      if character.isNewline || character == "\t" {
        text.append(" ")
      } else if character.unicodeScalars.contains(where: \.isObeyed) {
        text.append("\u{FFFD}")
      } else {
        text.append(character)
      }
    }
    return text
  }

  /// The text with spaces up to `width` columns.
  func filled(_ width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - displayWidth)) }

  /// Spaces, then the text, `width` columns together.
  func filledFromLeft(_ width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - displayWidth)) + self
  }

  /// The beginning of the text with an ellipsis, where it is wider than `width` columns.
  public func shortened(to width: Int) -> String {
    guard displayWidth > width else { return String(self) }
    var (beginning, taken) = ("", 1)
    for character in self {
      taken += character.displayWidth
      if taken > width { break }
      beginning.append(character)
    }
    return beginning + "…"
  }
}

extension Unicode.Scalar {
  fileprivate var isObeyed: Bool {
    properties.generalCategory == .control || (0x200E...0x200F).contains(value) || value == 0x61C
      || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}

/// `text` with spaces up to `width` columns.
public func padded(_ text: String, _ width: Int) -> String { text.filled(width) }
