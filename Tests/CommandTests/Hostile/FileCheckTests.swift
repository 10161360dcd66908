import CHDF5
import CHDF5Shims
import Diagnostics
import Files
import Foundation
import TestSupport
import Testing

@testable import FeatureStore

/// Files that crash a C library, or keep it for ever: another process pays for them.
@Suite("Files that end their reader", .serialized) struct FileCheckTests {
  /// A file with text of variable length, and the size that libhdf5 trusts. An attribute among many
  /// holds it: that of few is read without libhdf5.
  private struct Text {
    let bytes: [UInt8]
    /// The size of the first text on the heap, eight bytes.
    let size: Int
    /// A size that leaves the memory of any allocator behind.
    static let beyond: UInt64 = 0x7FF_FFF0

    init(in folder: URL) throws {
      let url = folder.appendingPathComponent("text.h5")
      withHDF5 {
        let access = H5Pcreate(hdf5_file_access_list())
        H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18)
        let file = H5Fcreate(url.path, hdf5_truncate(), 0, access)
        let type = H5Tcopy(hdf5_c_string())
        H5Tset_size(type, hdf5_variable_length())
        var extent: hsize_t = 3
        let space = H5Screate_simple(1, &extent, nil)
        let list = H5Pcreate(hdf5_dataset_create_list())
        H5Pset_attr_phase_change(list, 0, 0)
        let array = H5Dcreate2(file, "array", hdf5_native_double(), space, 0, list, 0)
        #expect(H5Dwrite(array, hdf5_native_double(), 0, 0, 0, [1.0, 2, 3]) >= 0)
        let attribute = H5Acreate2(array, "text", type, space, 0, 0)
        var texts = ["one", "three", "seven"].map { (text: String) in strdup(text) }
        #expect(H5Awrite(attribute, type, &texts) >= 0)
        for text in texts { free(text) }
        H5Aclose(attribute)
        H5Dclose(array)
        for id in [list, access] { H5Pclose(id) }
        H5Sclose(space)
        H5Tclose(type)
        H5Fclose(file)
      }
      let bytes = [UInt8](try Data(contentsOf: url))
      let heap = try #require(bytes.indices.first { bytes[$0...].starts(with: "GCOL".utf8) })
      (self.bytes, size) = (bytes, heap + 24)
    }

    /// The file with some bytes of its own.
    func write<T: FixedWidthInteger>(_ value: T, at place: Int, to url: URL) throws {
      var changed = bytes
      changed.replaceSubrange(
        place..<place + MemoryLayout<T>.size, with: withUnsafeBytes(of: value.littleEndian, Array.init))
      try Data(changed).write(to: url)
    }
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer {
      FileCheck.end()
      try? FileManager.default.removeItem(at: folder)
    }
    try body(folder)
  }

  private func begin(_ limits: FileCheck.Limits = .init()) {
    FileCheck.begin(with: ReadingProgram(HARTransfer.executable, arguments: ["__read-files"], limits: limits))
  }

  @Test("a text of a size that libhdf5 believes ends no program: it is refused on one line that names the file")
  func crashes() throws {
    try withFolder { folder in
      let text = try Text(in: folder)
      let file = folder.appendingPathComponent("changed.h5")
      var ended = 0
      for size in [0xFFF0, Text.beyond, UInt64(Int64.max) - 255, UInt64.max - 7, 5] {
        try text.write(size, at: text.size, to: file)
        let output = try HARTransfer.run("inspect", file.path)
        #expect([0, 2].contains(output.code), "size \(size): \(output.code) \(output.standardError)")
        guard output.code == 2 else { continue }
        let error = output.standardError.trimmingCharacters(in: .newlines)
        #expect(error.contains(file.path) && !error.contains("\n"), "\(error)")
        if error.contains("whose reader was ended by signal") { ended += 1 }
      }
      #expect(ended > 0, "nothing crashed: the test shows nothing")
    }
  }

  @Test("a file that keeps its reader for ever is refused after its time", .hangs(after: 2))
  func hangs() throws {
    try withFolder { folder in
      let text = try Text(in: folder)
      let file = folder.appendingPathComponent("changed.h5")
      try text.write(UInt64(0), at: text.size, to: file)
      var limits = FileCheck.Limits()
      limits.processorSeconds = 1
      begin(limits)
      let error = #expect(throws: InputError.self) { try FileCheck.check(file) }
      #expect(error?.place == file.path)
      #expect(error?.found.contains("longer than 1 s of a processor") == true, "\(error?.found ?? "")")
      limits.processorSeconds = 1000
      limits.seconds = 2
      begin(limits)
      let late = #expect(throws: InputError.self) { try FileCheck.check(file) }
      #expect(late?.found.contains("longer than 2 s to be read") == true, "\(late?.found ?? "")")
    }
  }

  @Test("texts that take more memory than a reader may have are refused before this process asks for it")
  func memory() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("large.h5")
      withHDF5 {
        let file = H5Fcreate(url.path, hdf5_truncate(), 0, 0)
        let type = H5Tcopy(hdf5_c_string())
        H5Tset_size(type, 1 << 20)
        var extent: hsize_t = 300
        let space = H5Screate_simple(1, &extent, nil)
        let list = H5Pcreate(hdf5_dataset_create_list())
        var chunk: hsize_t = 10
        H5Pset_chunk(list, 1, &chunk)
        H5Pset_deflate(list, 1)
        let array = H5Dcreate2(file, "text", type, space, 0, list, 0)
        #expect(H5Dwrite(array, type, 0, 0, 0, [UInt8](repeating: 0, count: Int(extent) << 20)) >= 0)
        H5Dclose(array)
        H5Pclose(list)
        H5Sclose(space)
        H5Tclose(type)
        H5Fclose(file)
      }
      var limits = FileCheck.Limits()
      limits.memory = 256 << 20
      begin(limits)
      let error = #expect(throws: InputError.self) { try FileCheck.check(url) }
      #expect(error?.found.contains("more than 256 MiB") == true, "\(error?.found ?? "")")
    }
  }

  @Test("what was read is remembered until the file changes; a crash ends one file and not the rest")
  func remembered() throws {
    try withFolder { folder in
      let text = try Text(in: folder)
      let files = (0..<5).map { folder.appendingPathComponent("\($0).h5") }
      for file in files { try Data(text.bytes).write(to: file) }
      try text.write(Text.beyond, at: text.size, to: files[2])
      begin()
      for _ in 0..<2 {
        for (index, file) in files.enumerated() {
          if index == 2 {
            #expect(throws: InputError.self) { try FileCheck.check(file) }
          } else {
            #expect(throws: Never.self) { try FileCheck.check(file) }
          }
        }
        #expect(FileCheck.count == files.count)
      }
      try Data(text.bytes + [0]).write(to: files[2])
      try FileCheck.check(files[2])
      #expect(FileCheck.count == files.count + 1)
    }
  }

  @Test("a file that its caller wrote is not read, until it changes")
  func trusted() throws {
    try withFolder { folder in
      let text = try Text(in: folder)
      let file = folder.appendingPathComponent("own.h5")
      try text.write(Text.beyond, at: text.size, to: file)
      begin()
      FileCheck.trust(file)
      try FileCheck.check(file)
      try text.write(Text.beyond, at: text.size, to: file)
      #expect(throws: InputError.self) { try FileCheck.check(file) }
    }
  }

  @Test("where the program does not start, it is told once and files are read without the check")
  func absent() throws {
    try withFolder { folder in
      for program in ["/nowhere/program", "/bin/true"] {
        let told = Told()
        FileCheck.begin(with: ReadingProgram(URL(fileURLWithPath: program), arguments: []) { told.add($0) })
        for name in ["a.h5", "b.h5"] {
          let file = folder.appendingPathComponent(name)
          try Data("no matter".utf8).write(to: file)
          try FileCheck.check(file)
        }
        #expect(told.lines.count == 1, "\(told.lines)")
      }
    }
  }

  private final class Told: @unchecked Sendable {
    private(set) var lines: [String] = []
    func add(_ line: String) { lines.append(line) }
  }
}
