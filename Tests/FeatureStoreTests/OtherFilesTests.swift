import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import FeatureStore

/// What libhdf5 would follow, fill up or fail on without a word of help.
@Suite("Files that do not hold their own numbers") struct OtherFilesTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("a.h5")
    try HDF5File.create(folder.file("other.h5")) { file in
      try file.createGroup("/g")
      try file.write([1, 2, 3, 4] as [Double], to: "/x")
      try file.write([1, 2, 3, 4] as [Double], to: "/g/x")
    }
  }

  /// Writes `a.h5` with a whole array `/own/y`, and what `contents` adds.
  private func write(_ contents: (hid_t) throws -> Void) throws {
    try withHDF5 {
      let file = H5Fcreate(url.path, hdf5_truncate(), 0, 0)
      try #require(file >= 0)
      let group = H5Gcreate2(file, "/own", 0, 0, 0)
      H5Gclose(group)
      try dataset(file, "/own/y", [4]) { _ in }
      try contents(file)
      #expect(H5Fclose(file) >= 0)
    }
  }

  /// An array of doubles, 1, 2, ..., written where `isWritten`.
  private func dataset(
    _ file: hid_t, _ path: String, _ shape: [Int], isWritten: Bool = true, _ prepare: (hid_t) throws -> Void
  ) throws {
    let list = H5Pcreate(hdf5_dataset_create_list())
    defer { H5Pclose(list) }
    try prepare(list)
    let space = H5Screate_simple(Int32(shape.count), shape.map { hsize_t($0) }, nil)
    let dataset = H5Dcreate2(file, path, hdf5_native_double(), space, 0, list, 0)
    try #require(dataset >= 0)
    if isWritten {
      let numbers = (0..<shape.reduce(1, *)).map { Double($0 + 1) }
      #expect(H5Dwrite(dataset, hdf5_native_double(), 0, 0, 0, numbers) >= 0)
    }
    H5Dclose(dataset)
    H5Sclose(space)
  }

  private func virtual(_ file: hid_t, source: String, path: String = "/x") throws {
    try dataset(file, "/v", [4], isWritten: false) { list in
      let space = H5Screate_simple(1, [4], nil)
      #expect(H5Pset_virtual(list, space, source, path, space) >= 0)
      H5Sclose(space)
    }
  }

  private func refusal(_ path: String) throws -> InputError? {
    let file = try HDF5File(reading: url)
    #expect(try file.dataset("/own/y").read() == [1, 2, 3, 4] as [Double])
    let error = #expect(throws: InputError.self) { try file.dataset(path).read(as: Double.self) }
    #expect(error?.place == "\(url.path): \(path)")
    #expect(error?.advice.contains("damaged") == false)
    return error
  }

  @Test("a virtual data set is refused with its sources, be they absent, there, or parts of its own file")
  func virtualSources() throws {
    for (source, said) in [("other.h5", "'other.h5'"), ("absent.h5", "'absent.h5'"), (".", "parts of this file")] {
      try write { try virtual($0, source: source, path: source == "." ? "/own/y" : "/x") }
      let error = try refusal("/v")
      #expect(error?.found == "a virtual data set made of \(said)")
      #expect(error?.advice.contains("write the numbers themselves into this file") == true)
    }
  }

  @Test("numbers kept in raw files beside the file are refused by the files' name")
  func external() throws {
    try Data(count: 32).write(to: folder.file("raw.bin"))
    try write { file in
      try dataset(file, "/raw", [4], isWritten: false) { #expect(H5Pset_external($0, "raw.bin", 0, 32) >= 0) }
    }
    #expect(try refusal("/raw")?.found == "numbers in 1 other file ('raw.bin')")
  }

  @Test("no link leaves the file: external ones, soft ones that lead there, groups behind them, kinds of others")
  func links() throws {
    try write { file in
      H5Lcreate_external("other.h5", "/x", file, "/away", 0, 0)
      H5Lcreate_external("other.h5", "/g", file, "/group", 0, 0)
      H5Lcreate_external("absent.h5", "/g", file, "/lost", 0, 0)
      H5Lcreate_soft("/away", file, "/soft", 0, 0)
      H5Lcreate_soft("/group/x", file, "/own/deep", 0, 0)
      H5Lcreate_external("a.h5", "/own/y", file, "/self", 0, 0)
      H5Lcreate_external("other.h5", "/x", file, "/odd", 0, 0)
    }
    // A link message: version, flags, type, length of the name, name.
    var bytes = try Data(contentsOf: url)
    let place = try #require(bytes.firstRange(of: Data([1, 8, 64, 3] + Array("odd".utf8))))
    bytes[place.lowerBound + 2] = 200
    try bytes.write(to: url)
    for path in ["/away", "/soft", "/group/x", "/own/deep", "/lost", "/self"] {
      #expect(try refusal(path)?.found.hasPrefix("an external link to '") == true, "\(path)")
    }
    #expect(try refusal("/away")?.found == "an external link to '/x' of 'other.h5'")
    #expect(try refusal("/odd")?.found == "a link of a kind of its own")
    let file = try HDF5File(reading: url)
    #expect(throws: InputError.self) { try file.children("/group") }
    #expect(throws: InputError.self) { try file.stringAttribute("schema", of: "/group") }
    #expect(try file.objects().filter { $0.content == .dataset }.map(\.path) == ["/own/y"])
  }

  @Test("a feature file whose features, tables or modalities are in another file is refused")
  func featureFile() throws {
    try FeatureFile.write(try exampleSet(), to: folder.file("whole.h5"))
    for object in ["/labels", "/modalities", "/modalities/skeleton", "/modalities/skeleton/features", "/sample_ids"] {
      try? FileManager.default.removeItem(at: url)
      try FileManager.default.copyItem(at: folder.file("whole.h5"), to: url)
      withHDF5 {
        let file = H5Fopen(url.path, 1, 0)  // 1: read and write
        #expect(H5Ldelete(file, object, 0) >= 0)
        #expect(H5Lcreate_external("whole.h5", object, file, object, 0, 0) >= 0)
        H5Fclose(file)
      }
      let error = #expect(throws: InputError.self) { try FeatureFile.read(url) }
      #expect(
        error?.found.hasPrefix("an external link to '\(object)'") == true, "\(object): \(error?.description ?? "")")
    }
  }

  @Test("links within the file are followed; in a circle, or to nothing, they lead nowhere")
  func ownLinks() throws {
    try write { file in
      H5Lcreate_soft("own/y", file, "/one", 0, 0)
      H5Lcreate_soft("/one", file, "/own/two", 0, 0)
      H5Lcreate_soft(".", file, "/own/here", 0, 0)
      H5Lcreate_soft("/own", file, "/folder", 0, 0)
      H5Lcreate_hard(file, "/own/y", file, "/three", 0, 0)
      H5Lcreate_soft("/loop", file, "/loop", 0, 0)
      H5Lcreate_soft("/none", file, "/nothing", 0, 0)
    }
    let file = try HDF5File(reading: url)
    for path in ["/one", "/own/two", "/folder/y", "/folder/here/two", "/three"] {
      #expect(try file.dataset(path).read() == [1, 2, 3, 4] as [Double], "\(path)")
      #expect(try file.dataset(path).path == path)
    }
    for path in ["/loop", "/nothing", "/loop/x", "/own/y/x"] {
      #expect(!file.exists(path))
      #expect(throws: InputError.self) { try file.dataset(path) }
    }
  }

  @Test("arrays and chunks that were never written are refused; those with room from the start and empty ones are not")
  func unwritten() throws {
    try write { file in
      try dataset(file, "/late", [4], isWritten: false) { _ in }
      try dataset(file, "/early", [4], isWritten: false) { H5Pset_alloc_time($0, H5D_ALLOC_TIME_EARLY) }
      try dataset(file, "/chunks", [4, 5], isWritten: false) { H5Pset_chunk($0, 2, [2, 2]) }
      try dataset(file, "/room", [4, 5], isWritten: false) { list in
        H5Pset_chunk(list, 2, [2, 2])
        H5Pset_alloc_time(list, H5D_ALLOC_TIME_EARLY)
      }
      try dataset(file, "/whole", [4, 5]) { H5Pset_chunk($0, 2, [3, 2]) }
      try dataset(file, "/packed", [4, 5]) { list in
        H5Pset_chunk(list, 2, [3, 2])
        H5Pset_deflate(list, 4)
      }
      try dataset(file, "/empty", [0, 5], isWritten: false) { _ in }
      try dataset(file, "/emptyChunks", [0, 5], isWritten: false) { H5Pset_chunk($0, 2, [2, 2]) }
      try dataset(file, "/compact", [2], isWritten: false) { H5Pset_layout($0, H5D_COMPACT) }
      // Three of four rows, in two of three chunks.
      try dataset(file, "/part", [6], isWritten: false) { H5Pset_chunk($0, 1, [2]) }
      let part = H5Dopen2(file, "/part", 0)
      let (space, memory) = (H5Dget_space(part), H5Screate_simple(1, [3], nil))
      H5Sselect_hyperslab(space, H5S_SELECT_SET, [0], nil, [3], nil)
      #expect(H5Dwrite(part, hdf5_native_double(), memory, space, 0, [1, 2, 3] as [Double]) >= 0)
      H5Sclose(space)
      H5Sclose(memory)
      H5Dclose(part)
    }
    #expect(try refusal("/late")?.found == "an array of shape [4] that was never written")
    #expect(try refusal("/chunks")?.found.hasSuffix("6 chunks none was ever written") == true)
    #expect(try refusal("/part")?.found == "an array of shape [6], of whose 3 chunks only 2 were ever written")
    let file = try HDF5File(reading: url)
    for path in ["/early", "/room", "/whole", "/packed", "/empty", "/emptyChunks", "/compact"] {
      let dataset = try file.dataset(path)
      #expect(try dataset.read(as: Double.self).count == dataset.count, "\(path)")
    }
    #expect(try file.dataset("/packed").read() == (1...20).map(Double.init))
  }

  @Test("a filter that is not available is named, and nobody is told of damage")
  func filters() throws {
    try write { file in
      try dataset(file, "/lzf", [4], isWritten: false) { list in
        H5Pset_chunk(list, 1, [2])
        H5Pset_alloc_time(list, H5D_ALLOC_TIME_EARLY)
        // Optional, as h5py writes it: then the library lets it be.
        #expect(H5Pset_filter(list, 32000, UInt32(H5Z_FLAG_OPTIONAL), 0, nil) >= 0)
      }
    }
    let error = try refusal("/lzf")
    #expect(error?.found.contains("32000") == true && error?.found.contains("not available") == true)
    #expect(error?.advice.contains("gzip") == true)
  }

  @Test("a file that another program writes is named as such, and so is one that was not closed")
  func inUse() throws {
    try write { _ in }
    let descriptor = open(url.path, O_RDWR)
    #expect(flock(descriptor, LOCK_EX) == 0)
    let locked = #expect(throws: InputError.self) { try HDF5File(reading: url) }
    #expect(locked?.found == "an HDF5 file that another program has open for writing")
    flock(descriptor, LOCK_SH)
    _ = try HDF5File(reading: url)
    close(descriptor)
    _ = try HDF5File(reading: url)

    let copy = folder.file("killed.h5")
    try withHDF5 {
      let access = H5Pcreate(hdf5_file_access_list())
      H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110)
      H5Pset_file_locking(access, false, true)
      let file = H5Fcreate(url.path, hdf5_truncate(), 0, access)
      H5Fflush(file, H5F_SCOPE_GLOBAL)
      try FileManager.default.copyItem(at: url, to: copy)
      H5Fclose(file)
      H5Pclose(access)
    }
    let killed = #expect(throws: InputError.self) { try HDF5File(reading: copy) }
    #expect(killed?.found == locked?.found)
    #expect(killed?.advice.contains("killed") == true)
    let cut = folder.file("cut.h5")
    try Data(contentsOf: folder.file("other.h5")).dropLast(100).write(to: cut)
    #expect(throws: InputError.self) { try HDF5File(reading: cut) }
  }

  @Test("groups 400 deep are walked, links on the way followed once each", .hangs(after: 1))
  func depth() throws {
    let deep = folder.file("deep.h5")
    try HDF5File.create(deep) { file in
      var path = ""
      for _ in 0..<400 {
        path += "/g"
        try file.createGroup(path)
      }
      try file.write([1] as [Double], to: path + "/x")
    }
    let objects = try HDF5File(reading: deep).objects()
    #expect(objects.map(\.path) == [String(repeating: "/g", count: 400) + "/x"] && objects[0].content == .dataset)
  }
}
