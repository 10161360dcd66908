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
  /// - Parameter most: the most numbers that are read, of all data sets together.
  /// - Returns: what readers will refuse too.
  package func readEverything(numbers most: Int) -> [InputError] {
    // libhdf5 keeps memory that it no longer needs: what is read behind its end would look sound.
    withHDF5 { _ = H5set_free_list_limits(0, 0, 0, 0, 0, 0) }
    var (refused, left) = ([] as [InputError], most)
    func note(_ body: () throws -> Void) {
      do { try body() } catch { (error as? InputError).map { refused.append($0) } }
    }
    note {
      for object in try objects(groups: true) {
        if case .unreadable = object.content { continue }
        if let path = object.hardLinks { note { refused += try readAttributes(of: object.path, at: path) } }
        guard object.content == .dataset else { continue }
        note { try dataset(object.path).readSome(&left) }
      }
    }
    return refused
  }

  /// - Returns: what libhdf5 says of those that it cannot read.
  private func readAttributes(of object: String, at path: String) throws -> [InputError] {
    var failures: [InputError] = []
    for name in try names(of: object, atHardLinks: path, expected: "attributes", visit: hdf5_visit_attributes) {
      // Each is either text or a number, or neither.
      let readers = [
        { _ = try self.stringsAttribute(name, of: object) }, { _ = try self.numberAttribute(name, of: object) },
      ]
      for read in readers {
        do { try read() } catch {
          guard let fault = error as? InputError, fault.found.contains("HDF5 error") else { continue }
          failures.append(fault)
        }
      }
    }
    return failures
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
