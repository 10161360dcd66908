import Foundation
import PackagePlugin

/// Has the files of the report's page written into a source file of the target, so that the program
/// stays one file.
@main
struct PagePlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let script = target.directoryURL.appending(path: "write-page.sh")
    let page = target.directoryURL.appending(path: "Page")
    let output = context.pluginWorkDirectoryURL.appending(path: "PageFiles.swift")
    let names = try FileManager.default.subpathsOfDirectory(atPath: page.path)
      .filter { ["mustache", "css", "js"].contains(URL(filePath: $0).pathExtension) }.sorted()
    return [
      .buildCommand(
        displayName: "Files of the report's page", executable: URL(filePath: "/bin/sh"),
        arguments: [script.path, page.path, output.path] + names,
        inputFiles: [script] + names.map { page.appending(path: $0) }, outputFiles: [output])
    ]
  }
}
