// swift-tools-version: 6.1
import PackageDescription

/// A target of this package by name.
func local(_ names: String...) -> [Target.Dependency] { names.map { .target(name: $0) } }

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// Every target may import only targets that stand above it: the way of the data is one way.
let package = Package(
  name: "HARTransfer",
  products: [.executable(name: "hartransfer", targets: ["hartransfer"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // C libraries
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
    .systemLibrary(name: "CMatIO", pkgConfig: "matio", providers: [.apt(["libmatio-dev"])]),
    .target(name: "CHDF5Shims", dependencies: local("CHDF5"), exclude: ["README.md"]),

    // Below the data
    .target(name: "Diagnostics"),
    .target(name: "Files", dependencies: local("Diagnostics") + [crypto]),
    .target(name: "Parallelism"),
    .target(name: "StrictYAML", dependencies: local("Diagnostics") + [yams]),
    .target(name: "LinearAlgebra", dependencies: local("COpenBLAS", "CLAPACKE")),
    .target(name: "Randomness", dependencies: [crypto]),

    // The way of the data
    .target(
      name: "FeatureStore",
      dependencies: local("CHDF5", "CHDF5Shims", "Diagnostics", "Files", "LinearAlgebra"), exclude: ["README.md"]),
    .target(
      name: "Datasets",
      dependencies: local(
        "CMatIO", "CHDF5", "Diagnostics", "Files", "Parallelism", "StrictYAML", "LinearAlgebra", "Randomness",
        "FeatureStore") + [subprocess]),
    .target(name: "Splits", dependencies: local("Diagnostics", "Randomness", "FeatureStore")),
    .target(
      name: "Encoders",
      dependencies: local(
        "Diagnostics", "Parallelism", "LinearAlgebra", "Randomness", "FeatureStore", "Datasets")),
    .target(name: "Alignment", dependencies: local("Diagnostics", "LinearAlgebra", "Randomness")),
    .target(name: "Classifiers", dependencies: local("Diagnostics", "LinearAlgebra", "Randomness")),
    .target(name: "Metrics", dependencies: local("LinearAlgebra", "Randomness")),
    .target(
      name: "Benchmarking",
      dependencies: local(
        "Diagnostics", "Files", "Parallelism", "StrictYAML", "LinearAlgebra", "Randomness", "FeatureStore", "Datasets",
        "Splits", "Encoders", "Alignment", "Classifiers", "Metrics") + [logging]),
    .target(name: "Leaderboards", dependencies: local("Diagnostics", "Files", "Randomness", "Metrics", "Benchmarking")),

    // The command
    .executableTarget(
      name: "hartransfer",
      dependencies: local("Diagnostics", "FeatureStore", "Datasets", "Benchmarking", "Leaderboards")
        + [argumentParser, logging]),

    // Tests
    .testTarget(name: "LinearAlgebraTests", dependencies: local("LinearAlgebra", "Randomness")),
    .testTarget(name: "RandomnessTests", dependencies: local("Randomness")),
    .testTarget(name: "StrictYAMLTests", dependencies: local("StrictYAML", "Diagnostics")),
    .testTarget(
      name: "FeatureStoreTests",
      dependencies: local(
        "FeatureStore", "Diagnostics", "Files", "LinearAlgebra", "Randomness", "CHDF5", "CHDF5Shims"),
      exclude: ["README.md"]),
    .testTarget(
      name: "DatasetsTests",
      dependencies: local("Datasets", "FeatureStore", "Diagnostics", "Files", "CMatIO", "LinearAlgebra")),
    .testTarget(name: "SplitsTests", dependencies: local("Splits", "FeatureStore", "Diagnostics")),
    .testTarget(
      name: "EncodersTests",
      dependencies: local("Encoders", "Datasets", "FeatureStore", "Diagnostics", "LinearAlgebra", "Randomness")),
    .testTarget(
      name: "AlignmentTests", dependencies: local("Alignment", "LinearAlgebra", "Randomness", "Diagnostics")),
    .testTarget(
      name: "ClassifiersTests", dependencies: local("Classifiers", "LinearAlgebra", "Randomness", "Diagnostics")),
    .testTarget(name: "MetricsTests", dependencies: local("Metrics", "LinearAlgebra", "Randomness")),
    .testTarget(
      name: "BenchmarkingTests",
      dependencies: local("Benchmarking", "Diagnostics", "FeatureStore", "Datasets", "LinearAlgebra")),
    .testTarget(
      name: "LeaderboardsTests", dependencies: local("Leaderboards", "Benchmarking", "Metrics", "Diagnostics")),
    .testTarget(name: "CommandTests", dependencies: local("Benchmarking", "Datasets", "FeatureStore", "hartransfer")),
  ],
  swiftLanguageModes: [.v6]
)
