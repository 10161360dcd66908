/// A kernel on the features of one modality.
public enum Kernel: String, Codable, Sendable, CaseIterable {
  /// exp(-||x - y||² / (2 sigma²)), sigma = `bandwidth` times the median distance of two samples.
  case rbf
  /// x' y.
  case linear
}
