import Diagnostics
import Parallelism

/// The elements in the type that is wanted, converted once, from the type that they are stored in.
extension MATArray {
  /// The elements as single-precision numbers.
  /// - Throws: `InputError` at the first one that is not finite.
  func floats(place: String) throws -> [Float] {
    let result: [Float] =
      switch stored {
      case .double: converted(Double.self) { Float($0) }
      case .single: converted(Float.self) { $0 }
      case .int8: converted(Int8.self) { Float($0) }
      case .uint8: converted(UInt8.self) { Float($0) }
      case .int16: converted(Int16.self) { Float($0) }
      case .uint16: converted(UInt16.self) { Float($0) }
      case .int32: converted(Int32.self) { Float($0) }
      case .uint32: converted(UInt32.self) { Float($0) }
      case .int64: converted(Int64.self) { Float($0) }
      case .uint64: converted(UInt64.self) { Float($0) }
      }
    if let bad = result.firstIndex(where: { !$0.isFinite }) {
      throw Self.refused(place, "\(result[bad]) at element \(bad)", "finite numbers")
    }
    return result
  }

  /// The elements as double-precision numbers, as they are; integers of 64 bits are rounded.
  package func doubles() -> [Double] {
    switch stored {
    case .double: converted(Double.self) { $0 }
    case .single: converted(Float.self) { Double($0) }
    case .int8: converted(Int8.self) { Double($0) }
    case .uint8: converted(UInt8.self) { Double($0) }
    case .int16: converted(Int16.self) { Double($0) }
    case .uint16: converted(UInt16.self) { Double($0) }
    case .int32: converted(Int32.self) { Double($0) }
    case .uint32: converted(UInt32.self) { Double($0) }
    case .int64: converted(Int64.self) { Double($0) }
    case .uint64: converted(UInt64.self) { Double($0) }
    }
  }

  /// The elements as whole numbers from 0 to 65,535.
  /// - Throws: `InputError` at the first one that is not.
  func unsigned16(place: String) throws -> [UInt16] {
    switch stored {
    case .uint16: converted(UInt16.self) { $0 }
    case .uint8: converted(UInt8.self) { UInt16($0) }
    case .double: try whole(Double.self, place) { UInt16(exactly: $0) }
    case .single: try whole(Float.self, place) { UInt16(exactly: $0) }
    case .int8: try whole(Int8.self, place) { UInt16(exactly: $0) }
    case .int16: try whole(Int16.self, place) { UInt16(exactly: $0) }
    case .int32: try whole(Int32.self, place) { UInt16(exactly: $0) }
    case .uint32: try whole(UInt32.self, place) { UInt16(exactly: $0) }
    case .int64: try whole(Int64.self, place) { UInt16(exactly: $0) }
    case .uint64: try whole(UInt64.self, place) { UInt16(exactly: $0) }
    }
  }

  @inline(__always)
  private func converted<Stored: BitwiseCopyable, Wanted>(
    _ type: Stored.Type, _ convert: (Stored) -> Wanted
  ) -> [Wanted] {
    [Wanted](room: count) { target, initialised in
      for index in 0..<count { target.initializeElement(at: index, to: convert(element(index, type))) }
      initialised = count
    }
  }

  @inline(__always)
  private func whole<Stored: BitwiseCopyable>(
    _ type: Stored.Type, _ place: String, _ convert: (Stored) -> UInt16?
  ) throws -> [UInt16] {
    var bad: Int?
    let result = [UInt16](room: count) { target, initialised in
      for index in 0..<count {
        let value = convert(element(index, type))
        if value == nil, bad == nil { bad = index }
        target.initializeElement(at: index, to: value ?? 0)
      }
      initialised = count
    }
    guard let bad else { return result }
    let value =
      switch declared {
      case .double: "\(doubles()[bad])"
      case .single: "\(Float(doubles()[bad]))"
      default: "\(element(bad, type))"
      }
    throw Self.refused(place, "\(value) at element \(bad)", "whole numbers from 0 to 65535")
  }

  @inline(__always)
  private func element<Stored: BitwiseCopyable>(_ index: Int, _ type: Stored.Type) -> Stored {
    elements.loadUnaligned(fromByteOffset: index * MemoryLayout<Stored>.size, as: type)
  }
}
