import CSimdJSON
import Foundation

/// A parsed JSON text whose parts are asked for by JSON pointer: for reading thousands of records, of which little is needed.
///
/// Whatever is not of the kind that is asked for is nil. Not to be shared between threads.
final class JSONDocument {
  private let document: OpaquePointer

  /// Parses `data`; nil where it is no JSON.
  init?(_ data: Data) {
    var reason: UnsafePointer<CChar>?
    let parsed = data.withUnsafeBytes { bytes in
      simdjson_document_parse(bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &reason)
    }
    guard let parsed else { return nil }
    document = parsed
  }

  deinit { simdjson_document_free(document) }

  /// The length of a list.
  func count(_ pointer: String) -> Int? {
    let count = simdjson_document_count(document, pointer)
    return count < 0 ? nil : Int(count)
  }

  /// Whether there is a value other than null.
  func has(_ pointer: String) -> Bool { simdjson_document_has(document, pointer) }

  /// A text.
  func text(_ pointer: String) -> String? {
    var length = 0
    guard let start = simdjson_document_text(document, pointer, &length) else { return nil }
    return Self.text(start, length)
  }

  /// A number.
  func number(_ pointer: String) -> Double? {
    var value = 0.0
    return simdjson_document_number(document, pointer, &value) ? value : nil
  }

  /// A list of whole numbers; `none` stands in place of null.
  func integers(_ pointer: String, none: Int = .min) -> [Int]? {
    guard let count = count(pointer) else { return nil }
    var values = [Int64](repeating: 0, count: count)
    guard simdjson_document_integers(document, pointer, &values, count, Int64(none)) else { return nil }
    return values.map { Int($0) }
  }

  /// A list of numbers; not a number in place of null.
  func numbers(_ pointer: String) -> [Double]? {
    guard let count = count(pointer) else { return nil }
    var values = [Double](repeating: 0, count: count)
    return simdjson_document_numbers(document, pointer, &values, count) ? values : nil
  }

  /// A list of texts.
  func texts(_ pointer: String) -> [String]? {
    var texts: [String] = []
    let isList = withUnsafeMutablePointer(to: &texts) { context in
      simdjson_document_texts(document, pointer, context) { context, start, length in
        context!.assumingMemoryBound(to: [String].self).pointee.append(JSONDocument.text(start!, length))
      }
    }
    return isList ? texts : nil
  }

  /// The members of an object of numbers; nil in place of null.
  func members(_ pointer: String) -> [String: Double?]? {
    var members: [String: Double?] = [:]
    let isObject = withUnsafeMutablePointer(to: &members) { context in
      simdjson_document_members(document, pointer, context) { context, start, length, value in
        let members = context!.assumingMemoryBound(to: [String: Double?].self)
        members.pointee[JSONDocument.text(start!, length)] = .some(value.isNaN ? nil : value)
      }
    }
    return isObject ? members : nil
  }

  /// The JSON text of a value.
  func json(_ pointer: String) -> Data? {
    var text = Data()
    let isThere = withUnsafeMutablePointer(to: &text) { context in
      simdjson_document_json(document, pointer, context) { context, start, length in
        context!.assumingMemoryBound(to: Data.self).pointee.append(
          UnsafeBufferPointer(start: UnsafeRawPointer(start!).assumingMemoryBound(to: UInt8.self), count: length))
      }
    }
    return isThere ? text : nil
  }

  private static func text(_ start: UnsafePointer<CChar>, _ length: Int) -> String {
    String(
      decoding: UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: length),
      as: UTF8.self)
  }
}
