import Foundation
import PackagePlugin

/// Has the package's revision written into a source file of the target before every build.
@main
struct RevisionPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL
    let script = target.directoryURL.appending(path: "write-revision.sh")
    return [
      .prebuildCommand(
        displayName: "Revision of the package", executable: URL(filePath: "/bin/sh"),
        arguments: [script.path, context.package.directoryURL.path, output.appending(path: "Written.swift").path],
        outputFilesDirectory: output)
    ]
  }
}
