/// A list of cases that has none.
public struct NoCases: Error {}

/// The cases of a parameterised test, or of a loop of expectations, which over an empty list would
/// pass without one.
public func nonEmpty<Cases: Collection>(_ cases: Cases) throws -> Cases {
  guard !cases.isEmpty else { throw NoCases() }
  return cases
}
