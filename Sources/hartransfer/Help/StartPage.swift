/// What `hartransfer` alone prints: what it is, how to begin, where to read on.
enum StartPage {
  static let purpose =
    "Benchmarks of zero-label cross-modal transfer in human activity recognition: "
    + "labels of one kind of sensor, recognition with another."

  /// The first commands. They need no data but what they make.
  static let commands = [
    ("hartransfer run Configs/synthetic.yaml", "a first benchmark, on data that it makes"),
    ("hartransfer leaderboard Results/synthetic", "its tables again, from the records"),
    ("hartransfer datasets list", "real recordings, and how to get them"),
  ]

  static let text: String = {
    let width = commands.map(\.0.count).max() ?? 0
    let lines = commands.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count))  \($0.1)" }
    return """
      HARTransfer benchmarks zero-label cross-modal transfer in human activity
      recognition: labels of one kind of sensor, recognition with another.

      Start with
      \(lines.joined(separator: "\n"))

      All commands: hartransfer --help. One of them: hartransfer run --help.

      """
  }()
}
