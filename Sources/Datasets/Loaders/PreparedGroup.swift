import Diagnostics
import FeatureStore

/// A group `/modalities/<name>` of a file `recordings.h5`: what it must hold, compared with the
/// manifest.
struct PreparedGroup {
  let file: HDF5File
  let name: String
  let recordings: Int

  private var path: String { "/modalities/\(name)" }
  private var place: String { "\(file.path): \(path)" }

  /// The numbers of the modality: a row a frame or a point, of the manifest's size.
  func numbers(_ name: String, of modality: Modality) throws -> HDF5Dataset {
    let dataset = try file.dataset("\(path)/\(name)")
    let columns = modality.channels.count
    let row = Array(dataset.shape.dropFirst())
    guard row == [columns] || row == modality.shape else {
      let expected = ([[columns]] + [modality.shape].compactMap(\.self)).map { row in
        "[\(name), \(row.map(String.init).joined(separator: ", "))]"
      }
      throw InputError(
        "\(place)/\(name)", found: "shape \(dataset.shape)", expected: expected.joined(separator: " or "))
    }
    return dataset
  }

  /// Compares the attributes with the manifest: the rate, and what each column is called. The cells
  /// of a grid need no names.
  func requireNames(of modality: Modality) throws {
    let key = modality.form == .points ? "attributes" : "channels"
    let names = try file.stringsAttribute(key, of: path)
    guard names == modality.channels || (names == nil && modality.form == .grid) else {
      throw InputError(
        "\(place): attribute \(key)", found: names?.joined(separator: ", ") ?? "nothing",
        expected: "the manifest's \(modality.channels.joined(separator: ", "))")
    }
    let rate = try file.numberAttribute("rate", of: path)
    guard rate == modality.rate else {
      throw InputError(
        "\(place): attribute rate", found: rate.map { "\($0)" } ?? "nothing",
        expected: "the manifest's \(modality.rate)")
    }
  }

  /// Numbers that rise from 0 to `end`; `count` of them, or at least one.
  func offsets(_ name: String, count: Int?, end: Int, of rows: String) throws -> [Int] {
    let offsets = try file.dataset("\(path)/\(name)").read(as: Int64.self).map { Int(clamping: $0) }
    let falls = zip(offsets, offsets.dropFirst()).first { $0 > $1 }
    guard offsets.count == count ?? max(offsets.count, 1), offsets.first == 0, offsets.last == end, falls == nil else {
      let number = count.map { "\($0) rising ones" } ?? "rising ones"
      throw InputError(
        "\(place)/\(name)",
        found: falls.map { "\($1) after \($0)" } ?? "\(offsets.count) numbers up to \(offsets.last ?? 0)",
        expected: "\(number) from 0 to \(end), the number of \(rows)")
    }
    return offsets
  }

  /// The optional dataset `starts`; zeros where there is none.
  func starts() throws -> [Double] {
    guard file.exists("\(path)/starts") else { return [Double](repeating: 0, count: recordings) }
    let starts = try file.dataset("\(path)/starts").read(as: Double.self)
    let bad = starts.first { !$0.isFinite }
    guard starts.count == recordings, bad == nil else {
      throw InputError(
        "\(place)/starts", found: bad.map { "\($0)" } ?? "\(starts.count) numbers",
        expected: "\(recordings) finite numbers of seconds, one a recording")
    }
    return starts
  }

  /// The optional dataset `present`; all are where there is none.
  func present(offsets: [Int]) throws -> [Bool] {
    guard file.exists("\(path)/present") else { return [Bool](repeating: true, count: recordings) }
    let present = try file.dataset("\(path)/present").read(as: Int32.self)
    let bad = present.first { $0 != 0 && $0 != 1 }
    guard present.count == recordings, bad == nil else {
      throw InputError(
        "\(place)/present", found: bad.map { "\($0)" } ?? "\(present.count) numbers",
        expected: "\(recordings) numbers, one a recording: 1 where this modality recorded it, else 0")
    }
    if let full = present.indices.first(where: { present[$0] == 0 && offsets[$0] < offsets[$0 + 1] }) {
      throw InputError(
        "\(place)/present", found: "0 for recording \(full), which has \(offsets[full + 1] - offsets[full]) frames",
        expected: "no frame of a recording that this modality lacks")
    }
    return present.map { $0 == 1 }
  }
}
