import Diagnostics

/// How much larger than its file an array may become when it is unpacked.
///
/// Recordings and features shrink by a factor of some tens at most; zeros by a thousand. So a few
/// megabytes of zeros can ask for all memory.
public enum Expansion {
  /// Bytes that any file may unpack to.
  public static let always = 1 << 30
  /// Larger arrays may be so many times their file.
  public static let times = 100

  /// Whether `bytes` out of `stored` ones are too many.
  public static func isTooLarge(_ bytes: Int, outOf stored: Int) -> Bool {
    bytes > always && bytes / times > stored
  }

  /// The error for what is too large.
  public static func refused(_ place: String, _ bytes: Int, outOf stored: Int) -> InputError {
    InputError(
      place, found: "\(bytes) bytes packed into \(stored)", expected: "at most \(always), or \(times) times as many",
      advice: "It would take all memory. If it is right, write it without compression.")
  }
}
