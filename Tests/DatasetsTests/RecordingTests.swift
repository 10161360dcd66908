import Diagnostics
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Datasets

@Suite struct RecordingTests {
  private func track(
    _ values: [Double], rate: Double = 10, from start: Double = 0, times: [Double]? = nil
  ) -> Recording.Track {
    Recording.Track(
      name: "a", channels: ["x"], rate: rate,
      times: times ?? values.indices.map { start + Double($0) / rate }, values: values)
  }

  @Test("a gap up to the longest is bridged by a straight line, a longer one ends a stretch, none is made at the ends")
  func gaps() {
    let nan = Double.nan
    let found = track([nan, 0, nan, nan, 3, 4, nan, nan, nan, 8, nan]).cleaned(maximumGap: 0.3)
    #expect(found.stretches == [1..<6, 9..<10])
    #expect(inStep(found.values[1..<6], [0, 1, 2, 3, 4]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(found.values[6].isNaN && found.values[0].isNaN && found.values[10].isNaN)
    #expect(track([nan, nan]).cleaned(maximumGap: 1).stretches.isEmpty)
  }

  @Test("frames that are missing altogether end a stretch")
  func jumps() {
    let found = track([0, 1, 2, 3], times: [0, 0.1, 0.9, 1.0]).cleaned(maximumGap: 0.3)
    #expect(found.stretches == [0..<2, 2..<4])
  }

  @Test("pieces are the spans in which no track misses anything, on the clocks that the tracks have")
  func pieces() {
    var a = track([Double](repeating: 1, count: 11))
    a.values[5] = .nan
    let b = track([Double](repeating: 1, count: 11), from: 0.25)
    let recording = Recording(tracks: [a.cleaned(maximumGap: 0.1), b.cleaned(maximumGap: 0.1)])
    #expect(recording.pieces.map(\.lowerBound) == [0.25, 0.6])
    #expect(recording.pieces.map(\.upperBound) == [0.4, 1.0])
    let late = track([1, 2], from: 5).cleaned(maximumGap: 0)
    #expect(Recording(tracks: [a.cleaned(maximumGap: 0), late]).pieces.isEmpty)
  }

  @Test("frames that stand where they are wanted are taken as they are, others lie on straight lines")
  func interpolation() {
    let line = track((0..<50).map { 3 * Double($0) / 10 })
    #expect(
      (0..<20).allSatisfy { line.series(rate: 10, from: 1, frames: 20).values[0, $0] == Float(line.values[10 + $0]) })
    let between = line.series(rate: 7, from: 0.33, frames: 20)
    for frame in 0..<20 { #expect(abs(Double(between.values[0, frame]) - 3 * (0.33 + Double(frame) / 7)) < 1e-6) }
  }

  @Test("taking fewer frames keeps what they can hold and takes away what they cannot")
  func decimation() {
    func amplitude(_ frequency: Double) -> Double {
      let wave = track((0..<2000).map { sin(2 * .pi * frequency * Double($0) / 100) }, rate: 100)
      let series = wave.lowPassed(for: 20).series(rate: 20, from: 5, frames: 200)
      return largestMagnitude((0..<200).map { Double(series.values[0, $0]) })
    }
    #expect(amplitude(1) > 0.97 && amplitude(1) < 1.01)
    #expect(amplitude(17) < 0.01 && amplitude(41) < 0.01)
    let flat = track([Double](repeating: 2, count: 300), rate: 100).lowPassed(for: 20)
    #expect(flat.values.allSatisfy { abs($0 - 2) < 1e-12 })
    #expect(track([1, 5, 1], rate: 20).lowPassed(for: 20).values == [1, 5, 1])
  }

  @Test("rows out of order are sorted, and of rows of one time the first is kept")
  func sorting() {
    let found = track([1, 3, 2, 9], times: [0, 0.2, 0.1, 0.1]).sorted()
    #expect(found.times == [0, 0.1, 0.2] && found.values == [1, 2, 3])
  }
}

@Suite struct TSFileTests {
  private let header = "# a note\n@problemName Two\n@timeStamps false\n@dimensions 2\n@classLabel true up down\n@data\n"

  private func file(_ text: String) throws -> (TSFile, TemporaryFolder) {
    let folder = try TemporaryFolder()
    return (try TSFile(folder.write(text, to: "Two.ts")), folder)
  }

  @Test("cases have their channels, frames, class and missing numbers")
  func cases() throws {
    let (file, folder) = try file(header + "1,2,?:4,5,6:up\n7,8:9,-1e1:down\n")
    #expect(file.labels == ["up", "down"] && file.channels == 2)
    let first = try file.frames(0)
    #expect(first.count == 6 && first[0] == 1 && first[1] == 4 && first[4].isNaN && first[5] == 6)
    #expect(try file.frames(1) == [7, 9, 8, -10])
    withExtendedLifetime(folder) {}
  }

  @Test("damaged files are refused with the line")
  func damaged() throws {
    for (text, line) in [("1,2:3,4:up\n1,2:3", 8), ("1,2:3,4:sideways", 7), ("1,2:3,4:up\n5,6:7,8:9,9:up", 8)] {
      let error = #expect(throws: InputError.self) { try file(header + text) }
      #expect(error?.place.hasSuffix("line \(line)") == true, "\(String(describing: error))")
    }
    #expect(throws: InputError.self) { try file("1,2:3,4:up") }
    #expect(throws: InputError.self) { try file(header) }
    let (uneven, folder) = try file(header + "1,2:3:up")
    #expect(throws: InputError.self) { try uneven.frames(0) }
    let (word, other) = try file(header + "1,x:3,4:up")
    #expect(#expect(throws: InputError.self) { try word.frames(0) }?.place.hasSuffix("line 7") == true)
    withExtendedLifetime((folder, other)) {}
  }
}
