import Diagnostics
import Foundation

/// Feeds one parser with inputs that libFuzzer makes (`make fuzz`), or with files.
///
/// Whatever the bytes are, a parser ends, and what it throws is an `InputError`. Everything else is
/// a fault: a crash, another error, memory or time above the limits of the call.
@main
struct Fuzz {
  static func main() {
    let arguments = CommandLine.arguments
    guard let name = ProcessInfo.processInfo.environment["FUZZED_PARSER"], let parser = parsers[name] else {
      print("usage: FUZZED_PARSER=<parser> fuzz [<file>...]\nparsers: \(parsers.keys.sorted().joined(separator: " "))")
      exit(2)
    }
    chosen = parser
    defer { try? FileManager.default.removeItem(at: scratch) }
    #if FUZZING
      var count = CommandLine.argc
      var values = UnsafeMutablePointer(mutating: CommandLine.unsafeArgv)
      exit(
        runDriver(&count, &values) { bytes, size in
          Fuzz.feed(bytes.map { Data(bytes: $0, count: size) } ?? Data())
          return 0
        })
    #else
      for file in arguments.dropFirst() {
        guard let data = FileManager.default.contents(atPath: file) else {
          print("\(file) cannot be read")
          exit(2)
        }
        print("\(file): \(feed(data) ?? "read")")
      }
    #endif
  }

  nonisolated(unsafe) private static var chosen: (Data) throws -> Void = { _ in }

  /// The message with which the input was refused; nil where it was read.
  @discardableResult
  private static func feed(_ data: Data) -> String? {
    do {
      try chosen(data)
      return nil
    } catch let error as InputError {
      return "\(error)"
    } catch {
      fatalError("an error that is no InputError: \(type(of: error)): \(error)")
    }
  }
}

#if FUZZING
  typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// libFuzzer's loop. It is linked where Swift is asked to sanitise for it.
  @_silgen_name("LLVMFuzzerRunDriver")
  func runDriver(
    _ count: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Arguments>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32
#endif
