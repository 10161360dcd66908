/// An element type that BLAS and LAPACK know: `Float` or `Double`.
public protocol BLASScalar: BinaryFloatingPoint, Sendable, Codable where RawSignificand: FixedWidthInteger {}

extension Float: BLASScalar {}
extension Double: BLASScalar {}
