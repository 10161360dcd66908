/// Hands out names, each once: from the second on, equal ones get a number, `a`, `a-2`, `a-3`.
public struct DistinctNames {
  private var taken: Set<String> = []
  private let separator: String

  /// - Parameter separator: what stands before the number.
  public init(separator: String = "-") { self.separator = separator }

  /// The name, or the first of its numbered forms that nobody has yet.
  public mutating func next(_ name: String) -> String {
    var (candidate, number) = (name, 1)
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = name + separator + String(number)
    }
    return candidate
  }
}
