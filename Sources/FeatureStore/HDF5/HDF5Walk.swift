import CHDF5
import CHDF5Shims
import Diagnostics

/// What a walk through a file met at a path.
public struct HDF5Object: Sendable, Equatable {
  /// What stands there.
  public enum Content: Sendable, Equatable {
    /// A group; only where groups were asked for.
    case group
    /// A data set.
    case dataset
    /// A named type, which holds no data.
    case type
    /// Something that cannot be read, and why.
    case unreadable(String)
  }

  public let path: String
  /// What stands there.
  public let content: Content
  /// The path of hard links alone that leads there; nil where none does.
  var hardLinks: String?
}

/// Looking at files of any layout.
extension HDF5File {
  /// The most objects that a walk lists.
  static let mostListed = 100_000

  /// All objects below the root, group by group in the order of the names' bytes. What
  /// cannot be read is listed with the reason.
  ///
  /// A group that several links lead to is walked once, so that links in a circle end.
  /// - Parameters:
  ///   - skipped: names in the root that are left out with all below them.
  ///   - listsGroups: whether groups are listed too.
  /// - Throws: `InputError` where the root is damaged, or there are more than 100,000 objects.
  public func objects(skipping skipped: [String] = [], groups listsGroups: Bool = false) throws -> [HDF5Object] {
    var objects: [HDF5Object] = []
    var seen: Set<UInt64> = []
    // Each with its path of hard links alone, so that no link is followed again for what is below.
    var groups = [(path: "/", real: "/")]
    while let (group, real) = groups.popLast() {
      let names: [String]
      do {
        guard try seen.insert(number(of: group, atHardLinks: real)).inserted else { continue }
        names = try children(group, atHardLinks: real)
      } catch let error as InputError where group != "/" {
        objects.append(HDF5Object(path: group, content: .unreadable("a group with \(error.found)")))
        continue
      }
      if listsGroups { objects.append(HDF5Object(path: group, content: .group, hardLinks: real)) }
      var below: [(path: String, real: String)] = []
      for name in names where group != "/" || !skipped.contains(name) {
        let path = group == "/" ? "/\(name)" : "\(group)/\(name)"
        let destination = destination(of: name, below: real)
        switch kind(at: destination) {
        case .group:
          guard case .here(let real) = destination else { continue }
          below.append((path, real))
        case .dataset: objects.append(HDF5Object(path: path, content: .dataset, hardLinks: destination.path))
        case .type: objects.append(HDF5Object(path: path, content: .type, hardLinks: destination.path))
        case .other, nil: objects.append(HDF5Object(path: path, content: .unreadable(problem(at: destination))))
        }
      }
      guard objects.count <= Self.mostListed else {
        throw InputError(
          group, found: "more than \(Self.mostListed) objects", expected: "fewer",
          advice: "Write the arrays of all samples as one array with an axis of samples.")
      }
      groups += below.reversed()
    }
    return objects
  }

  /// Why what stands under a name cannot be read.
  private func problem(at destination: Destination) -> String {
    withHDF5 {
      switch destination {
      case .elsewhere(let link): return link
      case .nowhere(let link?): return "a link to '\(link)', where nothing is"
      case .nowhere(nil): return "an object that does not open: damaged?"
      case .here(let object):
        return failure(object).map { "an object that does not open (\($0))" } ?? "an unknown object"
      }
    }
  }

  private func number(of object: String, atHardLinks path: String) throws -> UInt64 {
    try withHDF5 {
      var number: UInt64 = 0
      guard hdf5_object_number(handle.id, path, &number) >= 0 else {
        let message = hdf5Message()
        noteFailure(path, message)
        throw damaged(place(object), message, expected: "a group")
      }
      return number
    }
  }
}

extension HDF5Dataset {
  /// The paths of the objects that the elements refer to, the last index fastest; nil for a
  /// reference to nothing.
  /// - Throws: `InputError` when the elements are no references, or lead nowhere.
  public func referencedPaths() throws -> [String?] {
    guard elementType == .reference else {
      throw InputError(place, found: "\(elementType)", expected: "references to objects")
    }
    guard count > 0 else { return [] }
    try requireWholeChunks()
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
