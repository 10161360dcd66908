import Diagnostics
import FeatureStore
import Foundation

/// The loader `prepared-recordings`: one HDF5 file `recordings.h5` of schema
/// `hartransfer-recordings/1`, cut into windows as the manifest says; without a window a recording
/// is a sample.
///
/// The schema stands in `Datasets/README.md`. It is for data that no manifest can describe. A
/// script beside the manifest writes this file, and no loader has to be written.
struct PreparedRecordingsLoader: RecordingLoader {
  let name = "prepared-recordings"
  let summary = "one HDF5 file recordings.h5 of schema hartransfer-recordings/1, written by the data set's prepare.py"

  static let fileName = "recordings.h5"

  func load(
    _ manifest: Manifest, from folder: URL, skipBad: Bool, using: [String]?
  ) throws -> any RecordingSource {
    let file = folder.appendingPathComponent(Self.fileName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw InputError(
        file.path, found: "no such file", expected: "the recordings of \(manifest.id)",
        advice: "Fetch them with 'hartransfer datasets fetch \(manifest.id)'.")
    }
    let source = try PreparedRecordingsSource(
      manifest, file: PreparedRecordings(file, of: manifest, using: using), rows: nil, skipped: [])
    return skipBad ? try source.leavingOutBad() : source
  }
}
