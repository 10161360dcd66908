import Foundation
import PackagePlugin

/// Compiles the examples of extensions, `Examples/<module>/<file>`, outside of the modules that they would stand in: each
/// gets a line in front that imports its module with what is internal there.
@main
struct ExamplesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let examples = target.directoryURL.appending(path: "Examples")
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: examples.path).sorted().flatMap { module -> [Command] in
      let folder = examples.appending(path: module)
      return try files.contentsOfDirectory(atPath: folder.path).sorted().filter { $0.hasSuffix(".swift") }.map { name -> Command in
        let (file, copy) = (folder.appending(path: name), context.pluginWorkDirectoryURL.appending(path: name))
        let script = #"{ echo "@testable import $0"; cat "$1"; } >"$2""#
        return .buildCommand(
          displayName: "Example \(name)", executable: URL(filePath: "/bin/sh"),
          arguments: ["-c", script, module, file.path, copy.path], inputFiles: [file], outputFiles: [copy])
      }
    }
  }
}
