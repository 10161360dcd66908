import CHDF5
import CHDF5Shims
import Diagnostics

/// Whether a data set holds its own numbers: all of them written, in this file, in a form that this
/// library unpacks. libhdf5 itself hands out zeros for what it does not find.
struct HDF5Storage {
  let dataset: HDF5Handle
  let creation: HDF5Handle
  let place: String

  /// - Throws: `InputError` that says what is not there.
  func check(_ shape: [Int], chunk: [Int]?) throws {
    try refuseOtherFiles()
    try refuseAbsentFilters()
    try refuseUnwritten(shape, chunk)
  }

  private func refuseOtherFiles() throws {
    if H5Pget_layout(creation.id) == H5D_VIRTUAL {
      let names = sources()
      throw HDF5File.isElsewhere(
        place, "a virtual data set" + (names.isEmpty ? "" : " made of \(names.joined(separator: ", "))"),
        expected: "an array that holds its numbers")
    }
    let count = H5Pget_external_count(creation.id)
    guard count <= 0 else {
      var name = [CChar](repeating: 0, count: 1024)
      var (offset, size) = (off_t(0), hsize_t(0))
      let isKnown = H5Pget_external(creation.id, 0, name.count - 1, &name, &offset, &size) >= 0
      throw HDF5File.isElsewhere(
        place, "numbers in \(count) other file\(count == 1 ? "" : "s")" + (isKnown ? " ('\(Self.text(name))')" : ""),
        expected: "an array that holds its numbers")
    }
  }

  /// The files that a virtual data set is made of, each once; at most a few are named.
  private func sources() -> [String] {
    var (count, most) = (0, 3)
    guard H5Pget_virtual_count(creation.id, &count) >= 0 else { return [] }
    var names: [String] = []
    for index in 0..<min(count, 1000) {
      var name = [CChar](repeating: 0, count: 1024)
      guard H5Pget_virtual_filename(creation.id, index, &name, name.count - 1) >= 0 else { continue }
      let text = Self.text(name) == "." ? "parts of this file" : "'\(Self.text(name))'"
      if !names.contains(text) { names.append(text) }
    }
    most = min(most, names.count)
    return names[..<most] + (names.count > most ? ["\(names.count - most) more"] : [])
  }

  private func refuseAbsentFilters() throws {
    for index in 0..<max(H5Pget_nfilters(creation.id), 0) {
      var (flags, count, configuration) = (UInt32(0), 0, UInt32(0))
      var name = [CChar](repeating: 0, count: 256)
      let id = H5Pget_filter2(creation.id, UInt32(index), &flags, &count, nil, name.count - 1, &name, &configuration)
      guard id >= 0, H5Zfilter_avail(id) <= 0 else { continue }
      let said = Self.text(name)
      throw InputError(
        place,
        found:
          "an array packed by the filter \(said.isEmpty ? "\(id)" : "'\(said)' (\(id))"), which is not available here",
        expected: "gzip, or no packing",
        advice: "Write it again with gzip (h5py: compression='gzip'), or not packed.")
    }
  }

  /// Contiguous arrays and chunks get storage when they are first written, unless the file's author
  /// asked for it at once. Then nothing tells what was written, and all of it counts.
  private func refuseUnwritten(_ shape: [Int], _ chunk: [Int]?) throws {
    guard !shape.contains(0) else { return }
    let advice = "Write all of it, fill values too where they are meant (h5py: d[...] = d[...])."
    guard let chunk, chunk.count == shape.count else {
      guard H5Pget_layout(creation.id) == H5D_CONTIGUOUS, H5Dget_storage_size(dataset.id) == 0 else { return }
      throw InputError(
        place, found: "an array of shape \(shape) that was never written", expected: "numbers or texts", advice: advice)
    }
    let space = try HDF5Handle(H5Dget_space(dataset.id), { H5Sclose($0) }) { message in
      damaged(place, message, expected: "a data set")
    }
    var written: hsize_t = 0
    guard H5Dget_num_chunks(dataset.id, space.id, &written) >= 0 else {
      throw damaged(place, hdf5Message(), expected: "a data set")
    }
    let wanted = zip(shape, chunk).reduce(1.0) { $0 * (Double($1.0) / Double($1.1)).rounded(.up) }
    guard Double(written) < wanted else { return }
    throw InputError(
      place,
      found: "an array of shape \(shape), of whose \(Int(exactly: wanted).map(String.init) ?? "\(wanted)") chunks "
        + (written == 0 ? "none was ever written" : "only \(written) were ever written"),
      expected: "all of them", advice: advice)
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
