// The examples import what their folder's other files import, and are in no module of the package
// here. Its modules are imported for all of them.
@_exported @testable import Leaderboards
@_exported @testable import Metrics
