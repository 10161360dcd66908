import CMatIO
import Diagnostics
import Foundation
import LinearAlgebra
import Testing

@testable import Datasets

/// Whether files of NumPy can be read.
private let readsNumPy: Bool = {
  guard let folder = try? TemporaryFolder() else { return false }
  let file = folder.url.appendingPathComponent("a.npy")
  guard (try? writeNPY(file, [2, 1], [1, 2])) != nil else { return false }
  return (try? ArrayFiles.open(file).numbers("array")) != nil
}()

/// Writes doubles as a file of NumPy, version 1.0, in C order.
private func writeNPY(_ url: URL, _ shape: [Int], _ numbers: [Double]) throws {
  let tuple = "(" + shape.map { "\($0)," }.joined(separator: " ") + ")"
  var header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(tuple), }"
  while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
  header += "\n"
  var data = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
  data += Data([UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)]) + Data(header.utf8)
  for number in numbers { withUnsafeBytes(of: number.bitPattern.littleEndian) { data += Data($0) } }
  try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try data.write(to: url)
}

/// Writes matrices, each column after column, as the cells of a column of cells.
private func writeCells(_ url: URL, _ variable: String, _ matrices: [(rows: Int, numbers: [Double])]) throws {
  try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  let mat = try #require(Mat_CreateVer(url.path, nil, MAT_FT_MAT5))
  defer { Mat_Close(mat) }
  var cells: [UnsafeMutablePointer<matvar_t>?] = matrices.map { matrix in
    var sizes = [matrix.rows, matrix.numbers.count / matrix.rows]
    var numbers = matrix.numbers
    return Mat_VarCreate(nil, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, &sizes, &numbers, 0)
  }
  var sizes = [matrices.count, 1]
  let made = Mat_VarCreate(variable, MAT_C_CELL, MAT_T_CELL, 2, &sizes, &cells, 0)
  defer { Mat_VarFree(made) }
  #expect(Mat_VarWrite(mat, made, MAT_COMPRESSION_ZLIB) == 0)
}

/// The committed manifests on small files in exactly the published layout: nothing but the manifest is used.
@Suite struct PublishedFormatsTests {
  private func open(_ id: String, _ folder: TemporaryFolder) throws -> any RecordingSource {
    let entry = try DatasetCatalogue(folder: repositoryDatasets).entry(id)
    return try TablesLoader().load(entry.manifest, from: folder.url, skipBad: false)
  }

  private func values(_ source: any RecordingSource, _ id: String, _ modality: String) throws -> Matrix<Float> {
    let row = try #require(source.samples.ids.firstIndex(of: id), "\(source.samples.ids)")
    guard case .series(let series) = try source.signal(row: row, modality: modality) else { throw Unexpected() }
    return series.values
  }

  @Test("UCI-HAR: a row is a window of one channel, labels and persons stand in files of their own")
  func uciHAR() throws {
    let folder = try TemporaryFolder()
    for (set, count) in [("train", 4), ("test", 1)] {
      let root = "UCI HAR Dataset/\(set)"
      for (index, name) in ["body_acc", "body_gyro", "total_acc"].enumerated() {
        for (axis, letter) in ["x", "y", "z"].enumerated() {
          let rows = (0..<count).map { row in
            (0..<128).map { String(format: "%16.7e", Double(1000 * index + 100 * axis + row) + Double($0) / 1000) }
              .joined()
          }
          let text = rows.joined(separator: "\n") + "\n"
          try folder.write(text, to: "\(root)/Inertial Signals/\(name)_\(letter)_\(set).txt")
        }
      }
      try folder.write(set == "train" ? "1\n1\n1\n3\n" : "2\n", to: "\(root)/subject_\(set).txt")
      try folder.write(set == "train" ? "5\n5\n4\n5\n" : "1\n", to: "\(root)/y_\(set).txt")
    }
    let source = try open("uci-har", folder)
    #expect(
      source.samples.ids
        == [
          "walking_s2_t1_r0_w0", "standing_s1_t1_r0_w0", "standing_s1_t1_r1_w0", "sitting_s1_t1_r0_w0",
          "standing_s3_t1_r0_w0",
        ].map { $0.replacing("_w0", with: "") })
    #expect(source.samples.trials == [1, 1, 1, 1, 1])
    let found = try values(source, "standing_s1_t1_r1", "accelerometer")
    #expect(found.rows == 3 && found.columns == 128 && found[1, 5] == Float(2101.005))
    #expect(try values(source, "standing_s3_t1_r0", "gyroscope")[2, 127] == Float(1203.127))
  }

  @Test("PAMAP2: runs of an activity are recordings, other numbers are left out, short gaps are bridged")
  func pamap2() throws {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for (activity, count) in [(0, 5), (1, 520), (0, 3), (4, 1010), (1, 505)] {
      for _ in 0..<count {
        let row = lines.count
        var fields = ["\(8.38 + Double(row) / 100)", "\(activity)", row % 11 == 0 ? "104" : "NaN"]
        for column in 4...54 { fields.append(column == 6 && row % 50 == 20 ? "NaN" : "\(column).\(row % 10)") }
        lines.append(fields.joined(separator: " "))
      }
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "PAMAP2_Dataset/Protocol/subject101.dat")
    let source = try open("pamap2", folder)
    #expect(
      source.samples.ids == [
        "lying_s101_t1_p0_w0", "walking_s101_t1_p0_w0", "walking_s101_t1_p0_w1", "lying_s101_t2_p0_w0",
      ])
    let hand = try values(source, "lying_s101_t1_p0_w0", "hand")
    // The recording begins in row 5; row 20 lacks the second axis, which lies between 6.9 and 6.1.
    #expect(hand.columns == 500 && hand[0, 0] == 5.5 && hand[3, 1] == 11.6 && abs(hand[1, 15] - 6.5) < 1e-5)
    #expect(try values(source, "walking_s101_t1_p0_w0", "ankle")[5, 0] == 47.8)
  }

  @Test("MotionSense: a file a person and trial, columns by name, classes by their abbreviations")
  func motionSense() throws {
    let folder = try TemporaryFolder()
    let names =
      ["attitude.roll", "attitude.pitch", "attitude.yaw", "gravity.x", "gravity.y", "gravity.z"]
      + ["rotationRate.x", "rotationRate.y", "rotationRate.z"]
      + ["userAcceleration.x", "userAcceleration.y", "userAcceleration.z"]
    let text =
      "," + names.joined(separator: ",") + "\n"
      + (0..<410).map { row in "\(row)," + (0..<12).map { "\($0).\(row % 10)" }.joined(separator: ",") + "\n" }.joined()
    for folderName in ["dws_1", "dws_11", "jog_9"] {
      try folder.write(text, to: "A_DeviceMotion_data/\(folderName)/sub_7.csv")
    }
    let source = try open("motionsense", folder)
    #expect(source.samples.ids.count == 6 && source.samples.ids[0] == "downstairs_s7_t1_w0")
    #expect(Set(source.samples.trials ?? []) == [1, 2])
    #expect(try values(source, "downstairs_s7_t2_w1", "acceleration")[2, 3] == 11.3)
    #expect(try values(source, "jogging_s7_t1_w0", "gravity")[0, 0] == 3)
  }

  @Test(
    "RealWorld: devices with clocks of their own are brought to their common time; an incomplete recording is left out")
  func realWorld() throws {
    let folder = try TemporaryFolder()
    let sites = ["chest", "forearm", "head", "shin", "thigh", "upperarm", "waist"]
    for (index, site) in sites.enumerated() {
      let start = 1_435_993_822_694 + 40 * index
      let text =
        "id,attr_time,attr_x,attr_y,attr_z\n"
        + (0..<300).map { "\($0 + 1),\(start + 20 * $0 + $0 % 2),\(20 * $0 + 40 * index + $0 % 2),\(index),9.8\n" }
        .joined()
      try folder.write(text, to: "proband1/data/acc_climbingup_csv/acc_climbingup_2_\(site).csv")
      if site != "forearm" { try folder.write(text, to: "proband2/data/acc_climbingup_csv/acc_climbingup_\(site).csv") }
    }
    let source = try open("realworld", folder)
    #expect(source.samples.ids == ["climbingup_s1_t1_p0_w0"] && source.skipped.count == 1)
    // What is written is milliseconds since the first device began: at a common time all say the same.
    for site in sites {
      let found = try values(source, "climbingup_s1_t1_p0_w0", site)
      #expect(found.columns == 250 && (0..<250).allSatisfy { abs(found[0, $0] - Float(240 + 20 * $0)) < 1.01 })
    }
  }

  @Test("Opportunity: runs of a gesture are recordings; milli g become g")
  func opportunity() throws {
    let folder = try TemporaryFolder()
    for (session, gesture) in [("ADL1", 406516), ("Drill", 406516)] {
      let lines = (0..<100).map { row -> String in
        let fields = (1...250).map { column in
          switch column {
          case 1: "\(row * 1000 / 30)"
          case 250: (20..<60).contains(row) ? "\(gesture)" : "0"
          default: column == 52 && row == 30 ? "NaN" : "\(column)"
          }
        }
        return fields.joined(separator: " ")
      }
      try folder.write(
        lines.joined(separator: "\n") + "\n", to: "OpportunityUCIDataset/dataset/S2-\(session).dat")
    }
    let source = try open("opportunity", folder)
    #expect(source.samples.ids == ["open-door-1_s2_e1_t1", "open-door-1_s2_e6_t2"])
    #expect(source.samples.sessions == [1, 6])
    let arm = try values(source, "open-door-1_s2_e1_t1", "right-upper-arm")
    #expect((39...40).contains(arm.columns) && abs(arm[0, 0] - 0.051) < 1e-6 && arm[3, 0] == 54)
    #expect((0..<arm.columns).allSatisfy { abs(arm[1, $0] - 0.052) < 1e-6 })
  }

  @Test("BasicMotions: a case of a .ts file is a recording, its channels are two sensors")
  func basicMotions() throws {
    let folder = try TemporaryFolder()
    let labels = ["Standing", "Running", "Walking", "Badminton"]
    let head =
      "#note\n@problemName BasicMotions\n@timeStamps false\n@classLabel true \(labels.joined(separator: " "))\n@data\n"
    for set in ["TRAIN", "TEST"] {
      let cases = labels.map { label in
        (0..<6).map { channel in (0..<100).map { "\(channel).\($0)" }.joined(separator: ",") }.joined(separator: ":")
          + ":\(label)\n"
      }
      try folder.write(head + cases.joined(), to: "BasicMotions_\(set).ts")
    }
    let source = try open("basic-motions", folder)
    #expect(source.samples.count == 8 && source.samples.ids[0] == "standing_s1_t1" && source.samples.trials?[7] == 2)
    let found = try values(source, "badminton_s1_t2", "gyroscope")
    #expect(found.rows == 3 && found.columns == 100 && found[2, 25] == 5.25)
  }

  @Test("Berkeley MHAD: six sensors, a file each")
  func berkeley() throws {
    let folder = try TemporaryFolder()
    for sensor in 1...6 {
      let text = (0..<90).map { "\(sensor).5 -\($0) 3 \(1_300_000_000 + $0)\n" }.joined()
      for name in ["s01_a01_r01", "s12_a11_r05"] {
        try folder.write(text, to: "Accelerometer/Shimmer0\(sensor)/acc_h0\(sensor)_\(name).txt")
      }
    }
    let source = try open("berkeley-mhad", folder)
    #expect(source.samples.ids == ["jumping-in-place_s1_t1", "stand-up_s12_t5"])
    let found = try values(source, "stand-up_s12_t5", "right-ankle")
    #expect(found.columns == 90 && found[0, 0] == 6.5 && found[1, 89] == -89)
  }

  @Test("CZU-MHAD: a matrix and cells of MATLAB, brought to their common time")
  func czu() throws {
    let folder = try TemporaryFolder()
    let start = 723_150_846_385_874.0
    let frames = 60
    let skeleton = (0..<100).flatMap { column in
      (0..<frames).map { column % 4 == 3 ? start + Double($0) * 33_333 : Double(column) + Double($0) / 100 }
    }
    try writeMAT(
      folder.url.appendingPathComponent("skeleton_mat/cyy_a15_t8.mat"), "skeleton", [frames, 100], doubles: skeleton)
    let cells = (0..<10).map { cell in
      (
        rows: 110,
        numbers: (0..<7).flatMap { column in
          (0..<110).map { column == 6 ? start + 20_000 * Double($0) : Double(10 * cell + column) }
        }
      )
    }
    try writeCells(folder.url.appendingPathComponent("sensor_mat/cyy_a15_t8.mat"), "sensor", cells)
    let source = try open("czu-mhad", folder)
    #expect(source.samples.ids == ["clap_s2_t8_p0"])
    let wrist = try values(source, "clap_s2_t8_p0", "right-wrist")
    #expect(wrist.rows == 6 && wrist[0, 0] == 50 && wrist[5, 20] == 55)
    let found = try values(source, "clap_s2_t8_p0", "skeleton")
    #expect(found.rows == 75 && found.columns == 60 && found[3, 0] == 4 && abs(found[74, 10] - 98.1) < 1e-4)
  }

  @Test(
    "MM-Fit: intervals of a table of labels are recordings of NumPy arrays",
    .enabled(if: readsNumPy, "no reader of NumPy files is there"))
  func mmFit() throws {
    let folder = try TemporaryFolder()
    let frames = 500
    let pose = (0..<3).flatMap { axis in
      (0..<frames).flatMap { frame in (0..<18).map { $0 == 0 ? Double(frame) : Double(100 * axis + $0) } }
    }
    try writeNPY(folder.url.appendingPathComponent("w01/w01_pose_3d.npy"), [3, frames, 18], pose)
    let watch = (0..<1600).flatMap { row in
      [Double(row * 30 / 100), 1.5e12 + 10 * Double(row), Double(row), 2, 3]
    }
    try writeNPY(folder.url.appendingPathComponent("w01/w01_sw_l_acc.npy"), [1600, 5], watch)
    try folder.write("30,240,10,squats\n250,460,8,lunges\n", to: "w01/w01_labels.csv")
    let source = try open("mm-fit", folder)
    #expect(source.samples.ids == ["squats_s1_t1_p0_w0", "lunges_s1_t1_p0_w0"])
    let joints = try values(source, "squats_s1_t1_p0_w0", "pose")
    #expect(joints.rows == 51 && joints.columns == 150 && joints[0, 0] == 1 && joints[2, 0] == 201 && joints[3, 0] == 2)
    let arm = try values(source, "squats_s1_t1_p0_w0", "watch")
    #expect(arm.columns == 250 && abs(arm[0, 100] - 300) < 0.1 && abs(arm[1, 0] - 2) < 1e-5)
  }
}
