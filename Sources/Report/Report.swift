import Foundation
import Leaderboards
import Records

/// The report of several results as one HTML page, which asks nothing of a network or of files
/// beside it.
public struct Report: Sendable {
  /// The page.
  public let html: String
  /// What the page does not hold, in sentences; it says them itself.
  public let leftOut: [String]

  /// The size of a page where none is asked for.
  public static let defaultLimit = 5_000_000
  /// What the sentences on what is left out may take.
  private static let reserve = 4_000

  /// Collects what the page shows, and writes it.
  ///
  /// Boards and rows are always there. Predictions, tests of pairs, details of rows and latents are
  /// there as far as they fit.
  /// - Parameters:
  ///   - results: Leaderboards with the stores that they were made from; each is ranked by what the
  ///     page shows first.
  ///   - notes: What is known of methods and data sets beyond the records.
  ///   - limit: The page's size in bytes.
  /// - Throws: `InputError` for records that cannot be read.
  public init(
    results: [(leaderboard: Leaderboard, store: RecordStore)], notes: ReferenceNotes = ReferenceNotes(),
    limit: Int = defaultLimit
  ) throws {
    let ranked = try results.map { try ReportedResults($0.leaderboard, $0.store) }
    let rows = try CollectedRows(ranked)
    var data = PageData(ranked, rows, notes: notes)
    let template = try PageTemplate()
    let bare = template.text(of: data, json: try PagePortions(bytes: 0).joined(to: data)).utf8.count
    let filling = try PageFilling(ranked, rows, bytes: limit - bare - Self.reserve)
    data.leftOut += filling.leftOut
    leftOut = data.leftOut
    html = template.text(of: data, json: try filling.portions.joined(to: data))
  }
}
