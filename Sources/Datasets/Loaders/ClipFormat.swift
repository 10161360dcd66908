import Diagnostics
import Foundation
import LinearAlgebra

/// How one modality of UTD-MHAD is stored: folder, variable, shape.
struct ClipFormat: Sendable {
  private let modality: Modality
  private let kind: Kind

  /// The three modalities that this suite reads.
  private enum Kind: String, CaseIterable {
    case inertial, skeleton, depth
  }

  /// The modality's name.
  var name: String { modality.name }
  /// The folder of its files.
  var folder: String { kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst() }
  private var variable: String {
    switch kind {
    case .inertial: "d_iner"
    case .skeleton: "d_skel"
    case .depth: "d_depth"
    }
  }

  /// The format of a modality of the manifest.
  /// - Throws: `InputError` for a modality that the loader does not know, or another number of
  ///   channels than its files have.
  init(_ modality: Modality) throws {
    let names = Kind.allCases.map(\.rawValue)
    guard let kind = Kind(rawValue: modality.name) else {
      throw InputError(
        "loader utd-mhad", found: "modality '\(modality.name)'", expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: modality.name, among: names))
    }
    self.kind = kind
    self.modality = modality
    let channels = [.inertial: 6, .skeleton: 60, .depth: 1][kind]!
    guard modality.channels.count == channels else {
      throw InputError(
        "loader utd-mhad: \(modality.name): channels", found: "\(modality.channels.count)", expected: "\(channels)")
    }
  }

  /// The path of a clip's file below the folder of the data.
  func file(of clip: ClipName) -> String { "\(folder)/\(clip.id)_\(name).mat" }

  /// The clip that a file is of; nil for a name that no clip of this modality has.
  func clip(ofFile name: String) -> ClipName? {
    let ending = "_\(self.name).mat"
    return name.hasSuffix(ending) ? ClipName(String(name.dropLast(ending.count))) : nil
  }

  /// Reads a file.
  /// - Throws: `InputError` when it is damaged, holds another variable, has another shape or
  ///   numbers that are not finite.
  func read(_ file: URL) throws -> Signal {
    let array = try MATArray(variable, of: file)
    let place = "\(file.path): \(variable)"
    switch (kind, array.dimensions.count) {
    case (.inertial, 2) where array.dimensions[1] == 6:
      let frames = array.dimensions[0]
      let numbers = try array.floats(place: place)
      return series(frames) { channel, frame in numbers[channel * frames + frame] }
    case (.skeleton, 3) where array.dimensions[0] == 20 && array.dimensions[1] == 3:
      let numbers = try array.floats(place: place)
      // Stored with the joint fastest, then the axis; handed out as x, y, z of one joint after the
      // other.
      return series(array.dimensions[2]) { channel, frame in numbers[frame * 60 + channel % 3 * 20 + channel / 3] }
    case (.depth, 3):
      let size = array.dimensions
      return .depth(
        DepthVideo(
          height: size[0], width: size[1], frames: size[2], millimetres: try array.unsigned16(place: place),
          rate: modality.rate))
    default:
      let shapes = ["frames x 6", "20 x 3 x frames", "height x width x frames"]
      throw MATArray.refused(
        place, array.dimensions.map(String.init).joined(separator: " x ") + " numbers",
        shapes[Kind.allCases.firstIndex(of: kind)!])
    }
  }

  private func series(_ frames: Int, _ value: (_ channel: Int, _ frame: Int) -> Float) -> Signal {
    let channels = modality.channels.count
    let values = Matrix<Float>(channels, frames) { elements in
      for frame in 0..<frames {
        for channel in 0..<channels { elements[frame * channels + channel] = value(channel, frame) }
      }
    }
    return .series(TimeSeries(values: values, rate: modality.rate, channels: modality.channels))
  }
}
