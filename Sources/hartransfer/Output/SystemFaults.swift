import Diagnostics
import Files
import Foundation

extension InputError {
  /// What the system refused to do with a file, in the words of all other messages: a full disk, a
  /// folder that may not be written, one that is gone. Nil for any other error.
  ///
  /// It is told as an input that was refused, since the user can mend it and the same command then
  /// goes on. An error of the system has another exit code than trials that failed.
  init?(refusedBySystem error: any Error) {
    if let error = error as? FileError {
      self.init(path: error.path, code: SystemRefusal.code(of: error.reason), reason: error.reason)
      return
    }
    let foundation = error as NSError
    let path = foundation.userInfo[NSFilePathErrorKey] as? String ?? (foundation.userInfo[NSURLErrorKey] as? URL)?.path
    guard let path, foundation.domain == NSCocoaErrorDomain else { return nil }
    let code = SystemRefusal.code(ofFoundation: foundation)
    self.init(
      path: path, code: code, reason: code.map { String(cString: strerror($0)) } ?? foundation.localizedDescription)
  }

  private init(path: String, code: Int32?, reason: String) {
    let refusal = code.flatMap { SystemRefusal.all[$0] } ?? .other
    self.init(
      SystemRefusal.place(of: path), found: "\(refusal.found) (\(reason))", expected: refusal.expected,
      advice: "\(refusal.advice) What was finished is kept: the same command goes on.")
  }
}

/// A reason for which the system refuses to read or to write a file.
private struct SystemRefusal {
  let found: String
  let expected: String
  let advice: String

  static let all: [Int32: Self] = [
    ENOSPC: fullDisk, EDQUOT: fullDisk, EFBIG: fullDisk, EROFS: readOnly, EACCES: forbidden, EPERM: forbidden,
    ENOENT: Self(
      found: "a folder or file that is gone", expected: "that it stays while the command runs",
      advice: "Was it deleted or moved?"),
    ENOTDIR: Self(
      found: "a file where a folder is needed", expected: "a folder", advice: "Name another place, or move the file."),
    EMFILE: tooMany, ENFILE: tooMany,
    EIO: Self(
      found: "a device that fails", expected: "a file that can be read and written",
      advice: "Look at the disk or the network share."),
    ESTALE: Self(
      found: "a file of a network share that was replaced", expected: "a file that stays",
      advice: "Look at the network share."),
  ]

  static let other = Self(
    found: "what the system refused", expected: "a file that can be read and written",
    advice: "Look at the place and its rights.")

  private static let fullDisk = Self(
    found: "no room on the disk", expected: "room to write", advice: "Free some, or name a folder on another disk.")
  private static let readOnly = Self(
    found: "a disk that can only be read", expected: "a place that can be written", advice: "Name another folder.")
  private static let forbidden = Self(
    found: "no right to read or write there", expected: "the rights to do so",
    advice: "Change them, or name another folder.")
  private static let tooMany = Self(
    found: "too many open files", expected: "fewer than the system allows", advice: "Raise 'ulimit -n'.")

  /// The number of a reason that the system put in words.
  static func code(of reason: String) -> Int32? {
    all.keys.sorted().first { String(cString: strerror($0)) == reason }
  }

  /// The number behind an error of Foundation, which does not always bring it along.
  static func code(ofFoundation error: NSError) -> Int32? {
    if let system = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map({ $0 as NSError }),
      system.domain == NSPOSIXErrorDomain
    {
      return Int32(system.code)
    }
    return switch CocoaError.Code(rawValue: error.code) {
    case .fileWriteOutOfSpace: ENOSPC
    case .fileWriteVolumeReadOnly: EROFS
    case .fileWriteNoPermission, .fileReadNoPermission: EACCES
    case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
    default: nil
    }
  }

  /// The file that a user knows: that of a temporary one is named by its folder.
  static func place(of path: String) -> String {
    let file = URL(fileURLWithPath: path)
    let isTemporary = file.lastPathComponent.hasPrefix(".") && path.hasSuffix(".tmp")
    return isTemporary ? file.deletingLastPathComponent().path : path
  }
}
