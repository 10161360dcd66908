import Foundation
import HARTransfer

let configuration = try BenchmarkConfiguration(contentsOf: URL(filePath: "two-views.yaml"))
let runner = try BenchmarkRunner(configuration, results: URL(filePath: "Results"), cache: URL(filePath: "cache"))
let summary = try runner.run()
print(summary.planned, "trials,", summary.failed, "failed")

for board in try Leaderboard(runner.store).boards {
  print(board.title.name)
  for row in board.rows {
    let rank = row.rank.map { "rank \($0), group \(row.tieGroup ?? 0)" } ?? "bound"
    let interval = row.accuracyInterval.map { String(format: " [%.2f, %.2f]", $0.lowerBound, $0.upperBound) } ?? ""
    print("\(rank): \(row.trial.alignment.name)", String(format: "%.3f", row.scores["accuracy"] ?? .nan) + interval)
  }
}
