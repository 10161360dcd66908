import FeatureStore
import Foundation
import LinearAlgebra

extension StreamedAlignment {
  /// Writes the latents of all samples, a piece at a time, as `AlignmentRun.featureSet` holds them.
  /// - Throws: what reading and writing throw; `url` is then as it was.
  public func writeLatents(to url: URL) throws {
    let rows = try PairedRows(reader, of: names, rows: Array(0..<reader.samples.count))
    var origin = reader.origin
    origin.createdBy = "hartransfer \(packageVersion)"
    let k = latentDimension
    let fitted = fittedOn()
    try FeatureFileWriter.write(
      to: url, samples: reader.samples, modalities: try names.map { try description($0, fittedOn: fitted) },
      origin: origin, trueLatents: try reader.trueLatents()
    ) { writer in
      try streamed.latents(of: rows, by: alignment).forEachBlock(width: 4096) { block in
        for place in names.indices { try writer.append(block.rows((place * k)..<((place + 1) * k)), of: place) }
      }
    }
  }

  /// The ids of the pairs, and of what the features themselves were fitted on, in the order of the
  /// file.
  private func fittedOn() -> [String] {
    let ids = reader.samples.ids
    var isFitted = [Bool](repeating: false, count: ids.count)
    for row in pairs { isFitted[row] = true }
    let earlier = Set(reader.modalities.filter { names.contains($0.name) }.compactMap(\.fittedOn).joined())
    if !earlier.isEmpty { for row in ids.indices where earlier.contains(ids[row]) { isFitted[row] = true } }
    return ids.indices.filter { isFitted[$0] }.map { ids[$0] }
  }

  private func description(_ name: String, fittedOn: [String]) throws -> ModalityDescription {
    let known = try reader.description(of: name, as: .vectors)
    return ModalityDescription(
      name: name, dimension: latentDimension, count: known.count, precision: .double,
      encoder: "\(known.encoder) > \(method.name)",
      encoderParameters: try LatentParameters(
        features: known.encoderParameters, reduction: reduction, alignment: method.parameters
      ).text,
      pretrainedOn: known.pretrainedOn, fittedOn: fittedOn, units: "", present: known.present, sequence: nil)
  }
}
