import CHDF5
import Diagnostics

/// An array of a new file that is written some rows at a time.
final class HDF5RowWriting<T: HDF5Number> {
  private let dataset: HDF5Handle
  private let shape: [Int]
  private let place: String

  /// Creates the array; the elements of a row follow one another.
  /// - Parameters:
  ///   - file: a file that is being created.
  ///   - object: the absolute path of the new array; its parent must exist.
  ///   - shape: the extents, rows first.
  ///   - chunk: the extents of a chunk.
  init(_ file: HDF5File, _ object: String, shape: [Int], chunk: [Int]) throws {
    place = file.place(object)
    self.shape = shape
    dataset = try withHDF5 { try file.createDataset(object, T.nativeType, shape, chunk: chunk) }
  }

  /// Writes a run of rows from memory of exactly as many elements.
  func write(rows: Range<Int>, _ elements: UnsafeBufferPointer<T>) throws {
    let extents = [rows.count] + shape.dropFirst()
    precondition(rows.upperBound <= shape[0] && elements.count == extents.reduce(1, *), "\(rows) of \(shape)")
    guard elements.count > 0 else { return }
    try withHDF5 {
      let file = try HDF5Handle(H5Dget_space(dataset.id), { H5Sclose($0) }) { notWritten(place, $0) }
      let (start, size) = ([rows.lowerBound] + shape.dropFirst().map { _ in 0 }, extents.map { hsize_t($0) })
      guard H5Sselect_hyperslab(file.id, H5S_SELECT_SET, start.map { hsize_t($0) }, nil, size, nil) >= 0 else {
        throw notWritten(place, hdf5Message())
      }
      let memory = try HDF5Handle(H5Screate_simple(Int32(size.count), size, nil), { H5Sclose($0) }) {
        notWritten(place, $0)
      }
      guard H5Dwrite(dataset.id, T.nativeType, memory.id, file.id, 0, elements.baseAddress) >= 0 else {
        throw notWritten(place, hdf5Message())
      }
    }
  }
}
