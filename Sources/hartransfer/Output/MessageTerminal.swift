import Foundation

/// The terminal that messages are shown on.
enum MessageTerminal {
  /// Whether messages go to a terminal that can write over its last line.
  static let showsMessages =
    isatty(STDERR_FILENO) == 1
    && ProcessInfo.processInfo.environment["TERM"].map { $0 != "dumb" && !$0.isEmpty } == true

  /// The columns of the terminal at this moment; 80 where it does not say.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
