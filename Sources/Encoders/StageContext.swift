import Datasets
import Diagnostics

/// What is known of the recordings that a stage takes, beside their values.
public struct StageContext: Sendable, Equatable, Codable {
  /// The unit of each channel by the channel's name, as far as known.
  public var units: [String: String]
  /// The limbs that sensors of the data set's other modalities are worn on, each once, in the manifest's order.
  public var worn: [Limb]

  /// Joins the parts; nothing is known where both are left out.
  public init(units: [String: String] = [:], worn: [Limb] = []) {
    self.units = units
    self.worn = worn
  }

  /// What a manifest says of a modality's recordings.
  public init(of modality: String, in manifest: Manifest) {
    let declared = manifest.modalities.first { $0.name == modality }
    let pairs = declared.map { Array(zip($0.channels, $0.channelUnits)) } ?? []
    units = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    worn = manifest.modalities.filter { $0.name != modality }.flatMap { $0.worn ?? [] }.distinct
  }
}

/// What each of the stages is told, one after the other, and then what the link behind them is.
/// - Throws: `InputError` of a stage that has no meaning for recordings in these units.
public func stageContexts(
  _ stages: [any SignalStage], of modality: String, in manifest: Manifest
) throws -> [StageContext] {
  var context = StageContext(of: modality, in: manifest)
  var contexts = [context]
  for stage in stages {
    context.units = try stage.units(after: context.units)
    contexts.append(context)
  }
  return contexts
}
