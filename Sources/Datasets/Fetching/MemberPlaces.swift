import Diagnostics
import Files

/// Where the files of an archive go.
protocol MemberPlaces {
  /// Decides on a file of the archive by its path there.
  mutating func place(of path: String) throws -> MemberPlace
}

/// What becomes of a file in an archive.
enum MemberPlace: Equatable {
  /// It goes to this path below the folder of the data. Where checksums are given, it must have one
  /// of them.
  case file(String, accepted: [String]?)
  /// It is there already, as it should be, at this path.
  case here(String)
  /// It is not wanted.
  case leftOut
  /// No list names it.
  case unlisted
}

extension MemberPlace {
  /// Files that systems put into archives for themselves: hidden ones, and those of `__MACOSX`.
  static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }
}

/// All files go into one folder, without the folders of the archive.
struct OneFolder: MemberPlaces {
  let folder: String
  /// Checksums by path, where a list decides.
  var accepted: [String: [String]] = [:]

  func place(of path: String) throws -> MemberPlace {
    let file = folder + "/" + (path.split(separator: "/").last.map(String.init) ?? path)
    return .file(file, accepted: accepted[file])
  }
}

/// Some members alone, without their folders.
struct SomeMembers: MemberPlaces {
  let members: Set<String>

  func place(of path: String) throws -> MemberPlace {
    members.contains(path) ? .file(PythonPackage.fileName(path), accepted: nil) : .leftOut
  }
}

/// All files with the folders of the archive.
struct SameFolders: MemberPlaces {
  func place(of path: String) throws -> MemberPlace { .file(path, accepted: nil) }
}

/// Files that checksum lists name, at the paths of the lists. The archive may have some folders
/// above them more, or less, than the lists.
struct ListedFiles: MemberPlaces {
  private let accepted: [String: [String]]
  private let here: Set<String>
  private let companions: Set<String>
  /// The paths of the lists by their ends, without one folder above, two, ...; nil where two have
  /// the same.
  private let byEnd: [String: String?]
  /// The folders that the archive has more than the lists (above 0), or less; found at the first
  /// file that a list names.
  private var surplus: Int?

  /// - Parameters:
  ///   - accepted: checksums by path below the folder of the data.
  ///   - here: paths that are as they should be already.
  ///   - companions: paths that no list names, and that may be there.
  init(_ accepted: [String: [String]], here: Set<String>, companions: [String]) {
    self.accepted = accepted
    self.here = here
    self.companions = Set(companions)
    var byEnd: [String: String?] = [:]
    for path in accepted.keys {
      for end in Self.ends(of: path).dropFirst() { byEnd[end] = byEnd[end] == nil ? .some(path) : .some(nil) }
    }
    self.byEnd = byEnd
  }

  /// The path, the path without its first folder, without two, ...
  private static func ends(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    return parts.indices.map { parts[$0...].joined(separator: "/") }
  }

  mutating func place(of path: String) throws -> MemberPlace {
    guard let listed = listed(path) else {
      return Self.ends(of: path).contains(where: companions.contains) ? .leftOut : .unlisted
    }
    return here.contains(listed) ? .here(listed) : .file(listed, accepted: accepted[listed])
  }

  /// The path of the list that a path of the archive stands for.
  private mutating func listed(_ path: String) -> String? {
    let ends = Self.ends(of: path)
    if let surplus {
      if surplus >= 0 { return ends.count > surplus && accepted[ends[surplus]] != nil ? ends[surplus] : nil }
      guard let found = byEnd[path] ?? nil, Self.ends(of: found).firstIndex(of: path) == -surplus else { return nil }
      return found
    }
    if let place = ends.firstIndex(where: { accepted[$0] != nil }) {
      surplus = place
      return ends[place]
    }
    guard let found = byEnd[path] ?? nil, let place = Self.ends(of: found).firstIndex(of: path) else { return nil }
    surplus = -place
    return found
  }
}
