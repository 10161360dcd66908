import Alignment
import ArgumentParser
import Benchmarking
import Classifiers
import Foundation
import Leaderboards
import Records

extension CompletionKind {
  /// The ids of the data sets that there are.
  static let dataSets = asking { request in
    let named = request.value(of: "--datasets") ?? ProcessInfo.processInfo.environment["HARTRANSFER_DATASETS"]
    return Candidates.dataSets(in: named)
  }

  /// Configurations: files in YAML, and those that come with the program.
  static let configurations = asking { request in
    Candidates.paths(request.typed) { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") } + Candidates.configurations()
  }

  /// Folders that hold results, and folders that lead to others.
  static let results = asking { request in Candidates.resultsFolders(request.typed) }

  /// The results folder that `compare` begins with, then what names a row of it.
  static let resultsAndRows = asking { request in
    guard let folder = request.resultsFolder else { return Candidates.resultsFolders(request.typed) }
    return RowQuery.texts(naming: Candidates.rows(of: folder))
  }

  /// What names a row of the results folder.
  static let rowQueries = asking { request in
    RowQuery.texts(naming: request.resultsFolder.map(Candidates.rows) ?? [])
  }

  /// A value that the rows of the results folder have.
  static func rows(_ value: @escaping @Sendable (TrialDescription) -> String) -> CompletionKind {
    asking { request in (request.resultsFolder.map(Candidates.rows) ?? []).map(value) }
  }

  /// What `curves` may be drawn over: parameters of the alignments, and axes.
  static let curveParameters = asking { request in
    let rows = request.resultsFolder.map(Candidates.rows) ?? []
    return rows.flatMap { $0.alignment.parameters.leaves.keys } + Axis.all.map(\.name)
  }

  /// Conditions on trials by the names of methods.
  static let trialConditions = asking { _ in
    TrialFilter.keys.map { "\($0)=" } + AlignmentRegistry.methods.map { "alignment=\($0.name)" }
      + ClassifierRegistry.methods.map { "classifier=\($0.name)" }
  }

  private static func asking(_ candidates: @escaping @Sendable (CompletionRequest) -> [String]) -> CompletionKind {
    .custom { words, index, prefix in
      let request = CompletionRequest(words, index, prefix)
      return request.answer(Set(candidates(request)).sorted())
    }
  }
}

extension CompletionRequest {
  /// The first argument of the command; nil where it is still being typed.
  fileprivate var resultsFolder: String? {
    let words = arguments(optionsWithValue: [
      "--classifier", "--source", "--target", "--protocol", "--format", "--columns", "--blocks", "--over", "--row",
      "--only", "--width", "--output", "--board",
    ])
    return words.count > 2 ? words[2] : nil
  }
}
