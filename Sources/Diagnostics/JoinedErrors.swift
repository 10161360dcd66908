extension InputError {
  /// Several faults as one: the first in full, then the places of others; nil where there is none.
  public static func joining(_ faults: [InputError]) -> InputError? {
    guard var all = faults.first else { return nil }
    let others = faults.dropFirst()
    guard !others.isEmpty else { return all }
    let shown = others.prefix(5).map { "\($0.place): found \($0.found)" }.joined(separator: "; ")
    let more = others.count > 5 ? "; and \(others.count - 5) more" : ""
    all.advice += (all.advice.isEmpty ? "" : " ") + "Wrong too: \(shown)\(more)."
    return all
  }
}
