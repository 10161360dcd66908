import Foundation
import LinearAlgebra

/// Threads in place of processes that share samples: each has a rank, and they meet for every sum.
public struct ThreadExchange: SampleExchange {
  /// Thrown where threads do not ask for the same, or one of them is gone.
  public struct Disagreement: Error {}

  public let rank: Int
  public var count: Int { meeting.count }
  private let meeting: Meeting

  public func total(_ values: [Double]) throws -> [Double] {
    try meeting.combine(values, of: rank, "total") { $0 + $1 }
  }

  public func largest(_ values: [Double]) throws -> [Double] {
    try meeting.combine(values, of: rank, "largest") { max($0, $1) }
  }

  /// What `body` gives at every rank; the first error where one of them throws.
  public static func run<T: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (ThreadExchange) throws -> T
  ) throws -> [T] {
    let meeting = Meeting(count)
    let results = Results<T>(count)
    let threads = (0..<count).map { rank in
      let thread = Thread {
        let result = Result { try body(ThreadExchange(rank: rank, meeting: meeting)) }
        if case .failure = result { meeting.leave() }
        results.put(result, at: rank)
      }
      thread.stackSize = 8 << 20
      thread.start()
      return thread
    }
    withExtendedLifetime(threads) { results.wait() }
    let failures = results.all.compactMap { result -> (any Error)? in
      if case .failure(let error) = result { error } else { nil }
    }
    if let first = failures.first(where: { !($0 is Disagreement) }) ?? failures.first { throw first }
    return try results.all.map { try $0.get() }
  }
}

/// Where the threads meet. All fields are read and written under the condition's lock.
private final class Meeting: @unchecked Sendable {
  let count: Int
  private let condition = NSCondition()
  private var given: [Int: ([Double], String)] = [:]
  private var result: [Double]?
  private var round = 0
  private var isOver = false

  init(_ count: Int) { self.count = count }

  func leave() {
    condition.withLock {
      isOver = true
      condition.broadcast()
    }
  }

  func combine(
    _ values: [Double], of rank: Int, _ name: String, _ operation: (Double, Double) -> Double
  ) throws -> [Double] {
    condition.lock()
    defer { condition.unlock() }
    guard !isOver else { throw ThreadExchange.Disagreement() }
    let own = round
    given[rank] = (values, name)
    if given.count == count {
      let all = (0..<count).compactMap { given[$0] }
      isOver = all.contains { $0.0.count != values.count || $0.1 != name }
      if !isOver {
        result = all.dropFirst().reduce(all[0].0) { sum, next in zip(sum, next.0).map(operation) }
      }
      (given, round) = ([:], round + 1)
      condition.broadcast()
    } else {
      while round == own && !isOver { condition.wait() }
    }
    guard !isOver, let result else { throw ThreadExchange.Disagreement() }
    return result
  }
}

private final class Results<T: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var found: [Result<T, any Error>?]

  init(_ count: Int) { found = Array(repeating: nil, count: count) }

  func put(_ result: Result<T, any Error>, at rank: Int) {
    condition.withLock {
      found[rank] = result
      condition.broadcast()
    }
  }

  func wait() {
    condition.lock()
    while found.contains(where: { $0 == nil }) { condition.wait() }
    condition.unlock()
  }

  var all: [Result<T, any Error>] { condition.withLock { found.compactMap { $0 } } }
}
