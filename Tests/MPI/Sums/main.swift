import Foundation
import MessagePassing

/// What `Ranks` promises, on as many ranks as a launcher starts: sums, maxima and messages.
let ranks = try Ranks.join()
var faults: [String] = []
let each = Double(ranks.count * (ranks.count + 1) / 2)

// Whole numbers: their sums are exact in any order.
for count in [0, 1, 7, 100_003] {
  let own = (0..<count).map { Double((ranks.rank + 1) * ($0 + 1)) }
  if ranks.allReduce(own) != (0..<count).map({ each * Double($0 + 1) }) { faults.append("the sum of \(count) values") }
}
for place in 0..<ranks.count where ranks.largest(ranks.rank == place ? 5 : -5) != 5 {
  faults.append("the maximum of rank \(place)")
}
let places = (0..<ranks.count).map { Double($0 == ranks.rank ? 7 : -7) }
if ranks.largest(places) != places.map({ _ in 7 }) { faults.append("the maxima of several values") }
if ranks.largest(ranks.rank) != ranks.count - 1 { faults.append("the largest rank") }

// Rank r sends r messages, of which one is long.
let long = 3_000_000
if ranks.isFirst {
  var found: [Int: [Int]] = [:]
  while found.values.reduce(0, { $0 + $1.count }) < ranks.count * (ranks.count - 1) / 2 {
    guard let (rank, message) = ranks.receive() else {
      usleep(100)
      continue
    }
    if message.contains(where: { $0 != UInt8(rank) }) { faults.append("a message of rank \(rank)") }
    found[rank, default: []].append(message.count)
  }
  for rank in 1..<max(ranks.count, 1) where found[rank] != [long] + Array(repeating: 3, count: rank - 1) {
    faults.append("the messages of rank \(rank), or their order")
  }
} else {
  for number in 0..<ranks.rank { ranks.send(Data(repeating: UInt8(ranks.rank), count: number == 0 ? long : 3)) }
}

let isBad = ranks.largest(faults.count) > 0
for fault in faults { print("error: \(ranks.name): \(fault)") }
if ranks.isFirst, !isBad { print("\(ranks.count) ranks: sums, maxima and messages are as they should be") }
ranks.leave()
exit(isBad ? 1 : 0)
