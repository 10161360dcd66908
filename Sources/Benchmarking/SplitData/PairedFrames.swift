import Alignment
import Diagnostics

/// Paired frames with what stands for them where moments are enough.
struct PairedFrames: Sendable {
  let frames: FramePairs
  private let moments: PairedFeatures

  init(_ frames: FramePairs) throws {
    self.frames = frames
    moments = try frames.moments()
  }

  /// What a method is fitted on, and the frames as it sees them.
  func part(
    for method: some AlignmentMethod, source: String?
  ) throws -> (units: FeatureUnits, frames: FramePairs) {
    let directed = try moments.directed(from: source)
    let places = method.placesWithoutLags(in: directed)
    let narrowed = frames.narrowed(at: places)
    switch type(of: method).frameUse {
    case .moments:
      return (try FeatureUnits(directed.selectingRows(frames.narrowedRows, at: places), for: method), narrowed)
    case .samples: return (try FeatureUnits(narrowed.samples(source: source), for: method), narrowed)
    case .none:
      throw InputError(
        "alignment", found: "frames", expected: "clips", advice: "Choose a method that is made for frames.")
    }
  }
}
