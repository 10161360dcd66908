import Alignment
import Records

extension TrialRecord.Matching {
  init(_ report: MatchingReport) {
    self.init(
      starts: report.starts, chosen: report.chosen, distortion: report.distortion,
      isMatchConverged: report.isMatchConverged, isMatchExact: report.isMatchExact, rounds: report.rounds,
      isRefinementConverged: report.isRefinementConverged, pseudoPairs: report.pseudoPairs,
      similarity: report.similarity)
  }
}
