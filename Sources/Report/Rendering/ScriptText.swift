import Foundation

/// JSON that may stand in a `script` element, whatever its texts hold.
enum ScriptText {
  /// The same JSON without a character that ends a script or a line of one: `<` and the line
  /// separators U+2028 and U+2029 stand only inside strings, and are written as escapes there.
  static func escaped(_ json: Data) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + json.count / 16)
    let source = [UInt8](json)
    var place = 0
    while place < source.count {
      let byte = source[place]
      if byte == UInt8(ascii: "<") {
        bytes += Array("\\u003c".utf8)
      } else if byte == 0xE2, place + 2 < source.count, source[place + 1] == 0x80, source[place + 2] & 0xFE == 0xA8 {
        bytes += Array((source[place + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
        place += 2
      } else {
        bytes.append(byte)
      }
      place += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
