import Foundation

/// The files that come with the program: manifests of data sets, and configurations.
///
/// They stand in the package that the program was built from, or, where it was installed, in
/// `share/hartransfer` beside its `bin`: below a prefix, or in a Python package.
public enum ProgramFiles {
  /// The file of the running program.
  public static var executable: URL? {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map { URL(fileURLWithPath: $0) }
      ?? Bundle.main.executableURL
  }

  /// The folders that may hold them, nearest first: every folder above the program, and
  /// `share/hartransfer` in it.
  public static func folders(of executable: URL? = executable) -> [URL] {
    var found: [URL] = []
    var folder = executable?.resolvingSymlinksInPath().deletingLastPathComponent()
    while let here = folder, here.path != "/" {
      found += [here, here.appendingPathComponent("share/hartransfer")]
      folder = here.deletingLastPathComponent()
    }
    return found
  }

  /// Whether a folder of such files was installed: nothing may be written below it, since another
  /// installation takes its place, and removing it must leave nothing.
  public static func isInstalled(_ folder: URL) -> Bool {
    folder.standardizedFileURL.pathComponents.suffix(2) == ["share", "hartransfer"]
  }

  /// Whether the program was installed, so that the files nearest to it were.
  public static func areInstalled(executable: URL? = executable) -> Bool {
    let nearest = folders(of: executable).first { folder in
      FileManager.default.fileExists(atPath: folder.appendingPathComponent("Datasets").path)
    }
    return nearest.map(isInstalled) ?? false
  }
}
