import Foundation

/// Lines over a socket between two processes.
enum Sockets {
  /// Sends all of `bytes`; false where nobody takes them any more.
  static func sendAll(_ bytes: Data, to socket: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// All bytes up to the end of a line, or of what comes; nil where neither came in time.
  static func line(from socket: Int32, within seconds: Int) -> Data? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var bytes = Data()
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.last != UInt8(ascii: "\n") {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return nil }
      var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(left.components.seconds + 1) * 1000) > 0 else { continue }
      let count = recv(socket, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }
}
