import Classifiers
import Diagnostics
import Parameters
import TestSupport
import Testing

@Suite("Cards and parameters of classifiers")
struct CardTests {
  static let types = ClassifierRegistry.methods

  @Test("every card says something of everything", arguments: types.indices)
  func complete(index: Int) {
    let card = Self.types[index].card
    for text in [card.summary, card.objective, card.solution, card.cost, card.source] {
      #expect(text.count > 1 && !text.contains("\n") && text.last == ".")
    }
  }

  @Test("what is declared of a parameter is what is read, written and refused", arguments: types.indices)
  func declarations(index: Int) throws {
    func check<M: ClassifierMethod>(_ type: M.Type) throws { try expectDeclarationsHold(type, type.name) }
    try check(Self.types[index])
  }

  @Test("every parameter is written with its default, but for what steers draws of a mixture where nothing is drawn")
  func written() {
    for type in Self.types {
      let method = type.init()
      for parameter in type.parameters.map(\.name) {
        let steersDraws = type.name == GaussianMixture.name && ["restarts", "seed"].contains(parameter)
        #expect(method.isWritten(parameter) == !steersDraws, "\(type.name): \(parameter)")
      }
    }
  }
}
