/// A factorisation that LAPACK could not give: the routine, its `info` and what that means.
public struct LinearAlgebraError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The LAPACK routine, such as `dpotrf`.
  public let routine: String
  /// What the routine returned: negative for a bad argument, positive for a numerical failure.
  public let info: Int
  /// The meaning of `info` for this routine.
  public let meaning: String

  public var description: String { "\(routine) returned info \(info): \(meaning)" }

  /// Throws unless `info` is 0. A negative info means NaN in an input here, since sizes are checked
  /// before.
  static func check(_ info: Int32, _ routine: String, failure: (Int) -> String) throws {
    guard info != 0 else { return }
    let meaning =
      switch info {
      case Int32(-1010), Int32(-1011): "there is not enough memory for its work space"
      case ..<0: "argument \(-info) is illegal, most often because it holds NaN; check the data for non-finite values"
      default: failure(Int(info))
      }
    throw LinearAlgebraError(routine: routine, info: Int(info), meaning: meaning)
  }
}
