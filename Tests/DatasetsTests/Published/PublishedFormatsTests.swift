import Diagnostics
import Foundation
import LinearAlgebra
import Testing

@testable import Datasets

/// The committed manifests on small files in exactly the published layout: nothing but the manifest
/// is used.
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
          var rows: [String] = []
          for row in 0..<count {
            let offset = Double(1000 * index + 100 * axis + row)
            let fields: [String] = (0..<128).map { (frame: Int) -> String in
              String(format: "%16.7e", offset + Double(frame) / 1000)
            }
            rows.append(fields.joined())
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
      source.samples.ids == [
        "walking_s2_t1_r0", "standing_s1_t1_r0", "standing_s1_t1_r1", "sitting_s1_t1_r0", "standing_s3_t1_r0",
      ])
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
    var text = "," + names.joined(separator: ",") + "\n"
    for row in 0..<410 {
      let fields: [String] = (0..<12).map { "\($0).\(row % 10)" }
      text += "\(row)," + fields.joined(separator: ",") + "\n"
    }
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
      var text = "id,attr_time,attr_x,attr_y,attr_z\n"
      for row in 0..<300 {
        let time: Int = 20 * row + row % 2
        text += "\(row + 1),\(start + time),\(time + 40 * index),\(index),9.8\n"
      }
      try folder.write(text, to: "proband1/data/acc_climbingup_csv/acc_climbingup_2_\(site).csv")
      if site != "forearm" { try folder.write(text, to: "proband2/data/acc_climbingup_csv/acc_climbingup_\(site).csv") }
    }
    let source = try open("realworld", folder)
    #expect(source.samples.ids == ["climbingup_s1_t1_p0_w0"] && source.skipped.count == 1)
    // What is written is milliseconds since the first device began: at a common time all say the
    // same.
    for site in sites {
      let found = try values(source, "climbingup_s1_t1_p0_w0", site)
      #expect(found.columns == 250 && (0..<250).allSatisfy { abs(found[0, $0] - Float(240 + 20 * $0)) < 1.01 })
    }
  }

  @Test("Opportunity: runs of a gesture are recordings; milli g become g")
  func opportunity() throws {
    let folder = try TemporaryFolder()
    for (session, gesture) in [("ADL1", 406516), ("Drill", 406516)] {
      let lines: [String] = (0..<100).map { (row: Int) -> String in
        let fields: [String] = (1...250).map { (column: Int) -> String in
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
      var cases: [String] = []
      for label in labels {
        let channels: [String] = (0..<6).map { (channel: Int) -> String in
          let numbers: [String] = (0..<100).map { "\(channel).\($0)" }
          return numbers.joined(separator: ",")
        }
        cases.append(channels.joined(separator: ":") + ":\(label)\n")
      }
      try folder.write(head + cases.joined(), to: "BasicMotions_\(set).ts")
    }
    let source = try open("basic-motions", folder)
    #expect(source.samples.count == 8 && source.samples.ids[0] == "standing_s1_t1" && source.samples.trials?[7] == 2)
    let found = try values(source, "badminton_s1_t2", "gyroscope")
    #expect(found.rows == 3 && found.columns == 100 && found[2, 25] == 5.25)
  }

  @Test(
    "BasicMotions as published: 80 recordings of 100 frames, twenty of each class",
    .enabled(if: basicMotionsData != nil, "fetch it: hartransfer datasets fetch basic-motions"))
  func basicMotionsPublished() throws {
    let source = try DatasetCatalogue(folder: repositoryDatasets).entry("basic-motions").open()
    #expect(source.samples.count == 80)
    #expect((0..<4).allSatisfy { label in source.samples.labels.count { $0 == label } == 20 })
    // The archive's files in numerical order: the test set's ten cases of a class count before the
    // training set's.
    let found = try values(source, "standing_s1_t11", "accelerometer")
    #expect(found.columns == 100 && found[0, 0] == 0.079106 && found[1, 0] == 0.394032 && found[2, 1] == 0.551444)
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
    var skeleton: [Double] = []
    for column in 0..<100 {
      for frame in 0..<frames {
        let value: Double = Double(column) + Double(frame) / 100
        skeleton.append(column % 4 == 3 ? start + Double(frame) * 33_333 : value)
      }
    }
    try writeMAT(
      folder.url.appendingPathComponent("skeleton_mat/cyy_a15_t8.mat"), "skeleton", [frames, 100], doubles: skeleton)
    var cells: [(rows: Int, numbers: [Double])] = []
    for cell in 0..<10 {
      var numbers: [Double] = []
      for column in 0..<7 {
        for frame in 0..<110 {
          numbers.append(column == 6 ? start + 20_000 * Double(frame) : Double(10 * cell + column))
        }
      }
      cells.append((rows: 110, numbers: numbers))
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
    var pose: [Double] = []
    for axis in 0..<3 {
      for frame in 0..<frames {
        pose.append(Double(frame))
        for joint in 1...17 { pose.append(Double(100 * axis + joint)) }
      }
    }
    try writeNPY(folder.url.appendingPathComponent("w01/w01_pose_3d.npy"), [3, frames, 18], pose)
    var watch: [Double] = []
    for row in 0..<1600 {
      let time: Double = 1.5e12 + 10 * Double(row)
      watch += [Double(row * 30 / 100), time, Double(row), 2, 3]
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
