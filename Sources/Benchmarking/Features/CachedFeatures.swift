import FeatureStore
import Files
import Foundation

/// The file of a cache that keeps features under a key.
///
/// Its seal says the key and the SHA-256 of all that follows, so that a file that was damaged, cut
/// short, written by another program or copied from another place is never taken for what was
/// written, and never reaches the HDF5 library.
struct CachedFeatures {
  /// What a file holds.
  enum Content {
    case whole(FeatureSet)
    case absent
    /// It is not what was written, with the reason in words.
    case damaged(String)
  }

  let url: URL
  private let key: String

  /// - Throws: `InputError` where `name` cannot name a file.
  init(folder: URL, name: String, key: String) throws {
    url = try folder.file(
      named: "\(name)-\(key.prefix(32))", ending: ".h5", place: "the names of data set and modality")
    self.key = key
  }

  /// The number of features of a sample, as the seal says it; nil where the file is absent, of
  /// another length or not sealed. The features are not looked at: a plan costs little.
  var dimension: Int? { FileSeal(of: url).flatMap { $0.fault(of: url, key: key) == nil ? Int($0.note) : nil } }

  /// Reads the features, all of which are checked.
  func read() -> Content {
    guard FileManager.default.fileExists(atPath: url.path) else { return .absent }
    guard let seal = FileSeal(of: url) else { return .damaged("a file without a seal") }
    do {
      if let fault = try seal.fault(of: url, key: key) ?? seal.damage(of: url) { return .damaged(fault) }
      return .whole(try FeatureFile.read(url, isSealed: true))
    } catch {
      // Another process may have removed the file in the meantime.
      return FileManager.default.fileExists(atPath: url.path) ? .damaged("\(error)") : .absent
    }
  }

  /// Writes the features of one modality.
  func write(_ set: FeatureSet) throws {
    try FeatureFile.write(set, to: url, seal: (key: key, note: set.all.first.map { "\($0.values.dimension)" } ?? ""))
  }
}
