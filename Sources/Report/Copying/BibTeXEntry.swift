import PlainText

/// A reference of which a text is known and no more: no field is guessed.
struct BibTeXEntry {
  /// Letters, digits and hyphens, the same for the same name.
  let key: String
  private let title: String
  private let note: String
  private let address: String

  /// - Parameters:
  ///   - kind: What it is of, which is part of the key.
  ///   - note: How the source is to be cited.
  ///   - address: Where it is to be had; empty where nobody says.
  init(kind: String, name: String, title: String, note: String, address: String = "") {
    let plain = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    key = "hartransfer-\(kind)-\(String(plain))"
    (self.title, self.note, self.address) = (title, note, address)
  }

  var text: String {
    let fields = [("title", title), ("note", note)].map { "  \($0) = {\(LaTeXEscape.escaped($1))}" }
    let place = address.isEmpty ? [] : ["  howpublished = {\\url{\(address.filter { !"{}\\".contains($0) })}}"]
    return "@misc{\(key),\n" + (fields + place).joined(separator: ",\n") + "\n}\n"
  }
}
