import Files
import Foundation

extension RecordStore {
  /// Writes a record, whole or not at all.
  public func write(_ record: TrialRecord) throws { try write(CanonicalJSON.data(record), of: record) }

  /// The same, with the encoder of the split's records.
  package func write(_ record: TrialRecord, by encoder: RecordEncoder) throws {
    try write(encoder.data(record), of: record)
  }

  private func write(_ text: Data, of record: TrialRecord) throws {
    try setAsideFolder(url(of: record.key))
    try AtomicFile.write(text + Data("\n".utf8), to: url(of: record.key))
  }

  /// A folder cannot be written over by a file; it is kept under another name.
  private func setAsideFolder(_ url: URL) throws {
    guard (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true else { return }
    let unique = UUID().uuidString.prefix(8)
    try FileManager.default.moveItem(at: url, to: url.appendingPathExtension("\(unique).no-record"))
  }
}
