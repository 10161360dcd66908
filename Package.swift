// swift-tools-version: 6.2
import PackageDescription

/// Targets of this package by name.
func local(_ names: String...) -> [Target.Dependency] { names.map { .target(name: $0) } }

/// A Swift module under `Sources`; each has a README that says what it is and why it has that
/// shape.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], readmesIn folders: [String] = [], figures: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: ["README.md"] + folders.map { "\($0)/README.md" } + figures)
}

/// The tests of a module, under `Tests`.
func tests(of name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies + local("TestSupport"), resources: resources)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// Used where the package is built with the trait `MPI`.
let mpi: Target.Dependency = .target(name: "CMPI", condition: .when(traits: ["MPI"]))

/// Every target may import only targets that stand above it: the way of the data is one way.
let package = Package(
  name: "HARTransfer",
  products: [
    .executable(name: "hartransfer", targets: ["hartransfer"]),
    // For Swift programs: all that a benchmark is made of. The package in Benchmarks measures it.
    .library(name: "HARTransfer", targets: ["HARTransfer"]),
  ],
  traits: [
    .trait(name: "MPI", description: "Ranks of MPI share the trials of a run (Debian: libopenmpi-dev).")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // C libraries
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
    .systemLibrary(name: "CMatIO", pkgConfig: "matio", providers: [.apt(["libmatio-dev"])]),
    .systemLibrary(name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CLIBLINEAR", providers: [.apt(["liblinear-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
    .target(
      name: "CSimdJSON", exclude: ["README.md"], linkerSettings: [.linkedLibrary("simdjson")]),
    module("CHDF5Shims", local("CHDF5")),
    module("CTransformerKernels"),
    module("CMiniRocketKernels"),
    module("CTrainingKernels"),

    // Below the data
    module("Locks"),
    module("Diagnostics"),
    module("Files", local("Diagnostics", "Locks") + [crypto]),
    module("Archives", local("CLibArchive", "Diagnostics", "Files")),
    module("Parallelism", local("Locks")),
    module("MessagePassing", local("Diagnostics") + [mpi]),
    module("PlainText", local("Diagnostics")),
    module("Parameters", local("Diagnostics")),
    module("StrictYAML", local("Diagnostics", "Files", "Parameters") + [yams]),
    module("Randomness", [crypto]),
    module("LinearAlgebra", local("COpenBLAS", "CLAPACKE", "Locks", "Parallelism", "Randomness")),
    module("Clustering", local("LinearAlgebra", "Randomness")),

    // The way of the data
    module(
      "FeatureStore",
      local("CHDF5", "CHDF5Shims", "CZlib", "Diagnostics", "Files", "LinearAlgebra", "Locks", "Parallelism")),
    module(
      "Datasets",
      local(
        "Archives", "CLibZip", "CMatIO", "CZlib", "Diagnostics", "Files", "Locks", "Parallelism", "Parameters",
        "PlainText",
        "StrictYAML", "LinearAlgebra", "Randomness", "FeatureStore") + [subprocess]),
    module("Splits", local("Diagnostics", "Parameters", "Randomness", "FeatureStore")),
    module(
      "Encoders",
      local(
        "CMiniRocketKernels", "CTransformerKernels", "Diagnostics", "Files", "Locks", "Parallelism", "Parameters",
        "LinearAlgebra", "Randomness", "FeatureStore", "Datasets")),
    module(
      "Alignment",
      local("CTrainingKernels", "Clustering", "Diagnostics", "Locks", "Parameters", "LinearAlgebra", "Randomness"),
      readmesIn: ["Learned", "Frames", "Unpaired"], figures: ["Frames/predicted.svg"]),
    module(
      "Classifiers",
      local("CLIBLINEAR", "Clustering", "Diagnostics", "Parallelism", "Parameters", "LinearAlgebra", "Randomness"),
      readmesIn: ["Decoding"]),
    module("Metrics", local("LinearAlgebra", "Parallelism", "Randomness")),
    module(
      "Records",
      local(
        "Archives", "CSimdJSON", "Diagnostics", "Files", "Locks", "Parallelism", "FeatureStore", "Splits", "Metrics")),
    module(
      "Benchmarking",
      local(
        "Diagnostics", "Files", "Locks", "Parallelism", "Parameters", "StrictYAML", "LinearAlgebra", "Randomness",
        "FeatureStore", "Datasets", "Splits", "Encoders", "Alignment", "Classifiers", "Metrics", "Records")
        + [logging]),

    // From records to tables: no method is known here.
    module("Statistics", local("Locks", "Randomness")),
    module(
      "Leaderboards",
      local(
        "Diagnostics", "Files", "LinearAlgebra", "Parallelism", "PlainText", "Randomness", "Metrics", "Statistics",
        "Records")),
    // From leaderboards to what people look at.
    .plugin(name: "PagePlugin", capability: .buildTool(), path: "Sources/PagePlugin"),
    .target(
      name: "Report",
      dependencies: local(
        "FeatureStore", "Files", "Leaderboards", "Metrics", "Parallelism", "PlainText", "Records", "Statistics")
        + [mustache],
      exclude: ["README.md", "Page", "write-page.sh"], plugins: ["PagePlugin"]),
    module(
      "Figures",
      local("Diagnostics", "Files", "Leaderboards", "Metrics", "PlainText", "Records", "Statistics") + [subprocess]),

    // The library for Swift programs.
    module(
      "HARTransfer",
      local(
        "Alignment", "Benchmarking", "Classifiers", "Datasets", "Diagnostics", "Encoders", "FeatureStore",
        "Leaderboards", "LinearAlgebra", "Metrics", "Parallelism", "Parameters", "Randomness", "Records", "Splits",
        "Statistics")),

    // What the program was built from
    .plugin(
      name: "RevisionPlugin", capability: .buildTool(), path: "Sources/RevisionPlugin"),
    .target(
      name: "Revision", exclude: ["README.md", "archive.txt", "write-revision.sh"], plugins: ["RevisionPlugin"]),

    // The command
    .executableTarget(
      name: "hartransfer",
      dependencies: local(
        "Diagnostics", "Locks", "MessagePassing", "Parallelism", "Parameters", "StrictYAML", "LinearAlgebra",
        "Randomness",
        "FeatureStore", "Datasets", "Splits", "Encoders", "Alignment", "Classifiers", "Metrics", "Records",
        "Benchmarking", "Leaderboards", "Report", "Figures", "Files", "PlainText", "Revision") + [
          argumentParser, logging,
        ],
      exclude: ["README.md"]),

    // Tests
    .executableTarget(
      name: "mat-checksums", dependencies: local("Datasets", "Parallelism") + [crypto], path: "Tests/Peers/recordings",
      exclude: ["README.md", "mat_checksums.py"]),
    .executableTarget(
      name: "fuzz",
      dependencies: local(
        "Archives", "Benchmarking", "Datasets", "Diagnostics", "Encoders", "FeatureStore", "Leaderboards",
        "LinearAlgebra", "Randomness", "Records", "StrictYAML"),
      path: "Tests/Fuzz/Sources"),
    .executableTarget(name: "rank-sums", dependencies: local("MessagePassing"), path: "Tests/MPI/Sums"),
    .target(
      name: "TestSupport",
      dependencies: local("Diagnostics", "LinearAlgebra", "Parameters", "Randomness", "StrictYAML"),
      path: "Tests/TestSupport"),
    tests(of: "LinearAlgebra", local("LinearAlgebra", "Parallelism", "Randomness")),
    tests(of: "Randomness", local("Randomness")),
    tests(of: "Clustering", local("Clustering", "LinearAlgebra", "Randomness")),
    tests(of: "Locks", local("Locks")),
    tests(of: "Parallelism", local("Locks", "Parallelism")),
    tests(of: "MessagePassing", local("MessagePassing")),
    tests(of: "PlainText", local("PlainText", "Diagnostics", "Randomness")),
    tests(of: "Revision", []),
    tests(of: "Parameters", local("Parameters", "StrictYAML", "Diagnostics")),
    tests(of: "StrictYAML", local("StrictYAML", "Parameters", "Diagnostics")),
    tests(
      of: "FeatureStore",
      local(
        "FeatureStore", "Diagnostics", "Files", "LinearAlgebra", "Locks", "Randomness", "CHDF5", "CHDF5Shims", "CZlib")),
    tests(
      of: "Datasets",
      local(
        "Datasets", "FeatureStore", "StrictYAML", "Diagnostics", "Files", "CHDF5", "CHDF5Shims", "CLibArchive",
        "CLibZip",
        "CMatIO", "CZlib", "LinearAlgebra", "Locks",
        "Randomness")),
    tests(of: "Splits", local("Splits", "FeatureStore", "Diagnostics", "Parameters", "Randomness", "StrictYAML")),
    tests(
      of: "Encoders",
      local(
        "Encoders", "Datasets", "FeatureStore", "Diagnostics", "Locks", "Parallelism", "Parameters", "StrictYAML",
        "LinearAlgebra", "Randomness"),
      resources: [.copy("Fixtures")]),
    tests(
      of: "Alignment",
      local("Alignment", "Parameters", "StrictYAML", "LinearAlgebra", "Randomness", "Diagnostics"),
      resources: [.copy("Fixtures")]),
    tests(
      of: "Classifiers",
      local("Classifiers", "Clustering", "Parameters", "LinearAlgebra", "Randomness", "Diagnostics"),
      resources: [.copy("Fixtures")]),
    tests(of: "Metrics", local("Metrics", "LinearAlgebra", "Randomness"), resources: [.copy("Fixtures")]),
    tests(
      of: "Records",
      local(
        "Records", "Archives", "Diagnostics", "Files", "FeatureStore", "Metrics", "Splits", "LinearAlgebra",
        "Randomness")),
    tests(
      of: "Benchmarking",
      local(
        "Benchmarking", "Records", "Diagnostics", "Files", "StrictYAML", "FeatureStore", "Datasets", "Splits",
        "Alignment", "Classifiers", "LinearAlgebra", "Locks", "Randomness")),
    tests(
      of: "Statistics", local("Statistics", "Parallelism", "Randomness"), resources: [.copy("Fixtures")]),
    tests(
      of: "Leaderboards",
      local(
        "Leaderboards", "PlainText", "Statistics", "Records", "Benchmarking", "Files", "Metrics", "Splits",
        "Diagnostics"),
      resources: [.copy("Forms/Expected")]),
    tests(
      of: "Report",
      local(
        "Report", "Leaderboards", "Records", "Benchmarking", "Files", "Metrics", "Splits", "Statistics", "Diagnostics",
        "PlainText")),
    tests(
      of: "Figures",
      local(
        "Figures", "Leaderboards", "Records", "Benchmarking", "Files", "Metrics", "Splits", "Statistics",
        "Diagnostics", "PlainText")),
    // Compiles and runs the code of README.md and of the documentation.
    .testTarget(
      name: "HARTransferTests", dependencies: local("HARTransfer", "TestSupport"), exclude: ["README.md", "Examples"],
      plugins: ["ExamplesPlugin"]),
    // Reads the sources as text.
    .testTarget(name: "ArchitectureTests", exclude: ["README.md"]),
    .plugin(name: "ExamplesPlugin", capability: .buildTool(), path: "Tests/ExamplesPlugin"),
    .testTarget(
      name: "ExtensionsTests",
      dependencies: local(
        "Alignment", "Benchmarking", "Classifiers", "Datasets", "Diagnostics", "Encoders", "FeatureStore",
        "Leaderboards",
        "LinearAlgebra", "Metrics", "Parameters", "PlainText", "Randomness", "Splits", "StrictYAML", "TestSupport"),
      path: "Tests/Extensions", exclude: ["README.md", "extensions.json", "run.py", "Examples"],
      plugins: ["ExamplesPlugin"]),
    .testTarget(
      name: "CommandTests",
      dependencies: local(
        "CHDF5", "CHDF5Shims", "Leaderboards", "Records", "Benchmarking", "Files", "Alignment", "Classifiers", "Splits",
        "Datasets", "FeatureStore", "LinearAlgebra", "Metrics", "PlainText", "Randomness", "Diagnostics", "TestSupport",
        "hartransfer"),
      exclude: ["CornerCases/cases.py", "Fixtures", "Forms/Expected"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
