import CHDF5
import CHDF5Shims
import Diagnostics
import Files
import Locks

/// A data set of an open HDF5 file: shape, element type and reading, whole or by rows.
///
/// The chunk cache is made large enough for one row of chunks (at most 256 MB), since a chunk that
/// does not fit is read and decompressed again for every row. May be shared between threads.
public final class HDF5Dataset: Sendable {
  /// The largest chunk cache, in bytes.
  static let largestCache = 256 << 20

  public let file: HDF5File
  /// The absolute path in the file.
  public let path: String
  /// The extents, slowest first; empty for a single value.
  public let shape: [Int]
  /// The extents of a chunk; nil where the data set is stored in another way.
  public let chunkShape: [Int]?
  public let elementType: HDF5ElementType
  let handle: HDF5Handle
  let packing: HDF5Packing
  /// The offsets of chunks that hold as many bytes as they should.
  let wholeChunks = Mutex<Set<[Int]>>([])

  /// Number of elements.
  public var count: Int { shape.reduce(1, *) }
  /// Number of elements in one row: one index of the first extent.
  public var rowCount: Int { shape.dropFirst().reduce(1, *) }
  /// How messages name the data set.
  public var place: String { file.place(path) }

  /// Opens the data set at `path`; the hard links of `target` lead to it.
  init(_ file: HDF5File, _ path: String, at target: String) throws {
    self.file = file
    self.path = path
    let place = file.place(path)
    let first = try Self.open(file, target, place, 0)
    elementType = try Self.elementType(first, place)
    shape = try Self.shape(first, place)
    let creation = try HDF5Handle(H5Dget_create_plist(first.id), { H5Pclose($0) }) { message in
      damaged(place, message, expected: "a data set")
    }
    chunkShape = Self.chunkShape(creation, rank: shape.count)
    packing = HDF5Packing(creation)
    try HDF5Storage(dataset: first, creation: creation, place: place).check(shape, chunk: chunkShape)
    try Self.checkSize(shape, elementType, file: file.size, place)
    try Self.checkStored(first, creation, shape, of: elementType.size, place)
    guard let cache = Self.cache(shape, chunkShape, elementType.size) else {
      handle = first
      return
    }
    // The cache is fixed when a data set is opened, and shared by all that open it at the same
    // time: close it first.
    guard first.close() else { throw damaged(place, hdf5Message(), expected: "a data set") }
    let access = try HDF5File.propertyList(hdf5_dataset_access_list(), place)
    H5Pset_chunk_cache(access.id, cache.slots, cache.bytes, 0.75)
    handle = try Self.open(file, target, place, access.id)
  }

  private static func open(_ file: HDF5File, _ path: String, _ place: String, _ access: hid_t) throws -> HDF5Handle {
    try HDF5Handle(H5Dopen2(file.handle.id, path, access), { H5Dclose($0) }) { message in
      damaged(place, message, expected: "a data set")
    }
  }

  private static func elementType(_ dataset: HDF5Handle, _ place: String) throws -> HDF5ElementType {
    let type = try HDF5Handle(H5Dget_type(dataset.id), { H5Tclose($0) }) { message in
      damaged(place, message, expected: "a data set")
    }
    return HDF5ElementType(type.id)
  }

  private static func shape(_ dataset: HDF5Handle, _ place: String) throws -> [Int] {
    let space = try HDF5Handle(H5Dget_space(dataset.id), { H5Sclose($0) }) { message in
      damaged(place, message, expected: "a data set")
    }
    guard H5Sget_simple_extent_type(space.id) != H5S_NULL else {
      throw InputError(place, found: "a data set without a shape", expected: "an array")
    }
    let rank = Int(H5Sget_simple_extent_ndims(space.id))
    guard rank >= 0 else { throw damaged(place, hdf5Message(), expected: "a data set") }
    var extents = [hsize_t](repeating: 0, count: max(rank, 1))
    var largest = extents
    H5Sget_simple_extent_dims(space.id, &extents, &largest)
    guard zip(extents, largest).prefix(rank).allSatisfy({ $0 <= $1 }) else {
      throw InputError(
        place, found: "shape \(extents.prefix(rank)), which may grow to \(largest.prefix(rank)) at most",
        expected: "no more than that", advice: "The file is damaged: copy or write it again.")
    }
    return extents.prefix(rank).map { Int(clamping: $0) }
  }

  private static func chunkShape(_ creation: HDF5Handle, rank: Int) -> [Int]? {
    guard H5Pget_layout(creation.id) == H5D_CHUNKED else { return nil }
    var extents = [hsize_t](repeating: 0, count: max(rank, 1))
    guard H5Pget_chunk(creation.id, Int32(rank), &extents) == Int32(rank) else { return nil }
    let shape = extents.prefix(rank).map { Int(clamping: $0) }
    return shape.allSatisfy { $0 > 0 } ? shape : nil
  }

  /// Refuses a shape that the file cannot hold, before memory is asked for. A damaged header shows
  /// such shapes.
  ///
  /// gzip saves at most a factor of 1,032; 64 MB are let through whatever the file's size.
  private static func checkSize(_ shape: [Int], _ type: HDF5ElementType, file: Int, _ place: String) throws {
    var bytes = max(type.size, 1)
    var fits = true
    for extent in shape {
      // An extent of 0 must not hide the others: their product is the size of a row.
      let (product, overflow) = bytes.multipliedReportingOverflow(by: max(extent, 1))
      bytes = product
      if overflow { fits = false }
    }
    if fits { fits = bytes <= 64 << 20 || bytes / 2000 <= file }
    guard fits else {
      throw InputError(
        place, found: "shape \(shape) of \(type)", expected: "no more than the file's \(file) bytes can hold",
        advice: "The file may be damaged or cut short: copy or write it again.")
    }
    guard !Expansion.isTooLarge(bytes, outOf: file) else { throw Expansion.refused(place, bytes, outOf: file) }
  }

  /// Refuses an array in one piece that has fewer bytes than its shape says. One without any was
  /// never written.
  private static func checkStored(
    _ dataset: HDF5Handle, _ creation: HDF5Handle, _ shape: [Int], of bytes: Int, _ place: String
  ) throws {
    guard H5Pget_layout(creation.id) == H5D_CONTIGUOUS else { return }
    // Text of variable length is stored as places, which take more than pointers in memory.
    let (stored, wanted) = (Int(clamping: H5Dget_storage_size(dataset.id)), shape.reduce(bytes, *))
    guard stored == 0 || stored >= wanted else {
      throw InputError(
        place, found: "\(stored) bytes for shape \(shape)", expected: "\(wanted) bytes",
        advice: "The file is damaged: copy or write it again.")
    }
  }

  /// The cache that holds one row of chunks, where the library's 1 MB does not.
  private static func cache(_ shape: [Int], _ chunk: [Int]?, _ size: Int) -> (slots: Int, bytes: Int)? {
    guard let chunk, chunk.count == shape.count, !shape.isEmpty else { return nil }
    let chunksInRow = zip(shape, chunk).dropFirst().reduce(1.0) { $0 * (Double($1.0) / Double($1.1)).rounded(.up) }
    let bytes = chunk.reduce(Double(size)) { $0 * Double($1) } * max(chunksInRow, 1)
    guard bytes > Double(1 << 20) else { return nil }
    // Ten slots a chunk, so that few chunks share one; an odd number.
    return (Int(min(max(chunksInRow * 10, 521), 1_000_000)) | 1, Int(min(bytes, Double(largestCache))))
  }
}
