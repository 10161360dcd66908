import Foundation

/// Any text as LaTeX prints it, with macros that every installation has.
public enum LaTeXEscape {
  /// The text on one line, with nothing in it that LaTeX obeys. Letters with accents are made with
  /// macros; what the standard fonts lack stands in brackets by its name or its number.
  public static func escaped(_ text: String) -> String {
    var result = ""
    var previous: Character?
    for character in text.visible {
      // Two hyphens or two quotes would join.
      if let previous, previous == character, "-'`,<>".contains(character) { result += "{}" }
      result += escaped(character)
      previous = character
    }
    return result.replacing("-{}\\textgreater{}", with: "$\\rightarrow$")
      .replacing("-\\textgreater{}", with: "$\\rightarrow$")
  }

  /// A cell of figures alone with the signs of typeset numbers; any other text as it is.
  static func cell(_ text: String) -> String {
    if text == "-" { return "--" }
    guard text.wholeMatch(of: /[-+0-9.,:()\[\] e%]+/) != nil, text.contains(where: \.isNumber) else {
      return escaped(text)
    }
    return text.replacing(/(-?[0-9.]+)e([-+]?)0*([0-9]+)/) { match in
      "$\(match.1)\\times10^{\(match.2 == "-" ? "-" : "")\(match.3)}$"
    }
    .replacing(/(^|[\[(: ])-([0-9.])/) { "\($0.1)$-$\($0.2)" }
    .replacing(/([0-9])-([0-9])/) { "\($0.1)--\($0.2)" }
    .replacing("%", with: "\\%").replacing("[", with: "{[}").replacing("]", with: "{]}")
  }

  private static func escaped(_ character: Character) -> String {
    if let special = specials[character] { return special }
    if character.isASCII { return String(character) }
    if let macro = accented(character) { return macro }
    let scalars = character.unicodeScalars.filter { $0.properties.generalCategory != .format && $0.value != 0xFE0F }
    return "{[}" + scalars.map(name).joined(separator: ", ") + "{]}"
  }

  /// A letter of the Latin alphabet with its accents.
  private static func accented(_ character: Character) -> String? {
    let scalars = Array(String(character).decomposedStringWithCanonicalMapping.unicodeScalars)
    guard let base = scalars.first, base.isASCII, base.properties.isAlphabetic else { return nil }
    let marks = scalars.dropFirst().map { accents[$0.value] }
    guard !marks.isEmpty, marks.allSatisfy({ $0 != nil }) else { return nil }
    return marks.reduce(String(Character(base))) { "\\\($1 ?? ""){\($0)}" }
  }

  /// Emoji by their names, all else by its number.
  private static func name(_ scalar: Unicode.Scalar) -> String {
    if scalar.properties.isEmoji, let name = scalar.properties.name { return name.lowercased() }
    return "U+" + String(scalar.value, radix: 16, uppercase: true)
  }

  private static let accents: [UInt32: String] = [
    0x300: "`", 0x301: "'", 0x302: "^", 0x303: "~", 0x304: "=", 0x306: "u", 0x307: ".", 0x308: "\"", 0x30A: "r",
    0x30B: "H", 0x30C: "v", 0x327: "c",
  ]

  private static let greek: [Character: String] = Dictionary(
    uniqueKeysWithValues: zip(
      "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ",
      [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda",
        "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
      ].map { "$\\\($0)$" }))

  private static let specials: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
    "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "<": "\\textless{}", ">": "\\textgreater{}",
    "|": "\\textbar{}", "\"": "''", "`": "\\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}", "…": "\\ldots{}",
    "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "†": "\\dag{}", "‡": "\\ddag{}",
    "→": "$\\rightarrow$",
    "←": "$\\leftarrow$", "≤": "$\\leq$", "≥": "$\\geq$", "±": "$\\pm$", "×": "$\\times$", "·": "$\\cdot$",
    "−": "$-$", "∞": "$\\infty$", "°": "$^{\\circ}$", "²": "$^{2}$", "³": "$^{3}$", "µ": "$\\mu$", "ß": "\\ss{}",
    "æ": "\\ae{}", "Æ": "\\AE{}", "œ": "\\oe{}", "Œ": "\\OE{}", "ø": "\\o{}", "Ø": "\\O{}", "ł": "\\l{}",
    "Ł": "\\L{}", "ı": "\\i{}", "£": "\\pounds{}", "§": "\\S{}", "¶": "\\P{}", "\u{A0}": "~",
  ].merging(greek) { first, _ in first }
}
