import Diagnostics
import FeatureStore
import Foundation

/// The formats of array files, found by a file's first bytes and, for text, by its ending.
public enum ArrayFiles {
  /// The endings of tables of text, which no first bytes tell.
  static let tableEndings = ["csv", "tsv", "txt", "tab", "dat"]

  /// Opens `url` as the format that its contents show.
  /// - Parameters:
  ///   - url: the file.
  ///   - text: how it is written, if it is a table of text; what is nil is guessed.
  /// - Throws: `InputError` where there is no such file, its format is none of those known, or a
  ///   guess is not certain.
  public static func open(_ url: URL, text: TextKeys? = nil) throws -> any ArrayFile {
    let first = try FirstBytes(of: url)
    guard !first.bytes.isEmpty else {
      throw InputError(
        url.path, found: "an empty file", expected: "a file of arrays", advice: "Was it downloaded or written whole?")
    }
    if first.isHDF5 {
      let file = try HDF5File(reading: url)
      let isMarked = try first.isMATLAB73 || MATLAB73Arrays.isMarked(file)
      return isMarked || url.pathExtension.lowercased() == "mat"
        ? try MATLAB73Arrays(url, file, isMarked: isMarked) : try HDF5Arrays(url, file)
    }
    if first.isNPY { return try NPYFile(url) }
    if first.isZIP { return try NPZFile(url) }
    if first.isMATLAB5 { return try MATArrays(url) }
    if tableEndings.contains(url.pathExtension.lowercased()) {
      return try TableArrays(url, text ?? TextKeys())
    }
    if url.pathExtension.lowercased() == "mat", MATVersion4.begins(first.bytes) { throw MATVersion4.refused(url.path) }
    throw InputError(
      url.path, found: "a file of another kind",
      expected: "HDF5, MATLAB (.mat), NumPy (.npy, .npz) or a table of text (.csv, .tsv, .txt)",
      advice: "Check the path; was the file downloaded whole?")
  }
}
