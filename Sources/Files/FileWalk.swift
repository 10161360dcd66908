import Foundation

extension URL {
  /// Whether there is a folder, or a link to one.
  public var isFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}

/// The files below a folder, those behind links to folders too.
public enum FileWalk {
  /// The paths below `folder`, hidden files and folders left out; in no order.
  ///
  /// A link to a folder is searched like the folder, unless it leads back to a folder that it
  /// stands in. A link to nothing counts as a file, so that it is refused where it is read.
  public static func files(below folder: URL) -> [String] {
    var result: [String] = []
    search(folder.resolvingSymlinksInPath(), "", [], &result)
    return result
  }

  private static func search(_ folder: URL, _ path: String, _ above: Set<String>, _ result: inout [String]) {
    let real = folder.resolvingSymlinksInPath().path
    guard !above.contains(real) else { return }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] where !name.hasPrefix(".") {
      let url = folder.appendingPathComponent(name)
      if url.isFolder {
        search(url, path + name + "/", above.union([real]), &result)
      } else {
        result.append(path + name)
      }
    }
  }
}
