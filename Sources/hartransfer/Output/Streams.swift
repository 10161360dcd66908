import Foundation

/// The two streams that a program writes to, and what becomes of them when nobody reads any more.
enum Streams {
  /// Lets a write to a closed pipe fail instead of ending the process.
  ///
  /// A run whose messages nobody reads must still write its records.
  static func surviveClosedPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes a result. Where nobody reads it any more, the process ends in silence, by SIGPIPE as
  /// other tools do.
  static func writeResult(_ data: Data) {
    guard !write(data, to: STDOUT_FILENO), errno == EPIPE else { return }
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
  }

  /// Writes a message. One that cannot be written is dropped.
  static func writeMessage(_ text: String) { _ = write(Data(text.utf8), to: STDERR_FILENO) }

  /// Writes all bytes; false where that cannot be done, with `errno` set.
  private static func write(_ data: Data, to descriptor: Int32) -> Bool {
    data.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}
