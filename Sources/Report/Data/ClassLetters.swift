/// Classes as single characters, so that the predictions of a split are one short text.
enum ClassLetters {
  /// In place of a prediction where there is none.
  static let none: Character = "-"

  private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// The character of a class. Past digits and letters, those from U+00C0 on.
  static func letter(_ classIndex: Int) -> Character {
    if letters.indices.contains(classIndex) { return letters[classIndex] }
    let scalar = Unicode.Scalar(UInt32(0xC0 + max(0, classIndex - letters.count)))
    return scalar.map(Character.init) ?? none
  }

  /// The characters of all classes.
  static func alphabet(classes: Int) -> String { String((0..<classes).map(letter)) }

  /// One character a sample.
  static func text(_ classes: [Int?]) -> String { String(classes.map { $0.map(letter) ?? none }) }
}
