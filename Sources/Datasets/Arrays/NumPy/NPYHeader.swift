import Diagnostics
import Foundation

/// What the header of an `.npy` file says. Source: NumPy, "The NPY format", versions 1.0 to 3.0.
struct NPYHeader: Sendable {
  /// The extents, slowest first.
  let shape: [Int]
  /// The type of the elements.
  let element: NPYElement
  /// Whether the first index runs fastest.
  let isFortranOrder: Bool
  /// Bytes before the first element.
  let offset: Int

  /// Bytes of the elements; Int's largest value where there are more than it counts.
  var bytes: Int {
    guard elementCount(shape + [max(element.size, 1)]) != nil else { return .max }
    return (elementCount(shape) ?? 0) * element.size
  }

  /// Reads the header from `stream`; `size` is how many bytes the whole array file has.
  /// - Throws: `InputError` for another format, a type that is no number or text, and a shape that
  ///   the file cannot hold.
  init(_ stream: inout some ByteStream, size: Int, place: String) throws {
    func damaged(_ found: String, _ expected: String) -> InputError {
      InputError(
        place, found: found, expected: expected, advice: "The file may be damaged or cut short: copy or write it again."
      )
    }
    let start = try stream.read(min(size, 10))
    guard start.count == 10, start.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw damaged("a file of another kind", "an array as numpy.save writes it")
    }
    guard (1...3).contains(start[6]) else {
      throw damaged("version \(start[6]).\(start[7]) of the format", "version 1, 2 or 3")
    }
    var length = Int(start[8]) | Int(start[9]) << 8
    var before = 10
    if start[6] > 1 {
      let more = try stream.read(2)
      guard more.count == 2 else { throw damaged("\(size) bytes", "a whole header") }
      length |= Int(more[0]) << 16 | Int(more[1]) << 24
      before = 12
    }
    guard length <= size - before, length <= 1 << 20 else {
      throw damaged("a header of \(length) bytes in a file of \(size)", "a whole header")
    }
    let text = String(validating: try stream.read(length), as: UTF8.self)
    guard let text, let fields = Self.fields(text) else {
      throw damaged("a header that is no Python dictionary", "the keys descr, fortran_order and shape")
    }
    guard let order = fields["fortran_order"], ["True", "False"].contains(order), let extents = fields["shape"],
      let shape = Self.shape(extents), let type = fields["descr"], fields.count == 3
    else { throw damaged("the header \(text.prefix(80))", "the keys descr, fortran_order and shape") }
    self.shape = shape
    isFortranOrder = order == "True"
    offset = before + length
    element = try NPYElement(descr: type, place: place)
    guard bytes == size - offset else {
      throw damaged(
        "\(size - offset) bytes of elements",
        "\(bytes == .max ? "far more" : "\(bytes)"), for shape \(shape) of \(element)")
    }
  }

  /// The values of a flat Python dictionary by key, each as it is written, texts without quotes.
  private static func fields(_ text: String) -> [String: String]? {
    var body = text.trimmingCharacters(in: .whitespacesAndNewlines)[...]
    guard body.first == "{", body.last == "}" else { return nil }
    body = body.dropFirst().dropLast()
    var fields: [String: String] = [:]
    while true {
      body = body.drop { $0.isWhitespace || $0 == "," }
      guard let quote = body.first else { return fields }
      guard quote == "'" || quote == "\"", let end = body.dropFirst().firstIndex(of: quote) else { return nil }
      let key = String(body[body.index(after: body.startIndex)..<end])
      body = body[body.index(after: end)...].drop { $0.isWhitespace }
      guard body.first == ":" else { return nil }
      body = body.dropFirst().drop { $0.isWhitespace }
      var depth = 0
      var open: Character?
      let value = body.prefix { character in
        if let mark = open {
          if character == mark { open = nil }
          return true
        }
        switch character {
        case "'", "\"": open = character
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth -= 1
        case "," where depth == 0: return false
        default: break
        }
        return depth >= 0
      }
      body = body[value.endIndex...]
      var plain = value.trimmingCharacters(in: .whitespaces)
      if plain.count >= 2, let mark = plain.first, mark == "'" || mark == "\"", plain.last == mark {
        plain = String(plain.dropFirst().dropLast())
      }
      fields[key] = plain
    }
  }

  private static func shape(_ text: String) -> [Int]? {
    guard text.first == "(", text.last == ")" else { return nil }
    let parts = text.dropFirst().dropLast().split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let extents = parts.map { Int($0.hasSuffix("L") ? String($0.dropLast()) : $0) }
    guard extents.allSatisfy({ ($0 ?? -1) >= 0 }), extents.count <= 64 else { return nil }
    return extents.compactMap(\.self)
  }
}
