/// What words of paths and of heads of columns usually mean.
enum PathWords {
  private static let persons: Set = [
    "s", "sub", "subj", "subject", "subjects", "person", "p", "pt", "user", "u", "proband", "participant", "volunteer",
    "actor",
    "people", "patient",
  ]
  private static let classes: Set = [
    "a", "action", "act", "activity", "activities", "ex", "exercise", "gesture", "g", "class", "c", "label", "move",
    "movement", "task", "motion", "letter",
  ]
  private static let trials: Set = [
    "t", "r", "trial", "rep", "repetition", "take", "run", "try", "iteration", "recording", "rec",
  ]
  private static let sessions: Set = ["session", "sess", "day", "d", "visit"]
  private static let parts: Set = [
    "train", "test", "val", "valid", "validation", "validate", "training", "testing", "dev",
  ]

  private static let sensors: Set = [
    "acc", "accel", "accelerometer", "acceleration", "gyr", "gyro", "gyroscope", "mag", "magnetometer", "imu",
    "inertial",
    "emg", "eeg", "ecg", "depth", "skeleton", "kinect", "joints", "pose", "rgb", "radar", "mmwave", "lidar", "mat",
    "pressure", "sensor", "device", "watch", "phone", "glasses", "earbud", "wrist", "thigh", "chest", "ankle", "hip",
    "head", "shin", "forearm", "upperarm", "waist", "hand", "foot", "back", "belt", "pocket", "leg", "arm", "knee",
    "left", "right", "linear", "gravity", "orientation", "quaternion", "barometer", "audio", "shimmer", "h", "cam",
    "camera",
  ]
  private static let moves = [
    "walk", "run", "sit", "stand", "lie", "lying", "laying", "jog", "jump", "climb", "stair", "down", "up", "squat",
    "bend", "wave", "clap", "throw", "catch", "punch", "kick", "push", "pull", "cycl", "swim", "row", "lunge", "curl",
    "raise", "turn", "reach", "lift", "shake", "rest", "drink", "eat", "wlk", "dws", "ups", "std", "fall", "swing",
    "knock", "bowl", "box", "stretch", "situp", "pushup", "still", "bike", "badminton",
  ]

  /// What a number means by the words before it; nil where they do not tell.
  static func meaning(before words: [String]) -> PathMeaning? {
    for word in words {
      if persons.contains(word) { return .subject }
      if classes.contains(word) { return .action }
      if trials.contains(word) { return .trial }
      if sessions.contains(word) { return .session }
    }
    return nil
  }

  /// Whether half of the words or more are sensors, or places of the body.
  static func areSensors(_ words: [String]) -> Bool {
    2 * words.count { sensors.contains($0.lowercased()) } >= words.count
  }
  /// Whether half of the words or more say what a body does.
  static func areMoves(_ words: [String]) -> Bool {
    2 * words.count { word in moves.contains { word.lowercased().hasPrefix($0) } } >= words.count
  }
  /// Whether all are names of parts of the data, such as `train`.
  static func areParts(_ words: [String]) -> Bool { words.allSatisfy { parts.contains($0.lowercased()) } }
  /// Whether they are the three axes.
  static func areAxes(_ words: [String]) -> Bool { Set(words.map { $0.lowercased() }) == ["x", "y", "z"] }
  /// Whether a number behind one of these words may count sensors.
  static func maySense(_ words: [String]) -> Bool { words.contains { sensors.contains($0) } }

  private static func parts(of head: String) -> [String] { head.lowercased().split { !$0.isLetter }.map(String.init) }

  /// Whether a head of a column says so.
  static func isPerson(_ head: String) -> Bool { parts(of: head).contains { $0.count > 1 && persons.contains($0) } }
  static func isClass(_ head: String) -> Bool { parts(of: head).contains { $0.count > 1 && classes.contains($0) } }
  static func isTime(_ head: String) -> Bool {
    parts(of: head).contains { $0.hasPrefix("time") || ["t", "ts", "date", "datetime", "epoch", "clock"].contains($0) }
  }
  /// Whether a head says that a channel is no acceleration.
  static func isOther(_ head: String) -> Bool {
    let text = head.lowercased()
    return ["gyr", "rot", "mag", "quat", "orient", "euler", "angle", "attitude", "angular"].contains {
      text.contains($0)
    }
  }
}

/// What a word or number of a path means.
enum PathMeaning: String {
  /// Which files of a recording it is: a sensor, an axis.
  case modality
  case axis
  case subject
  case action
  case trial
  case session
  /// A part of the data, such as `train`.
  case part
  /// It differs, and nothing tells why.
  case other
}
