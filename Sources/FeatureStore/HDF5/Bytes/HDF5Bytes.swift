import CHDF5
import Foundation

/// The bytes of an open file, beside what libhdf5 makes of them.
final class HDF5Bytes {
  /// Bytes of the file.
  let size: Int
  /// Where addresses count from.
  let base: Int
  private let descriptor: Int32

  /// Nil where the file is being written, where it does not open again, and where addresses or
  /// lengths take another number of bytes than 8.
  init?(_ file: HDF5File) {
    guard file.size > 0, let base = Self.base(file) else { return nil }
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    (size, self.base, self.descriptor) = (file.size, base, descriptor)
  }

  deinit { close(descriptor) }

  /// `count` bytes from `offset` on; nil where the file does not have them.
  func read(_ offset: Int, _ count: Int) -> [UInt8]? {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  /// A whole number as HDF5 stores it, lowest byte first.
  static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    Int(clamping: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  private static func base(_ file: HDF5File) -> Int? {
    withHDF5 {
      let creation = H5Fget_create_plist(file.handle.id)
      guard creation >= 0 else { return nil }
      defer { H5Pclose(creation) }
      var (base, addressBytes, lengthBytes): (hsize_t, Int, Int) = (0, 0, 0)
      guard H5Pget_userblock(creation, &base) >= 0, H5Pget_sizes(creation, &addressBytes, &lengthBytes) >= 0,
        addressBytes == 8, lengthBytes == 8
      else { return nil }
      return Int(clamping: base)
    }
  }
}
