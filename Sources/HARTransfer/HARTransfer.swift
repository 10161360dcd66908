// One import for Swift programs. Why whole modules: README.md.
@_exported public import Alignment
@_exported public import Benchmarking
@_exported public import Classifiers
@_exported public import Datasets
@_exported public import Diagnostics
@_exported public import Encoders
@_exported public import FeatureStore
@_exported public import Leaderboards
@_exported public import LinearAlgebra
@_exported public import Metrics
@_exported public import Parallelism
@_exported public import Parameters
@_exported public import Randomness
@_exported public import Records
@_exported public import Splits
@_exported public import Statistics
