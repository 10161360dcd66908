import CHDF5
import CHDF5Shims
import Diagnostics

/// Reading a file for no other purpose than to see that it can be read.
extension HDF5File {
  /// Reads all that the readers of this package may ask for: every group, attribute, text, name and
  /// reference; of numbers the first and the last ones.
  ///
  /// What can make libhdf5 crash are the structures around numbers and text of variable length.
  /// Plain numbers are copied, so that reading all of them would double the time for nothing.
  /// - Parameters:
  ///   - most: the most numbers that are read, of all data sets together.
  ///   - unpacked: the most bytes of chunks that are unpacked and counted.
  /// - Returns: the damage of a chunk, which no reader sees; and what readers will refuse too.
  package func readEverything(numbers most: Int, unpacked: Int) -> (damage: InputError?, refused: [InputError]) {
    var (refused, left, chunks) = ([] as [InputError], most, unpacked)
    var damage: InputError?
    func note(_ body: () throws -> Void) {
      do { try body() } catch { (error as? InputError).map { refused.append($0) } }
    }
    note {
      for object in try objects(groups: true) {
        if case .unreadable = object.content { continue }
        if let path = object.hardLinks { note { try readAttributes(of: object.path, at: path) } }
        guard object.content == .dataset else { continue }
        note {
          let dataset = try dataset(object.path)
          do { try dataset.checkChunks(&chunks) } catch let error as InputError {
            damage = damage ?? error
            return
          }
          try dataset.readSome(&left)
        }
      }
    }
    return (damage, refused)
  }

  private func readAttributes(of object: String, at path: String) throws {
    for name in try attributeNames(of: object, at: path) {
      // Each is either text or a number, or neither.
      _ = try? stringsAttribute(name, of: object)
      _ = try? numberAttribute(name, of: object)
    }
  }

  /// The names of the attributes of an object at a path of hard links alone: no link is followed
  /// once more.
  private func attributeNames(of object: String, at path: String) throws -> [String] {
    try withHDF5 {
      let handle = try HDF5Handle(H5Oopen(self.handle.id, path, 0), { H5Oclose($0) }) { message in
        damaged(place(object), message, expected: "an object")
      }
      var names: [String] = []
      let status = withUnsafeMutablePointer(to: &names) { names in
        hdf5_visit_attributes(
          handle.id,
          { name, context in
            guard let name, let context else { return }
            context.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
          }, names)
      }
      guard status >= 0 else { throw damaged(place(object), hdf5Message(), expected: "attributes") }
      return names
    }
  }
}

extension HDF5Dataset {
  /// Reads texts, names and references, and as many numbers as `left` allows.
  fileprivate func readSome(_ left: inout Int) throws {
    switch elementType {
    case .string: _ = try readStrings()
    case .reference: _ = try referencedPaths()
    case .enumeration(let enumeration) where !enumeration.isBool: _ = try readNames()
    case .other: return
    case .integer, .float, .enumeration:
      if count <= left {
        left -= count
        _ = try read(as: Double.self)
      } else if let rows = shape.first, rowCount <= 1 << 17 {
        for row in [0, rows - 1] { _ = try read(rows: row..<row + 1, as: Double.self) }
      }
    }
  }
}
