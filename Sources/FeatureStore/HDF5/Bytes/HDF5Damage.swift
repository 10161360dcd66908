import CHDF5
import CHDF5Shims
import Diagnostics

/// Damage that libhdf5 does not tell, or tells once.
extension HDF5File {
  /// Notes that an object at a path of hard links alone does not open. At the next call libhdf5
  /// would hand out what it has of it.
  func noteFailure(_ path: String, _ message: String) {
    failures.withLock { $0[path] = $0[path] ?? message }
  }

  /// Refuses an object that did not open before, and what is below one, and an object whose header
  /// goes beyond its end. Each is looked at once; `object` is how messages call it.
  /// - Throws: `InputError` that says what was found.
  func refuseDamage(_ object: String, at path: String) throws {
    var above = path
    while true {
      if let message = failures.withLock({ $0[above] }) {
        throw damaged(place(object), message, expected: "a whole object")
      }
      guard above.count > 1, let end = above.lastIndex(of: "/") else { break }
      above = end == above.startIndex ? "/" : String(above[..<end])
    }
    var number: UInt64 = 0
    guard size > 0 else { return }
    guard hdf5_object_number(handle.id, path, &number) >= 0 else {
      let message = hdf5Message()
      noteFailure(path, message)
      throw damaged(place(object), message, expected: "a whole object")
    }
    guard soundHeaders.withLock({ !$0.contains(number) }), let bytes = HDF5Bytes(self) else { return }
    guard HDF5ObjectHeader(bytes: bytes).isSound(at: Int(clamping: number)) else {
      throw InputError(
        place(object), found: "a header with a message beyond its end", expected: "a whole header",
        advice: "The file is damaged: copy or write it again.")
    }
    soundHeaders.withLock { _ = $0.insert(number) }
  }
}
