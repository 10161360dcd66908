import Datasets
import Diagnostics
import LinearAlgebra
import Splits

extension Axis {
  /// The share by which all values of the target are too small on the test rows, as after a bad
  /// calibration. Nothing that is fitted sees it.
  static let lostGain = Axis(
    name: "lostGain", values: .fractions, keeps: .nothing,
    change: .recordings { share, data, target in
      ChangedRecordings(
        target.recordings, target.modality, rows: data.split.roles.test, name: "gain lost \(share)"
      ) { signal in
        guard case .series(var series) = signal else {
          throw InputError(
            "modality '\(target.modality)'", found: "a gain asked for of recordings without channels",
            expected: "channels over time")
        }
        series.values = series.values.map { $0 * Float(1 - share) }
        return .series(series)
      }
    })
}
