import Diagnostics
import Foundation
import LinearAlgebra
import Locks
import Testing

@testable import FeatureStore

@Suite("Rows of several modalities in pieces")
struct PairedRowsTests {
  /// A file of so many rows that no memory would hold them: it makes them up, and counts what is
  /// asked for.
  final class CountingReader: FeatureRowReader {
    let asked = Mutex((largest: 0, rows: 0, reading: 0, mostReading: 0))
    let dimensions: [String: (Int, FeaturePrecision)]
    let count: Int

    init(_ dimensions: [String: (Int, FeaturePrecision)], count: Int) {
      (self.dimensions, self.count) = (dimensions, count)
    }

    func description(of modality: String) throws -> ModalityDescription {
      let (dimension, precision) = dimensions[modality]!
      return ModalityDescription(
        name: modality, dimension: dimension, count: count, precision: precision, encoder: "none")
    }

    func features(of modality: String, rows: [Int]) throws -> FeatureMatrix {
      let (dimension, precision) = dimensions[modality]!
      let bytes = rows.count * dimension * (precision == .float ? 4 : 8)
      asked.withLock {
        $0 = (max($0.largest, bytes), $0.rows + rows.count, $0.reading + 1, max($0.mostReading, $0.reading + 1))
      }
      defer { asked.withLock { $0.reading -= 1 } }
      func value(_ i: Int, _ row: Int) -> Double { Double(row % 1000 + i) }
      switch precision {
      case .float:
        return .float(
          Matrix(dimension, rows.count) { target in
            for (j, row) in rows.enumerated() {
              for i in 0..<dimension { target[j * dimension + i] = Float(value(i, row)) }
            }
          })
      case .double:
        return .double(
          Matrix(dimension, rows.count) { target in
            for (j, row) in rows.enumerated() { for i in 0..<dimension { target[j * dimension + i] = value(i, row) } }
          })
      }
    }
  }

  @Test("of whatever many rows no piece has more than 64 MB, one is read at a time, and all come once, in order")
  func bounded() throws {
    for (count, dimension) in [(400_000, 60), (3, 20_000_000), (1, 1), (90_000, 400)] {
      let reader = CountingReader(["a": (dimension, .float), "b": (1, .double)], count: count)
      let rows = try PairedRows(reader, of: ["a", "b"], rows: Array(0..<count))
      var next = 0
      try rows.forEachPiece { piece in
        #expect(piece.places.lowerBound == next)
        next = piece.places.upperBound
        // The reader is at most one piece ahead.
        reader.asked.withLock { #expect($0.rows <= 2 * min(next + rows.step, count)) }
      }
      #expect(next == count && rows.passes == 1)
      reader.asked.withLock {
        #expect($0.largest <= max(64 << 20, 4 * dimension) && $0.mostReading <= 1 && $0.rows == 2 * count)
      }
    }
  }

  @Test(
    "blocks are the chosen rows of the file in both precisions, whatever the size of pieces",
    arguments: [1, 150, 1 << 20])
  func blocks(most: Int) throws {
    let folder = try TemporaryFolder()
    let set = try exampleSet(200)
    try FeatureFile.write(set, to: folder.file(), compression: 1)
    let chosen = Array(stride(from: 3, to: 200, by: 2)) + [0, 2]
    let rows = try PairedRows(FeatureFileReader(folder.file()), of: ["inertial", "skeleton"], rows: chosen, most: most)
    #expect(rows.rows == 8 && rows.columns == chosen.count && rows.heights == [3, 5])
    let known = Matrix.stackedVertically(
      try ["inertial", "skeleton"].map { try set.modality($0).values.columns(chosen) })
    for width in [1, 7, 512] {
      var blocks: [Matrix<Double>] = []
      try rows.forEachBlock(width: width) { block in
        #expect(block.columns <= width)
        blocks.append(block)
        // Blocks may be written to.
        block[0, 0] = .nan
      }
      #expect(Matrix.stackedHorizontally(blocks) == known)
    }
  }

  @Test("strands are halves of the rows, with pieces of half the size; both read to their end are one pass")
  func strands() throws {
    for (count, dimension, parts) in [(400_000, 100, 2), (90_000, 400, 2), (60_000, 400, 1), (3, 20_000_000, 1)] {
      let reader = CountingReader(["a": (dimension, .float), "b": (1, .double)], count: count)
      let rows = try PairedRows(reader, of: ["a", "b"], rows: Array((0..<count).reversed()))
      let strands = rows.strands
      #expect(strands.count == parts && strands.reduce(0) { $0 + $1.columns } == count)
      guard parts > 1 else { continue }
      #expect(reader.asked.withLock { $0.rows } == 0)
      for (index, strand) in strands.enumerated() {
        #expect(strand.rows == rows.rows && strand.strands.count == 1)
        var (row, place) = (count - 1 - strands[..<index].reduce(0) { $0 + $1.columns }, 0)
        try strand.forEachBlock(width: 4096) { block in
          #expect(block[0, 0] == Double(row % 1000) && block[dimension, block.columns - 1] >= 0)
          row -= block.columns
          place += block.columns
        }
        #expect(place == strand.columns && rows.passes == index)
      }
      reader.asked.withLock { #expect($0.largest <= 32 << 20 && $0.rows == 2 * count) }
    }
  }

  @Test("the first block is read by itself")
  func first() throws {
    let reader = CountingReader(["a": (3, .float)], count: 100_000)
    let rows = try PairedRows(reader, of: ["a"], rows: [70, 5, 9, 11])
    #expect(try rows.firstBlock(width: 2) == Matrix(columns: [[70, 71, 72], [5, 6, 7]]))
    #expect(try rows.firstBlock(width: 9)?.columns == 4 && reader.asked.withLock { $0.rows } == 6)
    #expect(try PairedRows(reader, of: ["a"], rows: []).firstBlock(width: 2) == nil && rows.passes == 0)
  }

  @Test("a modality that is not there is refused before anything is read")
  func refused() throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(exampleSet(20), to: folder.file())
    let reader = try FeatureFileReader(folder.file())
    #expect(throws: InputError.self) { try PairedRows(reader, of: ["inertial", "skeletn"], rows: [0]) }
  }

  @Test("a file that is written some rows at a time reads as one that is written at once", arguments: [1, 7, 64, 500])
  func written(step: Int) throws {
    let folder = try TemporaryFolder()
    let whole = try exampleSet(200)
    let doubles = whole.modalities.map { modality in
      var modality = modality
      modality.values = .double(modality.values.columns(Array(0..<200)))
      return modality
    }
    let known = try FeatureSet(
      samples: whole.samples, modalities: doubles, origin: whole.origin, trueLatents: whole.trueLatents)
    try FeatureFile.write(known, to: folder.file("known.h5"))
    try FeatureFileWriter.write(
      to: folder.file(), samples: known.samples, modalities: known.modalities.map(\.description), origin: known.origin,
      trueLatents: known.trueLatents
    ) { writer in
      for first in stride(from: 0, to: 200, by: step) {
        for (place, modality) in doubles.enumerated() {
          try writer.append(modality.values.columns(Array(first..<min(first + step, 200))), of: place)
        }
      }
    }
    let (written, expected) = (try FeatureFile.read(folder.file()), try FeatureFile.read(folder.file("known.h5")))
    #expect(written.samples == expected.samples && written.origin == expected.origin)
    #expect(written.modalities.map(\.description) == expected.modalities.map(\.description))
    #expect(written.trueLatents == expected.trueLatents)
    for (mine, other) in zip(written.modalities, expected.modalities) { #expect(equal(mine.values, other.values)) }
  }

  @Test("rows that are left out or not finite leave no file")
  func whole() throws {
    let folder = try TemporaryFolder()
    let set = try exampleSet(20)
    func write(_ body: @escaping (FeatureFileWriter) throws -> Void) -> InputError? {
      #expect(throws: InputError.self) {
        try FeatureFileWriter.write(
          to: folder.file(), samples: set.samples, modalities: [set.modalities[1].description], origin: set.origin, body
        )
      }
    }
    let short = write { try $0.append(Matrix(3, 19), of: 0) }
    #expect(short?.found == "19 rows written")
    let odd = write { writer in
      try writer.append(Matrix(3, 5), of: 0)
      var values = Matrix<Double>(3, 15)
      values[1, 2] = .infinity
      try writer.append(values, of: 0)
    }
    #expect(odd?.found.contains("row 7 (sample 'clip-7'), column 1") == true)
    #expect(try folder.contents.isEmpty)
  }
}
