import Foundation

/// Data sets that were made up, in the layouts of published ones.
enum MadeLayout: String, CaseIterable {
  /// A folder an activity and trial, a file a person, several sensors a file (MotionSense).
  case foldersOfActivities
  /// A row a window, a file an axis, labels and persons in files of their own (UCI-HAR).
  case rowsOfWindows
  /// A file a person, with a column of labels (PAMAP2).
  case runsOfLabels
  /// A folder a sensor, numbers behind letters (Berkeley MHAD).
  case lettersAndNumbers
  /// Places on the body in names, times in milliseconds (RealWorld).
  case placesOnTheBody
  /// Dates, plain numbers in paths, and grids (MEx).
  case datesAndGrids
  /// Persons by name, decimal commas, joints (a laboratory's own).
  case personsByName
  /// One file with persons, labels and times in nanoseconds (WISDM).
  case oneFile

  /// What is made: recordings, persons, classes, and modalities.
  var counts: (recordings: Int, persons: Int, classes: Int, modalities: Int) {
    switch self {
    case .foldersOfActivities: (24, 4, 3, 3)
    case .rowsOfWindows: (50, 5, 6, 3)
    case .runsOfLabels: (12, 3, 4, 2)
    case .lettersAndNumbers: (24, 3, 4, 3)
    case .placesOnTheBody: (9, 3, 3, 3)
    case .datesAndGrids: (24, 4, 3, 4)
    case .personsByName: (12, 2, 2, 2)
    case .oneFile: (9, 3, 3, 1)
    }
  }

  func write(to folder: TemporaryFolder) throws {
    var noise = Noise()
    /// A sensor that rests in the first third and then moves.
    func sensor(_ frame: Int, of count: Int, _ gravity: Double) -> [Double] {
      let move = 3 * frame < count ? 0 : sin(0.3 * Double(frame))
      return [0.1 + 0.4 * move, 0.2 + 0.3 * move, 0.97 + 0.5 * move].map { gravity * ($0 + 0.002 * noise.next()) }
    }
    func text(_ values: [Double], _ separator: String = ",") -> String {
      values.map { String(format: "%.5f", $0) }.joined(separator: separator)
    }
    switch self {
    case .foldersOfActivities:
      let head =
        ",attitude.roll,gravity.x,gravity.y,gravity.z,rotationRate.x,rotationRate.y,rotationRate.z,"
        + "userAcceleration.x,userAcceleration.y,userAcceleration.z"
      for (move, trial, person) in each(["dws", "wlk", "sit"], 1...2, 1...4) {
        let rows = (0..<90).map { i in
          "\(i)," + text([noise.next()] + sensor(i, of: 90, 1) + (0..<6).map { _ in noise.next() })
        }
        try folder.write(
          ([head] + rows).joined(separator: "\n") + "\n", to: "A_DeviceMotion_data/\(move)_\(trial)/sub_\(person).csv")
      }
    case .rowsOfWindows:
      for (part, count, first) in [("train", 30, 1), ("test", 20, 4)] {
        for (signal, axis) in ["body_acc", "body_gyro", "total_acc"].flatMap({ s in ["x", "y", "z"].map { (s, $0) } }) {
          let rows = (0..<count).map { _ in "  " + text((0..<40).map { _ in noise.next() }, "  ") + "\n" }
          try folder.write(rows.joined(), to: "\(part)/Inertial Signals/\(signal)_\(axis)_\(part).txt")
        }
        let features = (0..<count).map { _ in " " + text((0..<61).map { _ in noise.next() }, " ") + "\n" }
        try folder.write(features.joined(), to: "\(part)/X_\(part).txt")
        try folder.write((0..<count).map { "\(1 + $0 / 5 % 6)\n" }.joined(), to: "\(part)/y_\(part).txt")
        try folder.write((0..<count).map { "\(first + $0 / 10)\n" }.joined(), to: "\(part)/subject_\(part).txt")
      }
      try folder.write("Words about the data,\nand more of them\n", to: "README.txt")
    case .runsOfLabels:
      for person in 101...103 {
        var (rows, time) = ([String](), 5.0)
        for label in [0, 1, 2, 0, 4, 12] {
          for i in 0..<120 {
            time += 0.01
            let rest = [30 + 0.01 * Double(i % 5)] + sensor(i, of: 120, 9.81) + (0..<3).map { _ in noise.next() }
            let other = sensor(i, of: 120, 9.81) + (0..<3).map { _ in noise.next() }
            rows.append(
              "\(String(format: "%.2f", time)) \(label) \(i % 10 == 0 ? "71" : "NaN") " + text(rest + other, " "))
          }
        }
        try folder.write(rows.joined(separator: "\n") + "\n", to: "Protocol/subject\(person).dat")
      }
    case .lettersAndNumbers:
      for (person, move, trial) in each(1...3, 1...4, 1...2) {
        let count = 60 + (37 * person + 53 * move + 71 * trial) % 200
        for place in 1...3 {
          let rows = (0..<count).map { i in text(sensor(i, of: count, 1) + [1000 + Double(i) / 30], " ") + "\n" }
          try folder.write(
            rows.joined(), to: "Shimmer0\(place)/acc_h0\(place)_s0\(person)_a0\(move)_r0\(trial).txt")
        }
      }
    case .placesOnTheBody:
      for (person, move, place) in each(1...3, ["climbingdown", "walking", "sitting"], ["chest", "shin", "waist"]) {
        let start = 1_435_993_738_000 + person * 100_000_000 + move.count * 1_000_000
        let rows = (0..<90).map { i in "\(i + 1),\(start + 20 * i)," + text(sensor(i, of: 90, 9.81)) }
        try folder.write(
          (["id,attr_time,attr_x,attr_y,attr_z"] + rows).joined(separator: "\n") + "\n",
          to: "proband\(person)/data/acc_\(move)_csv/acc_\(move)_\(place).csv")
      }
    case .datesAndGrids:
      for (person, move, trial) in each(1...4, 1...3, 1...2) {
        func rows(_ count: Int, rate: Double, _ values: (Int) -> [Double]) -> String {
          (0..<count).map { i in
            let time = Double(i) / rate
            let minute = 10 * move + 2 * trial + person
            return String(format: "2018-11-08 11:%02d:%06.3f,", minute, time) + text(values(i)) + "\n"
          }.joined()
        }
        let name = "0\(person)/0\(move)_"
        let moving = { (i: Int, cells: Int) in (0..<cells).map { 0.3 + 0.2 * sin(0.1 * Double(i + $0)) } }
        try folder.write(rows(400, rate: 100) { sensor($0, of: 400, 1) }, to: "set/act/\(name)act_\(trial).csv")
        try folder.write(rows(400, rate: 100) { sensor($0, of: 400, 1) }, to: "set/acw/\(name)acw_\(trial).csv")
        try folder.write(rows(56, rate: 14) { moving($0, 48) }, to: "set/dc_0.05_0.05/\(name)dc_\(trial).csv")
        try folder.write(rows(60, rate: 15) { moving($0, 64) }, to: "set/pm_1.0_1.0/\(name)pm_\(trial).csv")
      }
    case .personsByName:
      let joints = ["head", "neck", "shoulder_left", "elbow_left", "hand_left", "knee_left", "foot_left"]
      let comma = { (values: [Double]) in text(values, ";").replacing(".", with: ",") }
      for (person, move, take) in each(["anna", "bert"], ["squat", "jump"], 1...3) {
        let names = joints.flatMap { joint in ["x", "y", "z"].map { "\(joint)_\($0)" } }
        let poses = (0..<90).map { i in comma([Double(i) / 30] + names.map { _ in noise.next() }) }
        try folder.write(
          (["time;" + names.joined(separator: ";")] + poses).joined(separator: "\n") + "\n",
          to: "\(person)/\(move)/take\(take)_skeleton.csv")
        let watch = (0..<150).map { i in comma([Double(i) / 50] + sensor(i, of: 150, 1000) + [21.5]) }
        try folder.write(
          (["time;acc_x;acc_y;acc_z;temp"] + watch).joined(separator: "\n") + "\n",
          to: "\(person)/\(move)/take\(take)_watch.csv")
      }
    case .oneFile:
      var (rows, time) = (["user,activity,timestamp,x,y,z"], 49_105_962_326_000)
      for (person, move, frame) in each([33, 17, 29], ["Walking", "Jogging", "Sitting"], 0..<80) {
        time += 50_000_000
        rows.append("\(person),\(move),\(time)," + text(sensor(frame, of: 80, 9.81)))
      }
      try folder.write(rows.joined(separator: "\n") + "\n", to: "raw.txt")
    }
  }

  private func each<A: Sequence, B: Sequence, C: Sequence>(
    _ a: A, _ b: B, _ c: C
  ) -> [(A.Element, B.Element, C.Element)] {
    a.flatMap { x in b.flatMap { y in c.map { (x, y, $0) } } }
  }
}

/// Numbers from -1 to 1 without a pattern.
private struct Noise {
  private var state: UInt64 = 88_172_645_463_325_252

  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / Double(UInt64(1) << 52) - 1
  }
}
