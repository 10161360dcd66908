import Alignment
import Benchmarking
import Diagnostics
import Splits
import StrictYAML

/// What the options ask for.
extension AlignCommand {
  /// Reads the options.
  func request() throws -> AlignRequest {
    if classifier != nil, splitProtocol == nil {
      throw InputError(
        "--classifier", found: "no --protocol, so no labelled rows and no test", expected: "a protocol",
        advice: "Add one, say '--protocol cross-subject'.")
    }
    return AlignRequest(
      direction: try direction(), alignment: try alignment(),
      reduction: try StrictYAML.decode(Reduction.self, from: reduction, file: "--reduction"),
      splitProtocol: try splitProtocol.map {
        try StrictYAML.decode(SplitProtocol.self, from: $0, file: "--protocol")
      },
      classifier: try classifier.map {
        try StrictYAML.decode(ClassifierChoice.self, from: $0, file: "--classifier")
      }, budget: try ByteCount.bytes(memory, option: "--memory"))
  }

  private func direction() throws -> Direction {
    let names = modalities.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard names.count == 2, !names.contains("") else {
      throw InputError(
        "--modalities", found: "'\(modalities)'", expected: "two names with a comma between them",
        advice: "'hartransfer inspect \(features)' lists the modalities of the file.")
    }
    return Direction(source: names[0], target: names[1])
  }

  private func alignment() throws -> any AlignmentMethod {
    guard let type = AlignmentRegistry.methods.first(where: { $0.name == method }) else {
      let known = AlignmentRegistry.methods.map { $0.name }
      throw InputError(
        "--method", found: "unknown name '\(method)'", expected: "one of \(known.joined(separator: ", "))",
        advice: suggestion(for: method, among: known))
    }
    func decoded<M: AlignmentMethod>(_ type: M.Type) throws -> any AlignmentMethod {
      try StrictYAML.decode(type, from: parameters, file: "--parameters")
    }
    return try decoded(type)
  }
}
