import Foundation
import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct TablesArraysTests {
  @Test("arrays of recordings, time and channels in either order are read alike", arguments: [2, 3])
  func arraysOfRecordings(timeAxis: Int) throws {
    let folder = try TemporaryFolder()
    let (count, frames, channels) = (4, 20, 3)
    let shape = timeAxis == 2 ? [count, frames, channels] : [count, channels, frames]
    var numbers = [Double](repeating: 0, count: count * frames * channels)
    for recording in 0..<count {
      for frame in 0..<frames {
        for channel in 0..<channels {
          let (second, third) = timeAxis == 2 ? (frame, channel) : (channel, frame)
          // MATLAB's first index is the fastest.
          numbers[recording + count * (second + shape[1] * third)] = Double(1000 * recording + 10 * frame + channel)
        }
      }
    }
    try writeMAT(folder.url.appendingPathComponent("X.mat"), "X", shape, doubles: numbers)
    try folder.write("up\ndown\nup\nup\n", to: "y.txt")
    let manifest = """
      id: arrays
      title: Arrays
      version: "1"
      loader: tables
      modalities:
        - {name: all, title: All, rate: 10, units: [g], channels: [x, z], placement: wrist}
      classes: [up, down]
      tables:
        recordings: rows
        text: {separator: comma, header: false}
        modalities: [{name: all, files: X.mat, array: {variable: X, timeAxis: \(timeAxis)}, columns: [1, 3]}]
        subject: {constant: "1"}
        class: {column: 1, files: y.txt}
        trial: {counted: recordings}
      licence: none
      citation: nobody
      homepage: nowhere
      checksums: []
      checksumsUnknown: made up
      fetch: {method: by-hand, byHand: Ask.}
      """
    let source = try TablesLoader().load(Manifest.decode(manifest, file: "m"), from: folder.url, skipBad: false)
    #expect(source.samples.ids == ["up_s1_t1", "down_s1_t1", "up_s1_t2", "up_s1_t3"])
    guard case .series(let series) = try source.signal(row: 2, modality: "all") else { throw Unexpected() }
    let found = series.values
    #expect(found.columns == 20 && found[0, 7] == 2070 && found[1, 19] == 2192)
  }
}
