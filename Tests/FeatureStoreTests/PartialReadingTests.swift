import Diagnostics
import Foundation
import LinearAlgebra
import Testing

@testable import FeatureStore

@Suite("A part of a feature file is that part of the whole")
struct PartialReadingTests {
  private let folder: TemporaryFolder
  private let whole: FeatureSet
  private let reader: FeatureFileReader

  init() throws {
    folder = try TemporaryFolder()
    whole = try exampleSet(200)
    try FeatureFile.write(whole, to: folder.file(), compression: 1)
    reader = try FeatureFileReader(folder.file())
  }

  @Test("the reader knows the tables without the features")
  func tables() throws {
    #expect(reader.samples == whole.samples)
    #expect(reader.origin == whole.origin)
    #expect(reader.modalities == whole.modalities.map(\.description))
    #expect(try reader.description(of: "inertial").precision == .double)
    #expect(try reader.trueLatents() == whole.trueLatents)
    for modality in whole.modalities {
      #expect(equal(try reader.features(of: modality.name), modality.values))
    }
  }

  @Test(
    "rows by a list of indices are those columns of the whole, in that order",
    arguments: [
      [], [0], [199], Array(0..<200), Array((0..<200).reversed()), Array(50..<150), [3, 3, 3], [5, 4, 6, 199, 0],
      Array(stride(from: 0, to: 200, by: 2)), Array(stride(from: 1, to: 200, by: 37)),
      Array(100..<200) + Array(0..<100), Array(20..<40) + [3] + Array(30..<60) + [7, 199, 198],
    ])
  func rows(_ rows: [Int]) throws {
    for modality in whole.modalities {
      let part = try reader.features(of: modality.name, rows: rows)
      #expect(part.dimension == modality.values.dimension && part.count == rows.count)
      #expect(part.columns(Array(rows.indices)) == modality.values.columns(rows))
      #expect(part.precision == modality.values.precision)
    }
  }

  @Test("chunks in the order of the file join to the whole", arguments: [1, 7, 100, 200, 1000])
  func streaming(step: Int) throws {
    for modality in whole.modalities {
      var chunks = try reader.chunks(of: modality.name, rows: step)
      var parts: [Matrix<Double>] = []
      var next = 0
      while let chunk = try chunks.next() {
        #expect(chunk.rows.lowerBound == next)
        #expect(chunk.rows.count == min(step, 200 - next))
        next = chunk.rows.upperBound
        parts.append(chunk.values.columns(Array(0..<chunk.rows.count)))
      }
      #expect(next == 200)
      #expect(Matrix.stackedHorizontally(parts) == modality.values.columns(Array(0..<200)))
    }
  }

  @Test("several threads read one file at once")
  func threads() async throws {
    let expected = whole.modalities[0].values
    let reader = reader
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for task in 0..<16 {
        group.addTask {
          let rows = (0..<50).map { (7 * $0 + task) % 200 }
          return try reader.features(of: "skeleton", rows: rows).columns(Array(0..<50)) == expected.columns(rows)
        }
      }
      for try await same in group { #expect(same) }
    }
  }

  @Test("rows and modalities that do not exist are refused with those that do")
  func wrongRequests() throws {
    let rows = #expect(throws: InputError.self) { try reader.features(of: "skeleton", rows: [0, 200]) }
    #expect(rows?.place.hasSuffix("features.h5: /modalities/skeleton/features") == true)
    #expect(rows?.found == "a request for row 200")
    #expect(rows?.expected == "rows from 0 to 199")
    let negative = #expect(throws: InputError.self) { try reader.features(of: "skeleton", rows: [-1]) }
    #expect(negative?.found == "a request for row -1")
    let name = #expect(throws: InputError.self) { try reader.features(of: "skeletn") }
    #expect(name?.expected == "one of skeleton, inertial")
    #expect(name?.advice == "Did you mean 'skeleton'?")
    #expect(throws: InputError.self) { try reader.chunks(of: "skeleton", rows: 0) }
  }

  @Test("a value that is not finite is named with its row in the file, whatever part is read")
  func notFinite() throws {
    let url = folder.file("nan.h5")
    try HandMadeFile().with("features") {
      try $0.write([0, 1, 2, 3, 4, .nan, 6, 7] as [Float], shape: [4, 2], to: HandMadeFile.features)
    }.write(to: url)
    let reader = try FeatureFileReader(url)
    #expect(try reader.features(of: "imu", rows: [3, 0, 1]).count == 3)
    let error = #expect(throws: InputError.self) { try reader.features(of: "imu", rows: [3, 2]) }
    #expect(error?.found == "nan in row 2 (sample 'c'), column 1")
    var chunks = try reader.chunks(of: "imu", rows: 2)
    #expect(try chunks.next()?.rows == 0..<2)
    #expect(throws: InputError.self) { try chunks.next() }
  }

  @Test("foreign chunks larger than the cache are read, with a cache that holds a row of them")
  func foreignChunks() throws {
    let url = folder.file("foreign.h5")
    let matrix: Matrix<Float> = numbered(1500, 600)
    try HDF5File.create(url) { file in
      try matrix.withUnsafeElements {
        try file.write($0, shape: [600, 1500], to: "/x", chunk: [400, 1000], compression: 1)
      }
    }
    let dataset = try HDF5File(reading: url).dataset("/x")
    #expect(dataset.chunkShape == [400, 1000])
    let rows = [599, 0, 300] + Array(390..<410)
    #expect(try dataset.readColumns(rows) == matrix.selectingColumns(rows))
  }
}
