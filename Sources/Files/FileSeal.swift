import Foundation

/// The first bytes of a file: what it is, and the SHA-256 of all that follows them.
///
/// HDF5 leaves room for foreign bytes before its own (the user block), and its readers skip them. A
/// seal is checked without the HDF5 library, which can crash on damaged files.
public struct FileSeal: Sendable, Equatable {
  /// Bytes that a seal takes; the least user block of HDF5.
  public static let size = 512
  private static let mark = "hartransfer-seal/1"

  /// What the file is.
  public let key: String
  /// A remark that is known without reading the file.
  public let note: String
  private let checksum: String
  private let length: Int

  /// The lines; the last one is the checksum of the others.
  private var text: String {
    let lines = "\(Self.mark)\n\(key)\n\(note)\n\(length)\n\(checksum)\n"
    return lines + Checksum.of(lines) + "\n"
  }

  /// Reads the seal of a file; nil if it has none, or a damaged one.
  public init?(of url: URL) {
    guard let handle = try? RegularFile.handle(url, expected: "a sealed file") else { return nil }
    defer { try? handle.close() }
    guard let bytes = try? handle.read(upToCount: Self.size), bytes.count == Self.size,
      let text = String(data: bytes, encoding: .utf8)
    else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 7, lines[0] == Self.mark, let length = Int(lines[3]) else { return nil }
    key = lines[1]
    note = lines[2]
    self.length = length
    checksum = lines[4]
    guard bytes == Self.padded(self.text) else { return nil }
  }

  /// Writes a seal into the first bytes of a file, which must be free.
  /// - Parameters:
  ///   - key: what the file is; without line breaks.
  ///   - note: a remark that is known without reading the file; without line breaks.
  public static func write(key: String, note: String, into url: URL) throws {
    let handle = try FileHandle(forUpdating: url)
    defer { try? handle.close() }
    let length = Int(clamping: try handle.seekToEnd())
    let seal = FileSeal(key: key, note: note, checksum: try Checksum.ofFile(url, from: size), length: length)
    let bytes = padded(seal.text)
    precondition(bytes.count == size && seal.text.split(separator: "\n", omittingEmptySubsequences: false).count == 7)
    try handle.seek(toOffset: 0)
    try handle.write(contentsOf: bytes)
  }

  private init(key: String, note: String, checksum: String, length: Int) {
    (self.key, self.note, self.checksum, self.length) = (key, note, checksum, length)
  }

  private static func padded(_ text: String) -> Data {
    let bytes = Data(text.utf8)
    return bytes + Data(count: max(0, size - bytes.count))
  }

  /// The fault that is seen at once: another key, or another length; nil if there is none.
  public func fault(of url: URL, key: String) -> String? {
    guard self.key == key else { return "a file of another key" }
    let found = (try? FileManager.default.attributesOfItem(atPath: url.path)[.size]) as? Int
    return found == length ? nil : "a file of \(found ?? 0) bytes where \(length) were written"
  }

  /// What is wrong with the bytes behind the seal; nil if nothing is. Reads all of them.
  public func damage(of url: URL) throws -> String? {
    try Checksum.ofFile(url, from: Self.size) == checksum
      ? nil : "a damaged file: its bytes are not those that were written"
  }
}
