/// The types of numbers that a MATLAB file of version 5 stores, by their codes there.
enum MATNumberType: UInt32 {
  case int8 = 1
  case uint8 = 2
  case int16 = 3
  case uint16 = 4
  case int32 = 5
  case uint32 = 6
  case single = 7
  case double = 9
  case int64 = 12
  case uint64 = 13

  /// The types of the numeric classes, from class 6 on.
  private static let ofClasses: [MATNumberType] = [
    .double, .single, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64,
  ]

  /// The type of the elements of a numeric class; nil for any other class.
  init?(class code: Int) {
    guard Self.ofClasses.indices.contains(code - 6) else { return nil }
    self = Self.ofClasses[code - 6]
  }

  /// Number of bytes of one.
  var size: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .single: 4
    case .double, .int64, .uint64: 8
    }
  }

  /// Whether `other` holds all numbers of this type. MATLAB stores numbers in the smallest type
  /// that holds them.
  func fits(_ other: MATNumberType) -> Bool {
    guard self != other else { return true }
    return switch other {
    case .double: self != .int64 && self != .uint64
    case .single, .int32: [.int8, .uint8, .int16, .uint16].contains(self)
    case .int64: [.int8, .uint8, .int16, .uint16, .int32, .uint32].contains(self)
    case .int16: self == .int8 || self == .uint8
    case .uint16: self == .uint8
    case .uint32: self == .uint8 || self == .uint16
    case .uint64: self == .uint8 || self == .uint16 || self == .uint32
    case .int8, .uint8: false
    }
  }
}
