import CHDF5
import CHDF5Shims
import Diagnostics

/// Writing groups and data sets. Times are never stored, so that equal contents give equal bytes.
extension HDF5File {
  /// Creates a group; its parent must exist.
  public func createGroup(_ object: String) throws {
    try withHDF5 {
      let creation = try Self.propertyList(hdf5_group_create_list(), place(object))
      H5Pset_obj_track_times(creation.id, false)
      let links = try linkList(object)
      _ = try HDF5Handle(H5Gcreate2(handle.id, object, links.id, creation.id, 0), { H5Gclose($0) }) { message in
        notWritten(place(object), message)
      }
    }
  }

  /// Writes an array, the last index fastest.
  ///
  /// - Parameters:
  ///   - elements: the numbers, in memory as they will lie in the file.
  ///   - shape: the extents; their product is the number of elements.
  ///   - object: the absolute path of the new data set; its parent must exist.
  ///   - chunk: the extents of a chunk; nil stores the array in one piece.
  ///   - compression: gzip level from 0 (off) to 9, after a shuffle of bytes; needs chunks.
  public func write<T: HDF5Number>(
    _ elements: UnsafeBufferPointer<T>, shape: [Int], to object: String, chunk: [Int]? = nil, compression: Int = 0
  ) throws {
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) elements for shape \(shape)")
    precondition(compression == 0 || chunk != nil, "only chunks can be compressed")
    try withHDF5 {
      let dataset = try createDataset(object, T.nativeType, shape, chunk: chunk, compression: compression)
      guard elements.count > 0 else { return }
      guard H5Dwrite(dataset.id, T.nativeType, 0, 0, 0, elements.baseAddress) >= 0 else {
        throw notWritten(place(object), hdf5Message())
      }
    }
  }

  /// Writes an array, the last index fastest; without a shape it has one extent.
  public func write<T: HDF5Number>(
    _ elements: [T], shape: [Int]? = nil, to object: String, chunk: [Int]? = nil, compression: Int = 0
  ) throws {
    try elements.withUnsafeBufferPointer {
      try write($0, shape: shape ?? [elements.count], to: object, chunk: chunk, compression: compression)
    }
  }

  /// Writes strings as UTF-8 of the length of the longest, padded with zero bytes, which keeps them
  /// in one piece.
  /// - Throws: `InputError` for a string that holds the character NUL.
  public func write(_ strings: [String], to object: String) throws {
    let place = place(object)
    for (row, string) in strings.enumerated() { try refuseNul(string, "\(place): row \(row)") }
    let bytes = max(strings.map(\.utf8.count).max() ?? 1, 1)
    try withHDF5 {
      let type = try stringType(place, bytes: bytes)
      H5Tset_cset(type.id, H5T_CSET_UTF8)
      H5Tset_strpad(type.id, H5T_STR_NULLPAD)
      let dataset = try createDataset(object, type.id, [strings.count])
      guard !strings.isEmpty else { return }
      guard H5Dwrite(dataset.id, type.id, 0, 0, 0, padded(strings, to: bytes)) >= 0 else {
        throw notWritten(place, hdf5Message())
      }
    }
  }

  /// Refuses text that a C string would cut short.
  func refuseNul(_ text: String, _ place: String) throws {
    guard text.utf8.contains(0) else { return }
    throw InputError(
      place, found: "the character NUL in '\(text.replacing("\0", with: "\\0"))'", expected: "text without it",
      advice: "Rename it.")
  }

  func createDataset(
    _ object: String, _ type: hid_t, _ shape: [Int], chunk: [Int]? = nil, compression: Int = 0
  ) throws -> HDF5Handle {
    let place = place(object)
    let creation = try Self.propertyList(hdf5_dataset_create_list(), place)
    H5Pset_obj_track_times(creation.id, false)
    // Every element is about to be written: do not fill the room with zeros first.
    H5Pset_fill_time(creation.id, H5D_FILL_TIME_NEVER)
    if let chunk {
      guard H5Pset_chunk(creation.id, Int32(chunk.count), chunk.map { hsize_t($0) }) >= 0 else {
        throw notWritten(place, hdf5Message())
      }
      if compression > 0 {
        guard H5Pset_shuffle(creation.id) >= 0, H5Pset_deflate(creation.id, UInt32(compression)) >= 0 else {
          throw notWritten(place, hdf5Message())
        }
      }
    }
    let extents = shape.map { hsize_t($0) }
    let space = try HDF5Handle(H5Screate_simple(Int32(shape.count), extents, nil), { H5Sclose($0) }) { message in
      notWritten(place, message)
    }
    let links = try linkList(object)
    let dataset = H5Dcreate2(handle.id, object, type, space.id, links.id, creation.id, 0)
    return try HDF5Handle(dataset, { H5Dclose($0) }) { notWritten(place, $0) }
  }

  private func linkList(_ object: String) throws -> HDF5Handle {
    let list = try Self.propertyList(hdf5_link_create_list(), place(object))
    H5Pset_char_encoding(list.id, H5T_CSET_UTF8)
    return list
  }
}
