import Locks

/// The lengths of recordings, each asked for once.
public final class RecordingLengths: Sendable {
  private let source: any RecordingSource
  private let known = Mutex<[String: [Int: SignalLength?]]>([:])

  /// The lengths of a source's recordings; none is known yet.
  public init(of source: any RecordingSource) { self.source = source }

  /// How long a recording is; nil for a text.
  public func length(row: Int, modality: String) throws -> SignalLength? {
    if let length = known.withLock({ $0[modality]?[row] }) { return length }
    let length = try source.length(row: row, modality: modality)
    known.withLock { $0[modality, default: [:]][row] = .some(length) }
    return length
  }
}
