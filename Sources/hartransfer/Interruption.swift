import Benchmarking
import Dispatch
import Foundation

/// Ends a run cleanly on Ctrl-C (SIGINT) and on SIGTERM: running trials are finished, no other is
/// begun. A second signal ends the process at once, which loses the running trials and nothing
/// else.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Listens from now on.
  init(_ stop: StopSignal) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let (running, isRepeated) = stop.request()
        guard running > 0, !isRepeated else {
          printLog("ended; run the same command again to go on")
          _exit(1)
        }
        printLog("ending after \(running) running trials; once more to end at once")
      }
      source.resume()
      return source
    }
  }

  /// Stops listening.
  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
