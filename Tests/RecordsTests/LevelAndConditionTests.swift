import Files
import Foundation
import Testing

@testable import Records

@Suite("Levels and conditions")
struct LevelAndConditionTests {
  @Test("a level is read as tables print it and as one word, and nothing else is one")
  func levels() {
    for level in Level.allCases { #expect(Level(named: level.rawValue) == level && Level(named: level.word) == level) }
    #expect(Level(named: "clips-and-frames") == .both && "\(Level.both)" == "clips and frames")
    #expect(Level(named: "frame") == nil && Level(named: "") == nil && Level(named: "both") == nil)
  }

  @Test("a description says its level by its frames and by a classifier of both, whatever that is called")
  func described() {
    var trial = TrialKeysTests.description
    #expect(trial.level == .frames)
    trial.classifier = .init(name: "other", parameters: .object(["clips": .null, "frames": .null]))
    #expect(trial.level == .both)
    trial.frames = nil
    #expect(trial.level == .clips)
  }

  @Test("a condition is an object of one member, whole numbers as such")
  func form() throws {
    for (condition, text) in [
      (Condition("pairs", 54), #"{"pairs":54}"#), (Condition("timeShift", 0.5), #"{"timeShift":0.5}"#),
      (Condition("timeShift", 1), #"{"timeShift":1}"#), (Condition("unheard-of", 2.5), #"{"unheard-of":2.5}"#),
    ] {
      #expect(try CanonicalJSON.text(condition) == text)
      #expect(try JSONDecoder().decode(Condition.self, from: Data(text.utf8)) == condition)
    }
    for text in ["{}", #"{"pairs":1,"labels":2}"#, #"{"pairs":"many"}"#, "3"] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(Condition.self, from: Data(text.utf8)) }
    }
  }

  @Test("an axis without words has its name and number for a title")
  func words() {
    #expect("\(Condition("unheard-of", 3))" == "unheard-of 3" && "\(Condition("unheard-of", 2.5))" == "unheard-of 2.5")
    // A file may hold any number.
    #expect(Condition("pairs", 1e300).number == .number(1e300) && Condition("pairs", 0.5).number == .number(0.5))
  }
}
