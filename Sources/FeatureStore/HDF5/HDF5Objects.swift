import CHDF5
import CHDF5Shims
import Diagnostics

/// Finding objects in a file.
extension HDF5File {
  /// What stands at a path.
  enum Kind { case group, dataset, type, other }

  /// Whether there is an object at an absolute path such as `/modalities/skeleton`.
  public func exists(_ object: String) -> Bool { kind(object) != nil }

  /// The names in a group, in the order of their bytes.
  /// - Throws: `InputError` when there is no such group.
  public func children(_ group: String = "/") throws -> [String] {
    try withHDF5 {
      guard kind(group) == .group else { throw missing(group, expected: "a group") }
      return try children(group, atHardLinks: path(of: group, expected: "a group"))
    }
  }

  /// The names in the group at a path of hard links alone; `group` is how messages call it.
  func children(_ group: String, atHardLinks path: String) throws -> [String] {
    try names(of: group, atHardLinks: path, expected: "a group", visit: hdf5_visit_links)
  }

  /// Calls a function with every name of a kind that an object has.
  typealias Visit = (
    hid_t, (@convention(c) (UnsafePointer<CChar>?, UnsafeMutableRawPointer?) -> Void)?,
    UnsafeMutableRawPointer?
  ) -> herr_t

  /// The names that `visit` finds at a path of hard links alone; `object` is how messages call it.
  func names(of object: String, atHardLinks path: String, expected: String, visit: Visit) throws -> [String] {
    try withHDF5 {
      let handle = try HDF5Handle(H5Oopen(self.handle.id, path, 0), { H5Oclose($0) }) { message in
        noteFailure(path, message)
        return damaged(place(object), message, expected: expected)
      }
      var names: [String] = []
      let status = withUnsafeMutablePointer(to: &names) { names in
        visit(
          handle.id,
          { name, context in
            guard let name, let context else { return }
            context.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
          }, names)
      }
      guard status >= 0 else {
        let message = hdf5Message()
        noteFailure(path, message)
        throw damaged(place(object), message, expected: expected)
      }
      return names
    }
  }

  /// Opens the data set at an absolute path.
  /// - Throws: `InputError` when it is missing (with the nearest name there is), or is damaged.
  public func dataset(_ object: String) throws -> HDF5Dataset {
    try withHDF5 {
      guard kind(object) == .dataset else { throw missing(object, expected: "a data set") }
      return try HDF5Dataset(self, object, at: path(of: object, expected: "a data set"))
    }
  }

  /// What stands at `object`, or nil; what a link leads to outside of this file is `other`.
  func kind(_ object: String) -> Kind? { kind(at: destination(of: object)) }

  /// What stands where a path leads.
  func kind(at destination: Destination) -> Kind? {
    switch destination {
    case .nowhere: nil
    case .elsewhere: .other
    case .here(let path): kind(atHardLinks: path)
    }
  }

  /// What libhdf5 says of an object that does not open; nil where it opens.
  func failure(_ object: String) -> String? {
    withHDF5 {
      let id = H5Oopen(handle.id, object, 0)
      guard id >= 0 else { return hdf5Message() }
      H5Oclose(id)
      return nil
    }
  }

  private func kind(atHardLinks path: String) -> Kind {
    withHDF5 {
      let id = H5Oopen(handle.id, path, 0)
      guard id >= 0 else {
        noteFailure(path, hdf5Message())
        return .other
      }
      defer { H5Oclose(id) }
      switch H5Iget_type(id) {
      case H5I_GROUP: return .group
      case H5I_DATASET: return .dataset
      case H5I_DATATYPE: return .type
      default: return .other
      }
    }
  }

  /// The error for an object that is not there, or is of another kind.
  func missing(_ object: String, expected: String) -> InputError {
    let parts = object.split(separator: "/").map(String.init)
    switch kind(object) {
    case .group: return InputError(place(object), found: "a group", expected: expected)
    case .dataset: return InputError(place(object), found: "a data set", expected: expected)
    case .type: return InputError(place(object), found: "a named type, which holds no data", expected: expected)
    case .other:
      if case .elsewhere(let link) = destination(of: object) {
        return Self.isElsewhere(place(object), link, expected: expected)
      }
      if let message = failure(object) { return damaged(place(object), message, expected: expected) }
      return InputError(place(object), found: "neither a group nor a data set", expected: expected)
    case nil:
      let parent = "/" + parts.dropLast().joined(separator: "/")
      let siblings = kind(parent) == .group ? (try? children(parent)) ?? [] : []
      // A group of thousands of recordings would make a message of thousands of names: then only a
      // near one is said.
      let near = nearestName(to: parts.last ?? "", among: siblings)
      let advice = siblings.count > 20 && near == nil ? "" : suggestion(for: parts.last ?? "", among: siblings)
      return InputError(place(object), found: "no such object", expected: expected, advice: advice)
    }
  }
}
