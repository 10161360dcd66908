import Foundation
import PackagePlugin

/// Compiles examples of the documentation into a target of tests, from its folder `Examples`.
///
/// A file in `Programs` is a whole program. It becomes a function of its name, which gives the
/// lines that it prints; files that it names lie in the folder it is given. A file in
/// `<module>` stands outside of that module: it gets a line in front that imports the module with
/// its internal parts.
@main
struct ExamplesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let examples = target.directoryURL.appending(path: "Examples")
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: examples.path).sorted().flatMap { group -> [Command] in
      let folder = examples.appending(path: group)
      return try files.contentsOfDirectory(atPath: folder.path).sorted().filter { $0.hasSuffix(".swift") }.map {
        name -> Command in
        let (file, copy) = (folder.appending(path: name), context.pluginWorkDirectoryURL.appending(path: name))
        let (script, word) =
          group == "Programs" ? (Self.program, Self.functionName(of: name)) : (Self.importing, group)
        return .buildCommand(
          displayName: "Example \(name)", executable: URL(filePath: "/bin/sh"),
          arguments: ["-c", script, word, file.path, copy.path], inputFiles: [file], outputFiles: [copy])
      }
    }
  }

  private static let importing = #"{ echo "@testable import $0"; cat "$1"; } >"$2""#

  private static let program = #"""
    { echo "import Foundation"
      grep '^import ' "$1"
      echo "func $0(in folder: URL) throws -> [String] {"
      echo "  var printed: [String] = []"
      echo "  func print(_ items: Any...) { printed.append(items.map { item in \"\\(item)\" }.joined(separator: \" \")) }"
      sed -e '/^import /d' -e 's|URL(filePath: "|folder.appending(path: "|g' "$1"
      echo "  return printed"
      echo "}"
    } >"$2"
    """#

  private static func functionName(of file: String) -> String {
    let name = file.dropLast(".swift".count)
    return name.prefix(1).lowercased() + name.dropFirst()
  }
}
