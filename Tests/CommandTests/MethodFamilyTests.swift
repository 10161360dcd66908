import Alignment
import Benchmarking
import Leaderboards
import Records
import Testing

/// Families name methods that their target does not know; here both are in sight.
@Suite("Families of methods")
struct MethodFamilyTests {
  @Test("every registered alignment and every bound has a family, and families name nothing else")
  func registry() {
    let known = AlignmentRegistry.methods.map { $0.name } + Bound.allCases.map(\.rawValue) + [FusionChoice.name]
    let named = MethodFamily.allCases.flatMap(\.members)
    #expect(Set(named) == Set(known), "a new method: put its name into MethodFamily.members")
    for name in known where name != FusionChoice.name {
      #expect(MethodAppearance(of: name).family != .other, "\(name)")
    }
  }
}
