import Diagnostics
import Foundation

/// An `.npz` file: arrays as members of a ZIP archive, read through libzip, which checks each one's
/// CRC.
struct NPZFile: ArrayFile {
  let url: URL
  let format = "NumPy (.npz)"
  let arrays: ArrayList
  private let archive: ZIPArchive
  private let members: [String: NPYArray]
  private static let severalOfOneName = "several members of this name"

  /// Lists the members and reads their headers. One that is no array of numbers or texts is listed,
  /// and refused when read.
  init(_ url: URL) throws {
    self.url = url
    let archive = try ZIPArchive(url)
    self.archive = archive
    var arrays: [ArrayDescription] = []
    var members: [String: NPYArray] = [:]
    let found = try archive.members().filter { $0.name.hasSuffix(".npy") }
    let twice = Set(Dictionary(grouping: found, by: \.name).filter { $0.value.count > 1 }.keys)
    var told: Set<String> = []
    for member in found {
      let name = String(member.name.dropLast(4))
      if twice.contains(member.name) {
        if told.insert(name).inserted {
          arrays.append(ArrayDescription(name: name, shape: [], elementType: Self.severalOfOneName))
        }
        continue
      }
      do {
        let place = "\(url.path): \(name)"
        let array = try NPYArray(size: member.size, place: place, isChecked: true) {
          try ZIPMemberBytes(archive, member.index, place: place)
        }
        members[name] = array
        arrays.append(array.description(named: name))
      } catch let error as InputError {
        arrays.append(ArrayDescription(name: name, shape: [], elementType: error.found))
      }
    }
    guard !arrays.isEmpty else {
      throw InputError(
        url.path, found: "a ZIP archive without .npy members", expected: "an archive as numpy.savez writes it",
        advice: "Unpack it and name a file in it.")
    }
    self.arrays = ArrayList(arrays)
    self.members = members
  }

  func numbers(_ name: String) throws -> NumericArray { try member(name).numbers() }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray {
    try check(rows, of: description(of: name))
    return try member(name).numbers(rows: rows)
  }

  func texts(_ name: String) throws -> [String] { try member(name).texts() }

  private func member(_ name: String) throws -> NPYArray {
    let description = try description(of: name)
    if let array = members[description.name] { return array }
    guard description.elementType != Self.severalOfOneName else { throw notNumbers(description) }
    // What was wrong with it is said again, in full.
    let index = try archive.members().first { $0.name == description.name + ".npy" }
    guard let index else { throw notNumbers(description) }
    return try NPYArray(size: index.size, place: "\(url.path): \(description.name)", isChecked: true) {
      try ZIPMemberBytes(archive, index.index, place: "\(url.path): \(description.name)")
    }
  }
}
