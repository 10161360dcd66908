import Diagnostics

/// Objects that only MATLAB reads, and what to save in their place.
enum MATLABObjects {
  /// By class; `<x>` is the name of the variable.
  private static let instead: [String: String] = [
    "string": "cellstr(<x>)", "categorical": "cellstr(<x>), or double(<x>) for its numbers",
    "datetime": "posixtime(<x>)", "duration": "seconds(<x>)",
    "calendarDuration": "cellstr(char(<x>))",
    "table": "table2array(<x>), or each of its columns",
    "timetable": "<x>.Variables, and its times as posixtime or seconds of them",
    "timeseries": "<x>.Data and <x>.Time",
    "containers.Map": "keys(<x>) and values(<x>)", "dictionary": "keys(<x>) and values(<x>)",
    "function_handle": "func2str(<x>)", "struct": "each of its fields", "sparse": "full(<x>)",
  ]

  /// What `inspect` says of a variable of this class.
  static func description(_ kind: String) -> String {
    switch kind {
    case "struct": "a MATLAB struct"
    case "sparse": "a MATLAB sparse matrix"
    case "function_handle": "a MATLAB function handle"
    default: "a MATLAB object of class \(kind)"
    }
  }

  /// The error for a variable that is asked for.
  static func refused(_ place: String, name: String, kind: String) -> InputError {
    InputError(
      place, found: description(kind), expected: "numbers, text (char), or a cell array of them",
      advice: "In MATLAB, save \(instead[kind]?.replacing("<x>", with: name) ?? "its properties") in its place.")
  }
}

/// MATLAB files of version 4, which have no mark: five numbers and a name begin each variable.
enum MATVersion4 {
  /// Whether these are the first bytes of such a file.
  static func begins(_ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes.prefix(20 + 64))
    guard bytes.count > 20 else { return false }
    return [false, true].contains { isBigEndian in
      let numbers = (0..<5).map { index in
        let four = bytes[(4 * index)..<(4 * index + 4)]
        return (isBigEndian ? Array(four) : four.reversed()).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      }
      // Thousands: the machine; hundreds: none; tens: the type of numbers; ones: the kind of
      // matrix.
      let type = numbers[0]
      guard type < 5000, type / 100 % 10 == 0, type / 10 % 10 <= 5, type % 10 <= 2,
        (type / 1000 == 1) == isBigEndian || type / 1000 > 1
      else { return false }
      guard numbers[1] < 1 << 31, numbers[2] < 1 << 31, numbers[3] <= 1, (2...64).contains(numbers[4]) else {
        return false
      }
      let name = bytes.dropFirst(20).prefix(Int(numbers[4]))
      return name.last == 0 && name.dropLast().allSatisfy { $0 == 0x5F || ($0 < 0x80 && isLetterOrDigit($0)) }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    let character = Character(UnicodeScalar(byte))
    return character.isLetter || character.isNumber
  }

  /// The error for such a file.
  static func refused(_ place: String) -> InputError {
    InputError(
      place, found: "a MATLAB file of version 4", expected: "one of version 5 to 7.3",
      advice: "In MATLAB: load it, and save it again with save(..., '-v7').")
  }
}
