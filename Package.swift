// swift-tools-version: 6.2
import PackageDescription

/// The flags of every Swift target; `docs/architecture.md` says what each one buys.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]
/// Targets that count rows, points and cells: their tests would take minutes more without the optimiser.
let counting: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
/// Targets that own the terminal run on the main thread, and nowhere else.
let onMainThread: [SwiftSetting] = strict + [.defaultIsolation(MainActor.self)]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "pitwall",
  products: [
    .executable(name: "pitwall", targets: ["pitwall"]),
    .executable(name: "pitwall-learn", targets: ["pitwall-learn"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "3.12.3"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C: system libraries, and the calls that Swift's Glibc module does not show.
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CXGBoost"),
    .target(name: "CSystem"),

    // Layer 0 and 1: values and pure functions.
    .target(name: "JSONText", swiftSettings: counting),
    .target(name: "RunModel", swiftSettings: counting),
    .target(name: "RunHealth", dependencies: ["RunModel"], swiftSettings: counting),
    .target(name: "Statistics", swiftSettings: counting),
    .target(name: "HyperparameterSearch", dependencies: ["Statistics"], swiftSettings: counting),
    .target(
      name: "StudyModel", dependencies: ["HyperparameterSearch", "JSONText", "Statistics"], swiftSettings: strict),
    .target(name: "ModelSelection", dependencies: ["Statistics", "StudyModel"], swiftSettings: counting),
    .target(name: "TerminalModel", swiftSettings: counting),

    // Layer 2.
    .target(
      name: "StudyReport",
      dependencies: ["HyperparameterSearch", "JSONText", "RunModel", "Statistics", "StudyModel", "TerminalModel"],
      swiftSettings: strict),
    .target(name: "FileAccess", dependencies: ["CSystem", "RunModel"], swiftSettings: strict),
    .target(
      name: "Specification", dependencies: ["HyperparameterSearch", "Statistics", "StudyModel", yams],
      swiftSettings: strict),
    .target(name: "Tables", dependencies: ["RunModel", "Statistics", "StudyModel"], swiftSettings: counting),
    .target(
      name: "SpecifiedData",
      dependencies: [crypto, "FileAccess", "RunModel", "Specification", "Statistics", "StudyModel", "Tables"],
      swiftSettings: strict
    ),
    .target(name: "RunFormats", dependencies: ["JSONText", "RunModel"], swiftSettings: strict),
    .target(
      name: "RunIngest",
      dependencies: ["CSystem", "FileAccess", "JSONText", "RunFormats", "RunModel", "TerminalModel"],
      swiftSettings: strict),
    .target(
      name: "TrainingControl", dependencies: ["CSystem", "FileAccess", "JSONText", "RunFormats", "RunModel"],
      swiftSettings: strict),
    .target(
      name: "TrialProcesses",
      dependencies: ["FileAccess", "HyperparameterSearch", "JSONText", "RunFormats", "RunModel", "TrainingControl"],
      swiftSettings: strict),
    .target(
      name: "Approvals", dependencies: [crypto, "FileAccess", "JSONText", "RunFormats", "RunModel"],
      swiftSettings: strict),
    .target(
      name: "DashboardLogic", dependencies: ["JSONText", "RunHealth", "RunModel", "Statistics", "TerminalModel"],
      swiftSettings: strict),

    // Layer 3.
    .target(
      name: "DashboardViews", dependencies: ["DashboardLogic", "TerminalModel"], swiftSettings: strict),
    .target(
      name: "NcursesTerminal", dependencies: ["CNcurses", "CSystem", "TerminalModel"],
      swiftSettings: onMainThread),
    .target(
      name: "Learning",
      dependencies: [
        crypto, "Approvals", "CXGBoost", "FileAccess", "HyperparameterSearch", "JSONText", "ModelSelection",
        "RunFormats",
        "RunModel", "Specification", "SpecifiedData", "Statistics", "StudyModel", "Tables", "TrialProcesses",
      ],
      swiftSettings: counting),

    // Layer 4.
    .executableTarget(
      name: "pitwall",
      dependencies: [
        argumentParser, "Approvals", "CSystem", "DashboardLogic", "DashboardViews", "FileAccess", "JSONText",
        "HyperparameterSearch", "NcursesTerminal", "RunFormats", "RunHealth", "RunIngest", "RunModel", "Specification",
        "SpecifiedData",
        "StudyModel", "StudyReport", "Tables", "TerminalModel", "TrainingControl", "TrialProcesses",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "pitwall-learn",
      dependencies: [
        argumentParser, "FileAccess", "JSONText", "Learning", "Specification", "SpecifiedData", "StudyModel", "Tables",
      ],
      swiftSettings: strict),

    // Tests mirror the sources.
    .systemLibrary(name: "CVTerm", path: "Tests/CVTerm"),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .target(
      name: "TestSupport",
      dependencies: ["CPseudoTerminal", "CVTerm", "FileAccess", "RunFormats", "RunModel", "TerminalModel"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .executableTarget(
      name: "terminal-probe", dependencies: ["NcursesTerminal", "TerminalModel"], path: "Tests/TerminalProbe",
      swiftSettings: onMainThread),
    .testTarget(
      name: "NcursesTerminalTests",
      dependencies: ["NcursesTerminal", "TerminalModel", "TestSupport", "terminal-probe"],
      swiftSettings: strict),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"], swiftSettings: strict),
    .testTarget(name: "RunModelTests", dependencies: ["RunModel", "Statistics"], swiftSettings: strict),
    .testTarget(name: "RunHealthTests", dependencies: ["RunHealth", "RunModel"], swiftSettings: strict),
    .testTarget(
      name: "StatisticsTests", dependencies: ["JSONText", "Statistics", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "TerminalModelTests", dependencies: ["Statistics", "TerminalModel", "TestSupport"], exclude: ["Frames"],
      swiftSettings: strict),
    .testTarget(
      name: "FileAccessTests", dependencies: ["FileAccess", "RunModel", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "SpecificationTests",
      dependencies: ["HyperparameterSearch", "Specification", "Statistics", "StudyModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SpecifiedDataTests",
      dependencies: ["FileAccess", "Specification", "SpecifiedData", "StudyModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "HyperparameterSearchTests", dependencies: ["HyperparameterSearch", "Statistics"], swiftSettings: strict),
    // Synthetic functions for `scripts/bench-search`.
    .executableTarget(
      name: "search-probe", dependencies: ["HyperparameterSearch"], path: "Tests/SearchProbe",
      swiftSettings: strict),
    .testTarget(
      name: "StudyModelTests", dependencies: ["HyperparameterSearch", "JSONText", "StudyModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "ModelSelectionTests", dependencies: ["ModelSelection", "StudyModel"], swiftSettings: strict),
    .testTarget(
      name: "StudyReportTests",
      dependencies: ["HyperparameterSearch", "JSONText", "ModelSelection", "RunModel", "StudyModel", "StudyReport"],
      exclude: ["Pages"], swiftSettings: strict),
    .testTarget(
      name: "TablesTests", dependencies: ["RunModel", "StudyModel", "Tables", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RunFormatsTests", dependencies: ["JSONText", "RunFormats", "RunModel", "TestSupport"],
      exclude: ["Samples"], swiftSettings: strict),
    .testTarget(
      name: "RunIngestTests",
      dependencies: [
        "FileAccess", "RunFormats", "RunIngest", "RunModel", "Statistics", "TerminalModel", "TestSupport",
      ],
      swiftSettings: strict),
    // A supervisor without the rest of the program, for tests with real processes.
    .executableTarget(
      name: "supervise-probe", dependencies: ["TrainingControl"], path: "Tests/SuperviseProbe",
      swiftSettings: strict),
    .testTarget(
      name: "TrainingControlTests",
      dependencies: [
        "CSystem", "FileAccess", "JSONText", "RunFormats", "RunModel", "supervise-probe", "TestSupport",
        "TrainingControl",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TrialProcessesTests",
      dependencies: ["FileAccess", "RunModel", "TestSupport", "TrainingControl", "TrialProcesses"],
      swiftSettings: strict),
    .testTarget(
      name: "ApprovalsTests", dependencies: ["Approvals", "FileAccess", "JSONText", "RunModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DashboardLogicTests",
      dependencies: [
        "DashboardLogic", "JSONText", "RunHealth", "RunModel", "Statistics", "TerminalModel", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DashboardViewsTests",
      dependencies: ["DashboardLogic", "DashboardViews", "RunModel", "Statistics", "TerminalModel", "TestSupport"],
      exclude: ["Frames"],
      swiftSettings: strict),
    .testTarget(
      name: "LearningTests",
      dependencies: [
        "Approvals", "FileAccess", "HyperparameterSearch", "JSONText", "Learning", "RunFormats", "RunModel",
        "Specification", "Statistics", "StudyModel", "Tables", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PitwallProgramTests",
      dependencies: [
        "FileAccess", "JSONText", "RunModel", "TerminalModel", "TestSupport", "pitwall", "pitwall-learn",
      ], swiftSettings: strict),
  ]
)
