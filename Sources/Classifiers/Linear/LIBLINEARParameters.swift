import Parameters

/// The parameters of the classifiers that LIBLINEAR solves.
public struct LIBLINEARParameters: Parametrised, Equatable {
  @Parameter(named: "C", .number(from: 0, openFrom: true), "the weight of the losses against the penalty")
  public var cost = 1.0
  @Parameter(.number(from: 0), "the value of the feature that carries the bias; 0 for no bias")
  public var bias = 1.0
  @Parameter("whether features are brought to mean 0 and variance 1 first") public var standardise = true
  @Parameter(
    .number(from: 0, openFrom: true, through: 1, openThrough: true),
    "the share of the first gradient at which the solver stops")
  public var tolerance = 1e-6

  public init() {}
}
