import Diagnostics
import Files
import Foundation

/// The open files of a mapping.
struct MappedFiles {
  private let mapping: FeatureMapping
  private let opened: [String: any ArrayFile]
  private let paths: [String: [URL]]
  private let folder: URL

  /// Opens all of them.
  /// - Throws: `InputError` for one that is absent (with the names there are) or is no file of
  ///   arrays.
  init(_ mapping: FeatureMapping, in folder: URL) throws {
    self.mapping = mapping
    self.folder = folder
    var opened: [String: any ArrayFile] = [:]
    var paths: [String: [URL]] = [:]
    for file in mapping.files {
      let url = folder.appendingPathComponent(file.path)
      let text = file.text?.filled(by: mapping.text) ?? mapping.text
      if file.isPattern {
        let stacked = try StackedFiles(url.deletingLastPathComponent(), matching: file.lastPart, text: text)
        opened[file.name] = stacked
        paths[file.name] = stacked.files
      } else {
        guard FileManager.default.fileExists(atPath: url.path) else {
          let names = (try? FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)) ?? []
          throw InputError(
            url.path, found: "no such file", expected: "the file '\(file.name)' of the features",
            advice: suggestion(for: file.lastPart, among: names.filter { !$0.hasPrefix(".") }.sorted()))
        }
        let array = try ArrayFiles.open(url, text: text)
        if file.text != nil, !(array is TableArrays) {
          throw InputError(
            "files.\(file.name).text", found: array.format, expected: "a table of text", advice: "Take 'text' out.")
        }
        opened[file.name] = array
        paths[file.name] = [url]
      }
    }
    self.opened = opened
    self.paths = paths
  }

  /// The file with a short name; without one, the only file.
  func file(_ name: String?) throws -> any ArrayFile {
    let file = try mapping.path(name, place: "features")
    guard let found = opened[file.name] else {
      throw InputError(file.path, found: "no open file", expected: "one")
    }
    return found
  }

  /// For each short name the lines `<sha256>  <path>` of its files.
  func checksumLines() throws -> [String: String] {
    try paths.mapValues { urls in
      try urls.map { url in
        let path = url.path.hasPrefix(folder.path) ? String(url.path.dropFirst(folder.path.count + 1)) : url.path
        return "\(try Checksum.ofFile(url))  \(path)\n"
      }.joined()
    }
  }
}

/// Files of one sample each, looked at as one. Every array has an axis of samples before its own,
/// in the order of the names. The array `file-names` holds the names without their ending.
struct StackedFiles: ArrayFile {
  /// The name of the array that is not in the files.
  static let names = "file-names"

  let url: URL
  let format: String
  let arrays: ArrayList
  let remarks: [String]
  let files: [URL]
  private let text: TextKeys?

  init(_ folder: URL, matching pattern: String, text: TextKeys? = nil) throws {
    self.text = text
    url = folder.appendingPathComponent(pattern)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { !$0.hasPrefix(".") && matches($0, wildcard: pattern) }.sorted()
    guard !names.isEmpty else {
      throw InputError(
        url.path, found: "no such file", expected: "one file a sample", advice: "Check the folder and the pattern.")
    }
    files = names.map { folder.appendingPathComponent($0) }
    let one = try ArrayFiles.open(files[0], text: text)
    remarks = one.remarks
    format = "\(names.count) files: \(one.format)"
    let stacked = one.arrays.map { array in
      var array = array
      array.shape = [names.count] + array.shape
      array.chunk = nil
      return array
    }
    arrays = ArrayList(
      stacked + [ArrayDescription(name: Self.names, shape: [names.count], elementType: "text", isText: true)])
  }

  func numbers(_ name: String) throws -> NumericArray { try numbers(name, rows: 0..<files.count) }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray {
    let array = try description(of: name)
    try check(rows, of: array)
    var elements: [Double] = []
    for file in files[rows] {
      let part = try ArrayFiles.open(file, text: text).numbers(array.name)
      guard part.shape.elementsEqual(array.shape.dropFirst()) else {
        throw InputError(
          "\(file.path): \(array.name)", found: "shape \(part.shape)",
          expected: "\(Array(array.shape.dropFirst())), as in \(files[0].lastPathComponent)",
          advice: "Every sample needs as many features: pool the frames before saving.")
      }
      elements += part.elements
    }
    return NumericArray(shape: [rows.count] + array.shape.dropFirst(), elements: elements)
  }

  func texts(_ name: String) throws -> [String] {
    let array = try description(of: name)
    if array.name == Self.names { return files.map { $0.deletingPathExtension().lastPathComponent } }
    return try files.flatMap { file in
      let texts = try ArrayFiles.open(file, text: text).texts(array.name)
      guard texts.count == array.shape.dropFirst().reduce(1, *) else {
        throw InputError(
          "\(file.path): \(array.name)", found: "\(texts.count) texts",
          expected: "as many as in \(files[0].lastPathComponent)")
      }
      return texts
    }
  }
}
