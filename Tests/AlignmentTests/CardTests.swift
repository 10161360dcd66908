import Alignment
import Parameters
import TestSupport
import Testing

@Suite("Cards and parameters of the alignments")
struct CardTests {
  static let types = AlignmentRegistry.methods

  @Test("every card says something of everything", arguments: types.indices)
  func complete(index: Int) {
    let card = Self.types[index].card
    for text in [card.summary, card.objective, card.solution, card.cost, card.source] {
      #expect(!text.isEmpty && !text.contains("\n") && text.last == ".")
    }
  }

  @Test("what is declared of a parameter is what is read, written and refused", arguments: types.indices)
  func declarations(index: Int) throws {
    func check<M: AlignmentMethod>(_ type: M.Type) throws { try expectDeclarationsHold(type, type.name) }
    try check(Self.types[index])
  }

  @Test("the same holds of how frames are seen")
  func frames() throws { try expectDeclarationsHold(FrameLevel.self, "frames") }

  /// Parameters that shape nothing at their defaults.
  private static let idle: Set = [
    "loss", "structure", "structureTemperature", "distillation", "queue", "teacherTemperature", "studentTemperature",
  ]

  @Test("a name stands once, and every parameter is written with its default but those that shape nothing there")
  func written() throws {
    #expect(Set(Self.types.map { $0.name }).count == Self.types.count)
    for type in Self.types {
      let method = type.init()
      for parameter in type.parameters {
        #expect(
          method.isWritten(parameter.name) == !Self.idle.contains(parameter.name), "\(type.name): \(parameter.name)")
      }
    }
    for level in LossLevel.allCases {
      #expect(try InfoNCE { $0.loss = level }.isWritten("loss") == (level != .both))
      #expect(try SigLIP { $0.loss = level }.isWritten("loss") == (level != .both))
    }
  }

  @Test("where a method says nothing of it, every parameter is part of its factorisation's key")
  func keys() throws {
    #expect(try Procrustes { $0.scaled = true }.factorisationKey != Procrustes().factorisationKey)
    #expect(try CORAL { $0.ridge = 0.2 }.factorisationKey != CORAL().factorisationKey)
    #expect(try OptimalTransport { $0.seed = 1 }.factorisationKey != OptimalTransport().factorisationKey)
    #expect(try InfoNCE { $0.loss = .frame }.factorisationKey != InfoNCE().factorisationKey)
    #expect(try VICReg { $0.training.seed = 1 }.factorisationKey != VICReg().factorisationKey)
    #expect(VICReg().factorisationKey == VICReg().factorisationKey)
    #expect(try Collapse { $0.k = 2 }.factorisationKey == Collapse().factorisationKey)
  }
}
