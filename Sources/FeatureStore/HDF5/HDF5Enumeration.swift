import CHDF5
import CHDF5Shims
import Diagnostics

/// Names of whole numbers, which an HDF5 type holds itself.
public struct HDF5Enumeration: Sendable, Equatable {
  /// A name and the number that stands for it in the file.
  public struct Member: Sendable, Equatable {
    public let name: String
    /// The number.
    public let value: Int64
  }

  /// The most members that are read: a type lives in a header.
  private static let mostMembers = 65_536

  /// Bytes of a number.
  public let bytes: Int
  /// The members in the order of the file.
  public let members: [Member]

  /// Whether it is FALSE and TRUE, as h5py stores bool: 0 and 1.
  public var isBool: Bool {
    members.count == 2
      && members.allSatisfy { ($0.name.lowercased(), $0.value) == ($0.value == 1 ? "true" : "false", $0.value & 1) }
  }

  /// What libhdf5 says of `type`, an enumeration; nil where it is damaged.
  init?(_ type: hid_t) {
    bytes = H5Tget_size(type)
    let count = H5Tget_nmembers(type)
    let base = H5Tget_super(type)
    guard base >= 0 else { return nil }
    defer { H5Tclose(base) }
    guard count >= 0, count <= Self.mostMembers, bytes <= 8 else { return nil }
    var members: [Member] = []
    for index in 0..<UInt32(count) {
      guard let name = H5Tget_member_name(type, index) else { return nil }
      defer { H5free_memory(name) }
      var value: Int64 = 0
      let status = withUnsafeMutableBytes(of: &value) { memory -> herr_t in
        guard H5Tget_member_value(type, index, memory.baseAddress) >= 0 else { return -1 }
        return H5Tconvert(base, hdf5_native_int64(), 1, memory.baseAddress, nil, 0)
      }
      guard status >= 0 else { return nil }
      members.append(Member(name: String(cString: name), value: value))
    }
    self.members = members
  }
}

extension HDF5Dataset {
  /// The names of the elements of an enumeration, the last index fastest.
  /// - Throws: `InputError` where it is none, or with the row of a number that no name belongs to.
  public func readNames() throws -> [String] {
    guard case .enumeration(let enumeration) = elementType else {
      throw InputError(place, found: "\(elementType)", expected: "an enumeration")
    }
    var nameOf: [Int64: String] = [:]
    for member in enumeration.members { nameOf[member.value] = member.name }
    return try numbersOfNames().enumerated().map { index, number in
      guard let name = nameOf[number] else {
        let known = enumeration.members.prefix(20).map { "\($0.name) = \($0.value)" }
        throw InputError(
          place, found: "the number \(number) in row \(index / max(rowCount, 1))",
          expected: "one of the enumeration's \(known.joined(separator: ", "))",
          advice: "Add the name to the enumeration, or write the names as strings.")
      }
      return name
    }
  }
}
