import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("clouds of points in tables with a row a point") struct PointTablesTests {
  @Test("rows of one frame number are a frame; a number that is not there is a frame without points")
  func frames() throws {
    let set = try PointFiles()
    try set.writeArm()
    try set.writePoints(
      "frame,x,y,doppler", ["4,1,0,0", "4,2,0,0", "5,3,0,0", "8,4,0.5,-1", "8,5,0,0", "8,6,0,0", "9,7,0,0"])
    let cloud = try set.points(set.open())
    #expect(PointFiles.xs(cloud) == [[1, 2], [3], [], [], [4, 5, 6], [7]])
    #expect(cloud.attributes == ["x", "y", "doppler"] && cloud.rate == 10 && cloud.start == 0)
    #expect(Array(cloud.values[9..<12]) == [4, 0.5, -1])
  }

  @Test("rows of one time are a frame; times are compared with those of other devices")
  func times() throws {
    var set = try PointFiles()
    set.radar = "files: \"{move}_{take}_radar.csv\", time: {column: t, unit: s}"
    let text = set.text.replacing("columns: [a]}", with: "columns: [a], time: {column: t, unit: s}}")
    try set.folder.write("t,a\n" + (0..<20).map { "\(Double($0) / 10),1\n" }.joined(), to: "squat_1_arm.csv")
    let rows = (0..<20).flatMap { frame in
      (0...(frame % 3)).map { _ in "\(0.5 + Double(frame) / 10),\(frame),0,0" }
    }
    try set.writePoints("t,x,y,doppler", rows)
    let source = try TablesLoader().load(Manifest.decode(text, file: "m"), from: set.folder.url, skipBad: false)
    // The radar begins half a second later, and the arm ends first.
    let xs = PointFiles.xs(try set.points(source))
    #expect(xs.count == 15 && xs[0] == [0] && xs[4] == [4, 4] && xs[14] == [14, 14, 14])
  }

  @Test("clouds are never interpolated: at another rate each frame is the nearest in time")
  func nearest() throws {
    for wanted in [5.0, 20] {
      var set = try PointFiles()
      set.rate = wanted
      set.radar += ", rate: 10"
      try set.writeArm()
      try set.writePoints("frame,x,y,doppler", (0..<21).map { "\($0),\($0),0,0" })
      let xs = PointFiles.xs(try set.points(set.open()))
      let expected = wanted == 5 ? stride(from: 0, through: 20, by: 2).map { [Float($0)] } : nil
      #expect(xs.count == Int(2 * wanted) + 1)
      if let expected { #expect(xs == expected) }
      for (frame, cloud) in xs.enumerated() {
        #expect(cloud.count == 1 && abs(Double(cloud[0]) - Double(frame) * 10 / wanted) <= 0.5)
      }
    }
  }

  @Test("a gap in times parts the recording, windows begin anew, and units are those of the manifest")
  func gaps() throws {
    var set = try PointFiles()
    set.manifest = "window: {seconds: 1, overlap: 0}"
    set.tables = "cleaning: {maximumGap: 0.35, longer: split}"
    set.radar = "files: \"{move}_{take}_radar.csv\", time: {column: ms, unit: ms}, units: [cm, cm, m/s]"
    let text = set.text.replacing("columns: [a]}", with: "columns: [a], time: {column: t, unit: s}}")
    try set.folder.write("t,a\n" + (0..<50).map { "\(Double($0) / 10),1\n" }.joined(), to: "squat_1_arm.csv")
    // A frame is lost at 0.4 s, which is bridged; ten are at 1.5 s.
    let kept = (0..<50).filter { $0 != 4 && !(15..<25).contains($0) }
    try set.writePoints("ms,x,y,doppler", kept.map { "\(100 * $0),\(100 * $0),0,\($0)" })
    let source = try TablesLoader().load(Manifest.decode(text, file: "m"), from: set.folder.url, skipBad: false)
    #expect(source.samples.ids == ["squat_s1_t1_p0_w0", "squat_s1_t1_p1_w0", "squat_s1_t1_p1_w1"])
    let (first, second) = (try set.points(source), try set.points(source, 1))
    #expect(PointFiles.xs(first).map(\.[0]) == [0, 1, 2, 3, 3, 5, 6, 7, 8, 9])
    #expect(PointFiles.xs(second)[0] == [25] && second.values[2] == 25, "25 m, and 25 m/s")
  }

  @Test("a point that lacks a number is refused, or left out and counted where cleaning is said")
  func incomplete() throws {
    var set = try PointFiles()
    try set.writeArm()
    try set.writePoints("frame,x,y,doppler", ["1,1,0,0", "1,NaN,0,0", "2,3,0,", "3,4,0,0"])
    #expect(#expect(throws: InputError.self) { try set.open() }?.found == "a missing number")
    set.tables = "cleaning: {maximumGap: 0.3, longer: split}"
    let source = try set.open()
    #expect(PointFiles.xs(try set.points(source)) == [[1], [], [4]])
    #expect(source.preparation.leftOut?.map(\.reason) == ["a point without a number (radar)"])
    #expect(source.preparation.leftOut?[0].count == 2)
  }

  @Test("frames out of order are refused by their row, or sorted")
  func order() throws {
    var set = try PointFiles()
    try set.writeArm()
    try set.writePoints("frame,x,y,doppler", ["1,1,0,0", "3,3,0,0", "2,2,0,0", "3,4,0,0"])
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.place.hasSuffix("line 4") == true && error?.advice.contains("times: sort") == true)
    set.tables = "cleaning: {maximumGap: 0.3, longer: split, times: sort}"
    #expect(PointFiles.xs(try set.points(set.open())) == [[1], [2], [3, 4]])
  }

  @Test(
    "a frame number that is none is refused with its line",
    arguments: ["1.5,1,0,0", ",1,0,0", "99999999999,1,0,0", "one,1,0,0"])
  func badFrames(row: String) throws {
    let set = try PointFiles()
    try set.writeArm()
    try set.writePoints("frame,x,y,doppler", ["0,1,0,0", row])
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.place.contains("squat_1_radar.csv: line") == true, "\(String(describing: error))")
  }

  @Test(
    "keys of points that contradict each other, or the modality, are refused by name",
    arguments: [
      ("columns: [a]}", "columns: [a], frame: n}", "arm): frame"),
      ("columns: [a]}", "columns: [a], array: {offsets: o}}", "arm): array: offsets"),
      ("frame: frame", "frame: frame, array: {offsets: o}", "radar): array: offsets"),
      ("frame: frame", "array: {cell: 2}", "radar): array"),
      ("frame: frame", "array: {timeAxis: 2}", "radar): array"),
      ("recordings: file", "recordings: rows", "radar)"),
      ("frame: frame", "frame: frame, columns: [x, y]", "radar): columns"),
      ("points: [x, y, doppler]", "points: [x, y, doppler], shape: [2, 2]", "modality radar"),
      ("frame: frame", "frame: 0", "frame"),
    ])
  func refused(original: String, replacement: String, key: String) throws {
    let set = try PointFiles()
    let text = set.text.replacing(original, with: replacement)
    #expect(text != set.text)
    let error = #expect(throws: InputError.self) { try Manifest.decode(text, file: "m") }
    #expect(error?.place.contains(key) == true, "\(String(describing: error))")
  }
}
