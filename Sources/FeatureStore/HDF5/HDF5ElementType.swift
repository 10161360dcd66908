import CHDF5
import CHDF5Shims

/// The type of the elements of an HDF5 data set, as far as this package tells types apart. Byte
/// order is left out: libhdf5 converts it.
public enum HDF5ElementType: Sendable, Equatable, CustomStringConvertible {
  /// Whole numbers of so many bytes.
  case integer(bytes: Int, signed: Bool)
  /// IEEE floating-point numbers of so many bytes.
  case float(bytes: Int)
  /// Enumerations of whole numbers are read as their names; h5py's bool is read as the numbers 0
  /// and 1.
  case enumeration(HDF5Enumeration)
  /// References to objects of the file.
  case reference
  /// Text of at most so many bytes each; nil where every string has a length of its own.
  case string(bytes: Int?)
  /// Anything else, by the library's name for its class.
  case other(String)

  /// Bytes of one element in memory.
  var size: Int {
    switch self {
    case .integer(let bytes, _), .float(let bytes): bytes
    case .enumeration(let enumeration): enumeration.bytes
    case .reference: 8
    case .string(let bytes): bytes ?? MemoryLayout<UnsafePointer<CChar>>.stride
    case .other: 1
    }
  }

  /// Whether libhdf5 converts elements of this type to numbers.
  public var isNumber: Bool {
    switch self {
    case .integer, .float: true
    case .enumeration(let enumeration): enumeration.isBool
    case .string, .reference, .other: false
    }
  }

  /// As numpy writes it: `int32`, `float64`; "fixed-length strings of 12 bytes", ...
  public var description: String {
    switch self {
    case .integer(let bytes, let signed): "\(signed ? "int" : "uint")\(8 * bytes)"
    case .float(let bytes): "float\(8 * bytes)"
    case .enumeration(let enumeration) where enumeration.isBool: "bool"
    case .enumeration(let enumeration):
      "an enumeration of \(enumeration.members.count) names"
        + " (\(enumeration.members.prefix(3).map { "\($0.name) = \($0.value)" }.joined(separator: ", "))"
        + (enumeration.members.count > 3 ? ", ...)" : ")")
    case .reference: "references to objects"
    case .string(nil): "variable-length strings"
    case .string(let bytes?): "fixed-length strings of \(bytes) bytes"
    case .other(let name): name
    }
  }

  /// What libhdf5 says of `type`.
  init(_ type: hid_t) {
    let bytes = H5Tget_size(type)
    switch H5Tget_class(type) {
    case H5T_INTEGER:
      let bits = H5Tget_precision(type)
      let fits = bits > 0 && bits + Int(H5Tget_offset(type)) <= 8 * bytes
      self =
        fits ? .integer(bytes: bytes, signed: H5Tget_sign(type) == H5T_SGN_2) : .other("integers beyond their bytes")
    case H5T_FLOAT: self = Self.isIEEE(type, bytes) ? .float(bytes: bytes) : .other("floats that are not IEEE")
    case H5T_STRING: self = .string(bytes: H5Tis_variable_str(type) > 0 ? nil : bytes)
    case H5T_ENUM: self = HDF5Enumeration(type).map { .enumeration($0) } ?? .other("an enumeration that cannot be read")
    case H5T_REFERENCE where H5Tequal(type, hdf5_object_reference()) > 0: self = .reference
    case H5T_COMPOUND: self = .other("a compound type")
    case H5T_VLEN: self = .other("variable-length sequences")
    case H5T_ARRAY: self = .other("an array type")
    default: self = .other("another HDF5 type")
    }
  }

  /// Whether a type of floats of 2, 4 or 8 bytes has its sign, exponent and mantissa where IEEE 754
  /// has them. Larger ones differ between machines, and libhdf5 converts what it is told.
  private static func isIEEE(_ type: hid_t, _ bytes: Int) -> Bool {
    guard let wanted = [2: (5, 10), 4: (8, 23), 8: (11, 52)][bytes] else { return bytes > 8 }
    let (exponentBits, mantissaBits) = wanted
    let order = H5Tget_order(type)
    var (sign, exponent, exponentSize, mantissa, mantissaSize) = (0, 0, 0, 0, 0)
    return H5Tget_fields(type, &sign, &exponent, &exponentSize, &mantissa, &mantissaSize) >= 0
      && sign == 8 * bytes - 1 && exponent == mantissaBits && exponentSize == exponentBits && mantissa == 0
      && mantissaSize == mantissaBits && H5Tget_ebias(type) == 1 << (exponentBits - 1) - 1
      && H5Tget_norm(type) == H5T_NORM_IMPLIED && H5Tget_precision(type) == 8 * bytes && H5Tget_offset(type) == 0
      && (order == H5T_ORDER_LE || order == H5T_ORDER_BE)
  }
}

/// A number type that can be read from and written to HDF5 data sets.
public protocol HDF5Number: Sendable {
  /// The type as HDF5 sees it.
  static var elementType: HDF5ElementType { get }
  /// The same number, or nil where this type does not have it.
  init?(exactly value: Int64)
}

extension Float: HDF5Number {
  public static var elementType: HDF5ElementType { .float(bytes: 4) }
}
extension Double: HDF5Number {
  public static var elementType: HDF5ElementType { .float(bytes: 8) }
}
extension UInt8: HDF5Number {
  /// uint8
  public static var elementType: HDF5ElementType { .integer(bytes: 1, signed: false) }
}
extension UInt16: HDF5Number {
  /// uint16
  public static var elementType: HDF5ElementType { .integer(bytes: 2, signed: false) }
}
extension Int32: HDF5Number {
  /// int32
  public static var elementType: HDF5ElementType { .integer(bytes: 4, signed: true) }
}
extension Int64: HDF5Number {
  /// int64
  public static var elementType: HDF5ElementType { .integer(bytes: 8, signed: true) }
}

extension HDF5Number {
  /// libhdf5's predefined type, which must not be closed.
  static var nativeType: hid_t {
    switch elementType {
    case .float(bytes: 4): hdf5_native_float()
    case .float: hdf5_native_double()
    case .integer(bytes: 1, _): hdf5_native_uint8()
    case .integer(bytes: 2, _): hdf5_native_uint16()
    case .integer(bytes: 4, _): hdf5_native_int32()
    default: hdf5_native_int64()
    }
  }
}
