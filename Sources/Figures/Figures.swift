import Diagnostics
import Foundation
import Leaderboards
import Records

/// The figures of results, drawn by gnuplot: each as SVG, PDF and PNG with its numbers (CSV) and
/// its script beside it, so that `gnuplot NAME.gp` draws it again.
public struct Figures: Sendable {
  /// A benchmark's results.
  public struct Result: Sendable {
    public let store: RecordStore
    public let leaderboard: Leaderboard

    public init(store: RecordStore, leaderboard: Leaderboard) { (self.store, self.leaderboard) = (store, leaderboard) }
  }

  /// What became of the figures.
  public struct Outcome: Sendable {
    /// The names of the figures that were drawn, in the order of the kinds.
    public let drawn: [String]
    /// What was not drawn, each with its reason.
    public let leftOut: [String]
  }

  private let study: Study

  public init(_ results: [Result], options: FigureOptions) throws {
    study = try Study(results, options: options)
  }

  /// Draws into `folder`, which is made where it is missing. Files of figures of the same name are
  /// replaced, others stay.
  /// - Parameter progress: told the name of each figure when it is there.
  /// - Throws: `InputError` where gnuplot is missing.
  public func draw(into folder: URL, progress: @Sendable (String) -> Void = { _ in }) async throws -> Outcome {
    try await Gnuplot.check()
    var drawings = Drawings(leftOut: study.noParts + study.incomplete)
    for kind in FigureKinds.all where study.options.kinds?.contains(kind.name) != false {
      let own = try kind.figures(of: study)
      drawings.figures += own.figures
      drawings.leftOut += own.leftOut.map { "\(kind.name): \($0)" }
    }
    let figures = drawings.figures
    try await withThrowingTaskGroup(of: Void.self) { group in
      var waiting = figures[...]
      func start() {
        guard let figure = waiting.popFirst() else { return }
        group.addTask { [forms = study.options.forms] in
          _ = try await FigureFiles(figure: figure, forms: forms).write(to: folder)
        }
      }
      for _ in 0..<max(2, ProcessInfo.processInfo.activeProcessorCount) { start() }
      while try await group.next() != nil { start() }
    }
    for figure in figures { progress(figure.name) }
    return Outcome(drawn: figures.map(\.name), leftOut: drawings.leftOut.distinct)
  }
}
