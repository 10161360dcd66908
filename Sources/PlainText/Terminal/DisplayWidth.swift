/// How many columns of a terminal a text takes: none for what joins the character before it, two
/// for East Asian wide characters and emoji, one for all others.
///
/// A sequence that is shown as one emoji takes two, as terminals that know sequences show it.
/// Source: Unicode Standard Annex 11 (East Asian Width).
extension StringProtocol {
  public var displayWidth: Int {
    // Most texts are ASCII.
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.displayWidth }
  }
}

extension Character {
  var displayWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    guard scalars.count > 1 else { return first.displayWidth }
    let isEmojiSequence =
      first.properties.isEmoji
      && scalars.dropFirst().contains {
        $0 == "\u{FE0F}" || $0 == "\u{200D}" || $0 == "\u{20E3}" || $0.properties.isEmojiModifier
          || $0.properties.isEmojiPresentation
      }
    return isEmojiSequence ? 2 : scalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and the last consonants of a Korean syllable join its first consonant.
    if (0x1160...0x11FF).contains(value) { return 0 }
    return properties.isEmojiPresentation || Self.wideRanges.contains { $0.contains(value) } ? 2 : 1
  }

  /// Wide characters that are no emoji.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
    0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE3, 0x16FF2...0x18DF2, 0x1AFF0...0x1B2FB, 0x1D300...0x1D376,
    0x1F200...0x1F320, 0x20000...0x3FFFD,
  ]
}
