import CHDF5
import CHDF5Shims
import Diagnostics

/// Looking at files of any layout.
extension HDF5File {
  /// The most data sets that a walk lists.
  static let mostListed = 100_000

  /// The paths of all data sets below the root, group by group in the order of the names' bytes.
  ///
  /// A group that several links lead to is walked once, so that links in a circle end.
  /// - Parameter skipped: names in the root that are left out with all below them.
  /// - Throws: `InputError` where a group is damaged, or there are more than 100,000 data sets.
  public func datasetPaths(skipping skipped: [String] = []) throws -> [String] {
    var paths: [String] = []
    var seen: Set<UInt64> = []
    var groups = ["/"]
    while let group = groups.popLast() {
      guard try seen.insert(number(of: group)).inserted else { continue }
      var below: [String] = []
      for name in try children(group) where group != "/" || !skipped.contains(name) {
        let path = group == "/" ? "/\(name)" : "\(group)/\(name)"
        switch kind(path) {
        case .group: below.append(path)
        case .dataset: paths.append(path)
        case .other, nil: break
        }
      }
      guard paths.count <= Self.mostListed else {
        throw InputError(
          path, found: "more than \(Self.mostListed) data sets", expected: "fewer",
          advice: "Write the arrays of all samples as one array with an axis of samples.")
      }
      groups += below.reversed()
    }
    return paths
  }

  private func number(of object: String) throws -> UInt64 {
    try withHDF5 {
      var number: UInt64 = 0
      let path = try path(of: object, expected: "a group")
      guard hdf5_object_number(handle.id, path, &number) >= 0 else {
        throw damaged(place(object), hdf5Message(), expected: "a group")
      }
      return number
    }
  }
}

extension HDF5Dataset {
  /// The paths of the objects that the elements refer to, the last index fastest; nil for a reference to nothing.
  /// - Throws: `InputError` when the elements are no references, or lead nowhere.
  public func referencedPaths() throws -> [String?] {
    guard elementType == .reference else {
      throw InputError(place, found: "\(elementType)", expected: "references to objects")
    }
    guard count > 0 else { return [] }
    return try withHDF5 {
      var references = [UInt64](repeating: 0, count: count)
      guard H5Dread(handle.id, hdf5_object_reference(), 0, 0, 0, &references) >= 0 else {
        throw damaged(place, hdf5Message(), expected: "references to objects")
      }
      return try references.enumerated().map { index, reference in
        guard reference != 0 else { return nil }
        var name = [CChar](repeating: 0, count: 1024)
        let length = hdf5_referenced_path(handle.id, reference, &name, name.count)
        guard length > 0, length < name.count else {
          throw damaged("\(place)[\(index)]", hdf5Message(), expected: "a reference to an object of this file")
        }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
  }
}
