import CHDF5
import CHDF5Shims
import Diagnostics
import Files
import Foundation
import Locks

/// An open HDF5 file, closed with its last owner. May be shared between threads: calls enter
/// libhdf5 one at a time.
///
/// Every error is an `InputError` that names the file, the object in it, what was found and what
/// was expected.
public final class HDF5File: Sendable {
  /// The path as messages name it.
  public let path: String
  /// Bytes of the file when it was opened; 0 for a new one.
  let size: Int
  let handle: HDF5Handle
  /// The numbers of objects whose headers were looked at.
  let soundHeaders = Mutex<Set<UInt64>>([])
  /// What libhdf5 said of objects that did not open, by their paths of hard links alone.
  let failures = Mutex<[String: String]>([:])

  private init(_ path: String, _ size: Int, _ handle: HDF5Handle) {
    self.path = path
    self.size = size
    self.handle = handle
  }

  /// Opens a file to read it.
  ///
  /// No file lock is held, so that read-only and network file systems work; files of this package
  /// are replaced as a whole and never change under a reader.
  /// - Parameters:
  ///   - url: the file.
  ///   - isSealed: whether its seal was compared: then it is what this package wrote, and no other
  ///     process needs to read it first (`FileCheck`).
  /// - Throws: `InputError` when there is no such file, when it is no HDF5 file, when another
  ///   program has it open for writing, or when it is damaged or cut short. Also where another
  ///   process crashed on it.
  public convenience init(reading url: URL, isSealed: Bool = false) throws {
    let path = url.path
    guard FileManager.default.fileExists(atPath: path) else {
      throw InputError(
        url.relativePath, found: "no such file", expected: "an HDF5 file",
        advice: suggestion(forMissing: url.relativePath, otherwise: "Check the path."))
    }
    try RegularFile.check(url, expected: "an HDF5 file")
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw InputError(
        path, found: "a file that may not be read", expected: "an HDF5 file", advice: "Check its rights.")
    }
    if !isSealed { try FileCheck.check(url) }
    let (size, handle) = try withHDF5 {
      guard H5Fis_hdf5(path) > 0 else {
        throw InputError(
          path, found: "a file of another kind", expected: "an HDF5 file",
          advice: "Check the path; was the file downloaded whole?")
      }
      try HDF5Opening.refuseFileInUse(path)
      let access = try Self.accessList(path)
      let handle = try HDF5Handle(H5Fopen(path, hdf5_read_only(), access.id), { H5Fclose($0) }) { message in
        HDF5Opening.failure(path, message)
      }
      var size: hsize_t = 0
      guard H5Fget_filesize(handle.id, &size) >= 0 else {
        throw damaged(path, hdf5Message(), expected: "a whole HDF5 file")
      }
      return (Int(clamping: size), handle)
    }
    self.init(path, size, handle)
  }

  /// Creates a file, lets `contents` write it, and puts it at `url` when, and only when, it is
  /// whole.
  ///
  /// The format is that of HDF5 1.8 and no object holds a time, so equal contents give equal bytes.
  /// No object that `contents` opens may outlive it.
  /// - Parameters:
  ///   - url: the file; one that is there is replaced.
  ///   - seal: the key in the file's seal (`FileSeal`); nil for no seal.
  ///   - contents: writes everything that the file holds.
  /// - Throws: what `contents` throws, `InputError` when libhdf5 cannot write; `url` is then
  ///   untouched.
  public static func create(
    _ url: URL, seal: (key: String, note: String)? = nil, _ contents: (HDF5File) throws -> Void
  ) throws {
    try AtomicFile.replacing(url) { temporary in
      let path = url.path
      let handle = try withHDF5 {
        let access = try accessList(path)
        // Headers of 1.8 hold checksums, so that most damage is an error instead of nonsense.
        H5Pset_libver_bounds(access.id, H5F_LIBVER_V18, H5F_LIBVER_V18)
        let creation = try propertyList(hdf5_file_create_list(), path)
        H5Pset_obj_track_times(creation.id, false)
        if seal != nil { H5Pset_userblock(creation.id, hsize_t(FileSeal.size)) }
        let file = H5Fcreate(temporary.path, hdf5_truncate(), creation.id, access.id)
        return try HDF5Handle(file, { H5Fclose($0) }) { notWritten(path, $0) }
      }
      let file = HDF5File(path, 0, handle)
      try contents(file)
      // Chunks wait in caches until here; without these checks a full disk would be found out by
      // the reader.
      try withHDF5 {
        guard H5Fflush(handle.id, H5F_SCOPE_GLOBAL) >= 0, handle.close() else { throw notWritten(path, hdf5Message()) }
      }
      if let seal { try FileSeal.write(key: seal.key, note: seal.note, into: temporary) }
    }
  }

  private static func accessList(_ path: String) throws -> HDF5Handle {
    let access = try propertyList(hdf5_file_access_list(), path)
    H5Pset_file_locking(access.id, false, true)
    return access
  }

  /// A new property list of the given class.
  static func propertyList(_ kind: hid_t, _ place: String) throws -> HDF5Handle {
    try HDF5Handle(H5Pcreate(kind), { H5Pclose($0) }) { damaged(place, $0, expected: "a property list") }
  }

  /// How messages name an object of this file.
  func place(_ object: String) -> String { "\(path): \(object)" }
}
