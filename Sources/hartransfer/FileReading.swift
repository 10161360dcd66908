import Datasets
import Files
import Foundation

/// Files of others are read in a process of its own first: this program again, with an argument
/// that no help page shows.
enum FileReading {
  static let arguments = ["__read-files"]

  /// Names a file that the calling program writes itself, where nobody else can change it: another
  /// process would read it for nothing. It is whole where standard input ends.
  private static let ownFile = "HARTRANSFER_OWN_FILE"

  /// From here on files are checked.
  static func begin() {
    let itself = URL(fileURLWithPath: "/proc/self/exe")
    FileCheck.begin(with: ReadingProgram(itself, arguments: arguments) { printLog($0) })
    guard let own = ProcessInfo.processInfo.environment[ownFile] else { return }
    while readLine() != nil {}
    FileCheck.trust(URL(fileURLWithPath: own))
  }

  /// Reads the files that the other process names, until it names no more.
  static func serve() -> Never { ReadingService.run(WholeFile.read) }
}
