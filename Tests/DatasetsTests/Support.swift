import CMatIO
import Foundation
import Testing

@testable import Datasets

/// A folder that is removed with its last owner.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("datasets-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a text file below the folder.
  @discardableResult
  func write(_ text: String, to path: String) throws -> URL {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }
}

/// The manifests of the repository.
let repositoryDatasets = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Datasets")

/// A manifest of two actions by one person, twice each, in the layout of UTD-MHAD.
let smallManifest = """
  id: small
  title: Two actions
  version: "1"
  loader: utd-mhad
  samples: 4
  subjects: [1]
  trials: 2
  modalities:
    - {name: inertial, title: Inertial, rate: 50, units: [g], channels: [a, b, c, d, e, f], placement: wrist}
    - {name: depth, title: Depth, rate: 30, units: [mm], channels: [depth], placement: front}
  classes: [wave, clap]
  licence: none
  citation: nobody
  homepage: nowhere
  checksums:
    - {file: SUMS, variant: published, note: as published}
  fetch:
    method: archives
    archives: [{url: "file:///nowhere/Inertial.zip", unpacksTo: Inertial}]
    byHand: Ask a friend.

  """

/// Writes a variable of doubles, or of 16-bit numbers, as a MATLAB file of version 5.
func writeMAT(
  _ url: URL, _ variable: String, _ dimensions: [Int], doubles: [Double]? = nil, unsigned: [UInt16]? = nil,
  isCompressed: Bool = true
) throws {
  try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  let mat = try #require(Mat_CreateVer(url.path, "MATLAB 5.0 MAT-file, made by a test", MAT_FT_MAT5))
  defer { Mat_Close(mat) }
  var sizes = dimensions
  let rank = Int32(sizes.count)
  func write<T>(_ numbers: [T], _ kind: matio_classes, _ type: matio_types) throws {
    var numbers = numbers
    let status = sizes.withUnsafeMutableBytes { sizes in
      numbers.withUnsafeMutableBytes { numbers in
        let made = Mat_VarCreate(
          variable, kind, type, rank, sizes.bindMemory(to: Int.self).baseAddress, numbers.baseAddress, 0)
        defer { Mat_VarFree(made) }
        return Mat_VarWrite(mat, made, isCompressed ? MAT_COMPRESSION_ZLIB : MAT_COMPRESSION_NONE)
      }
    }
    #expect(status == 0)
  }
  if let doubles { try write(doubles, MAT_C_DOUBLE, MAT_T_DOUBLE) }
  if let unsigned { try write(unsigned, MAT_C_UINT16, MAT_T_UINT16) }
}

/// Numbers that compress badly, so that a file of them is more than a header.
func numbers(_ count: Int) -> [Double] { (0..<count).map { sin(Double($0) * 1.7) } }

/// The folder of a small data set with its inertial files, complete.
func smallData() throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  for action in 1...2 {
    for trial in 1...2 {
      let file = folder.url.appendingPathComponent("Inertial/a\(action)_s1_t\(trial)_inertial.mat")
      try writeMAT(file, "d_iner", [10, 6], doubles: numbers(60))
    }
  }
  return folder
}

/// Where UTD-MHAD is, if it is; named by HARTRANSFER_DATA.
let publishedData: URL? = {
  guard let entry = try? DatasetCatalogue(folder: repositoryDatasets).entry("utd-mhad") else { return nil }
  return try? DataLocation(of: entry).folder
}()

/// Where SPAR is, if it was fetched.
let sparData: URL? = {
  guard let entry = try? DatasetCatalogue(folder: repositoryDatasets).entry("spar") else { return nil }
  return try? DataLocation(of: entry).folder
}()
