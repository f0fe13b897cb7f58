// swift-tools-version:6.2
// One package; a module is a room of the house drawn in docs/architecture.md. Arrows go down only.

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "touchstone",
    products: [
        .executable(name: "touchstone", targets: ["touchstone"]),
        // The check of proofs alone, small and quick.
        .executable(name: "touchstone-verify", targets: ["touchstone-verify"]),
        // The kernels, usable on their own; each brings the rooms that it stands on.
        .library(name: "Credentials", targets: ["Credentials"]),
        .library(name: "Curves", targets: ["Curves"]),
        .library(name: "Custody", targets: ["Custody"]),
        .library(name: "Docket", targets: ["Docket"]),
        .library(name: "Dossier", targets: ["Dossier"]),
        .library(name: "EPCIS", targets: ["EPCIS"]),
        .library(name: "Fingerprint", targets: ["Fingerprint"]),
        .library(name: "Formats", targets: ["Formats"]),
        .library(name: "Forms", targets: ["Forms"]),
        .library(name: "Geography", targets: ["Geography"]),
        .library(name: "Identity", targets: ["Identity"]),
        .library(name: "Installation", targets: ["Installation"]),
        .library(name: "Ledger", targets: ["Ledger"]),
        .library(name: "LedgerStore", targets: ["LedgerStore"]),
        .library(name: "Media", targets: ["Media"]),
        .library(name: "Messaging", targets: ["Messaging"]),
        .library(name: "MiningData", targets: ["MiningData"]),
        .library(name: "Notary", targets: ["Notary"]),
        .library(name: "Offences", targets: ["Offences"]),
        .library(name: "Programs", targets: ["Programs"]),
        .library(name: "Provenance", targets: ["Provenance"]),
        .library(name: "Recovery", targets: ["Recovery"]),
        .library(name: "Remedy", targets: ["Remedy"]),
        .library(name: "Rules", targets: ["Rules"]),
        .library(name: "Screening", targets: ["Screening"]),
        .library(name: "Sealing", targets: ["Sealing"]),
        .library(name: "Secrets", targets: ["Secrets"]),
        .library(name: "Trade", targets: ["Trade"]),
        .library(name: "UNTP", targets: ["UNTP"]),
        .library(name: "Verifier", targets: ["Verifier"]),
        .library(name: "Vocabulary", targets: ["Vocabulary"]),
        // What takes files in, for the fuzzers (Fuzzing/).
        .library(name: "Intake", targets: ["Intake"]),
        .library(name: "Store", targets: ["Store"]),
    ],
    dependencies: [
        // Traits off: the features behind them pull in packages that we do not use (docs/decisions/0002).
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // swift-crypto's own; named for the time stamps that Credentials reads.
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Hummingbird's own; named for what the gate of the site says to them directly.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Ground
        room("Curves", [.product(name: "Crypto", package: "swift-crypto")]),
        room("Formats"),
        room(
            "Secrets",
            [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        room("Vocabulary", [.product(name: "Yams", package: "Yams")]),

        // Kernels: pure, no database, no network
        room(
            "Credentials",
            [
                "CZlib", "Curves", "Formats", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ]
        ),
        room("Custody", ["Formats", "Vocabulary"]),
        room("Docket", ["Formats", "Vocabulary"]),
        room("Dossier", ["CZlib", "Formats", .product(name: "Crypto", package: "swift-crypto")]),
        room("EPCIS", ["Formats", "Vocabulary", .product(name: "Crypto", package: "swift-crypto")]),
        room("Fingerprint", ["Formats", "Vocabulary", .product(name: "Crypto", package: "swift-crypto")]),
        room("Forms", ["Formats", "Vocabulary"]),
        room("Geography", ["Formats", "Vocabulary"]),
        room(
            "Identity",
            [
                "Formats", "Secrets", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        room("Installation", ["Vocabulary", .product(name: "Yams", package: "Yams")]),
        room("Ledger", ["Curves", "Formats", .product(name: "Crypto", package: "swift-crypto")]),
        room("Media", ["Formats"]),
        room("Messaging", ["Formats", "Secrets", "Vocabulary", .product(name: "Crypto", package: "swift-crypto")]),
        room("MiningData", ["Formats", "Vocabulary"]),
        room("Offences", ["Formats", "Vocabulary"]),
        room("Provenance", ["Vocabulary"]),
        room("Recovery", ["Formats", "Vocabulary"]),
        room("Remedy", ["Formats", "Vocabulary"]),
        room("Rules", ["Vocabulary", .product(name: "Yams", package: "Yams")]),
        room("Screening", ["Vocabulary"]),
        room(
            "Sealing",
            [
                "Formats", "Secrets", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        room("Trade", ["Vocabulary"]),
        room("UNTP", ["Formats", "Vocabulary"]),

        // Store
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CSQLiteSettings", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "CPrograms"),
        room("LedgerStore", ["Ledger"]),
        room("Programs", ["CPrograms"]),
        room(
            "Store",
            [
                "CSQLiteSettings", "Formats", "Geography", "Rules", "Screening", "Secrets", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        // Proof
        room(
            "Notary",
            [
                "Credentials", "Curves", "Formats", "Ledger", "LedgerStore", "Programs", "Secrets", "Store",
                "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),

        // Services
        room(
            "Assessment",
            [
                "Formats", "Geography", "Provenance", "Rules", "Screening", "Store", "Trade", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        room(
            "Intake",
            [
                "EPCIS", "Formats", "Geography", "Installation", "MiningData", "Store", "UNTP", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        room(
            "Interchange",
            [
                "Formats", "MiningData", "Store", "UNTP", "Vocabulary",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        room(
            "Community",
            [
                "Formats", "Geography", "Identity", "Media", "Messaging", "Programs", "Remedy", "Sealing", "Secrets",
                "Store", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        room("Casework", ["Custody", "Docket", "Formats", "Offences", "Store", "Vocabulary"]),
        room("Fieldwork", ["Formats", "Forms", "Media", "Programs", "Store", "Vocabulary"]),
        room("Simulator", ["Vocabulary"]),
        room("Verifier", ["Credentials", "Formats", "Ledger", "LedgerStore", "Notary", "Vocabulary"]),
        room(
            "Upkeep",
            [
                "Formats", "Identity", "Installation", "Notary", "Store",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // Front
        room(
            "Web",
            [
                "Assessment", "CQREncode", "CZlib", "Casework", "Community", "Docket", "EPCIS", "Fieldwork", "Formats",
                "Forms",
                "Geography", "Identity", "Installation", "Intake", "Ledger", "LedgerStore", "Media", "Messaging",
                "Notary",
                "Offences", "Remedy", "Rules", "Sealing", "Secrets", "Store", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .executableTarget(
            name: "touchstone",
            dependencies: [
                "Assessment", "Casework", "Community", "Credentials", "Custody", "Dossier", "EPCIS", "Fieldwork",
                "Fingerprint", "Formats", "Forms", "Identity", "Installation", "Intake", "Interchange", "Ledger",
                "LedgerStore", "Messaging",
                "MiningData", "Notary", "Offences", "Remedy", "Rules", "Secrets", "Simulator", "Store", "Upkeep",
                "Verifier", "Vocabulary", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: settings
        ),

        .executableTarget(name: "touchstone-verify", dependencies: ["Verifier"], swiftSettings: settings),

        // Tests
        .target(
            name: "KernelSamples",
            dependencies: ["Formats"],
            path: "Tests/KernelSamples",
            swiftSettings: settings
        ),
        .testTarget(
            name: "CredentialsTests",
            dependencies: [
                "Credentials", "Formats", "KernelSamples", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FingerprintTests",
            dependencies: ["Fingerprint", "Formats", "KernelSamples", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FormsTests",
            dependencies: ["Formats", "Forms", "KernelSamples", "Vocabulary"],
            exclude: ["Oracle/FormOracle.java", "Oracle/phone_engine.mjs", "Samples"],
            swiftSettings: settings
        ),
        .testTarget(name: "GeographyTests", dependencies: ["Geography"], swiftSettings: settings),
        .testTarget(
            name: "IdentityTests",
            dependencies: [
                "Formats", "Identity", "Secrets", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "InstallationTests", dependencies: ["Installation", "Vocabulary"], swiftSettings: settings),
        .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: settings),
        .testTarget(
            name: "OffencesTests",
            dependencies: ["Formats", "KernelSamples", "Offences", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RecoveryTests",
            dependencies: ["Formats", "KernelSamples", "Recovery", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RemedyTests",
            dependencies: ["Formats", "KernelSamples", "Remedy", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(name: "RulesTests", dependencies: ["Rules", "Vocabulary"], swiftSettings: settings),
        .target(
            name: "StoreSamples",
            dependencies: ["Identity", "Store", "Vocabulary", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/StoreSamples",
            swiftSettings: settings
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Rules", "Store", "StoreSamples", "Vocabulary", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AssessmentTests",
            dependencies: [
                "Assessment", "Intake", "Rules", "Simulator", "Store", "Vocabulary",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "ProgramsTests", dependencies: ["Programs"], swiftSettings: settings),
        .testTarget(name: "ProvenanceTests", dependencies: ["Provenance"], swiftSettings: settings),
        .testTarget(name: "ScreeningTests", dependencies: ["Screening"], swiftSettings: settings),
        .testTarget(
            name: "CommunityTests",
            dependencies: [
                "Community", "Formats", "KernelSamples", "Media", "Messaging", "Remedy", "Sealing", "Secrets", "Store",
                "StoreSamples", "Vocabulary",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FieldworkTests",
            dependencies: [
                "Fieldwork", "Formats", "Forms", "KernelSamples", "Store", "StoreSamples", "Vocabulary",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CaseworkTests",
            dependencies: [
                "Casework", "Custody", "Docket", "Offences", "Store", "StoreSamples", "Vocabulary",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SealingTests",
            dependencies: [
                "Formats", "KernelSamples", "Sealing", "Secrets", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MessagingTests",
            dependencies: ["Formats", "KernelSamples", "Messaging", "Secrets", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CustodyTests",
            dependencies: ["Custody", "Formats", "KernelSamples", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DocketTests",
            dependencies: ["Docket", "KernelSamples", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DossierTests",
            dependencies: [
                "Dossier", "Formats", "KernelSamples", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "MediaTests", dependencies: ["Formats", "KernelSamples", "Media"], swiftSettings: settings),
        .testTarget(name: "TradeTests", dependencies: ["Trade", "Vocabulary"], swiftSettings: settings),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
        .testTarget(name: "SimulatorTests", dependencies: ["Simulator"], swiftSettings: settings),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "CZlib", "Identity", "Installation", "Intake", "Ledger", "Notary", "Remedy", "Rules", "Store",
                "StoreSamples",
                "Vocabulary", "Web",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "UpkeepTests",
            dependencies: [
                "Credentials", "Installation", "Ledger", "LedgerStore", "Notary", "Store", "Upkeep", "Vocabulary",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FormatsTests",
            dependencies: ["Formats", "KernelSamples", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Curves", "Formats", "KernelSamples", "Ledger", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "NotaryTests",
            dependencies: [
                "Credentials", "Formats", "KernelSamples", "Ledger", "LedgerStore", "Notary", "Store", "StoreSamples",
                "UNTP", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LedgerStoreTests",
            dependencies: ["KernelSamples", "Ledger", "LedgerStore"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MiningDataTests",
            dependencies: ["Formats", "MiningData", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(name: "UNTPTests", dependencies: ["Formats", "UNTP", "Vocabulary"], swiftSettings: settings),
        .testTarget(
            name: "InterchangeTests",
            dependencies: ["Formats", "Interchange", "MiningData", "UNTP", "Vocabulary"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EPCISTests",
            dependencies: [
                "EPCIS", "Formats", "KernelSamples", "Vocabulary",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "IntakeTests",
            dependencies: [
                "Installation", "Intake", "Store", "Vocabulary", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)

/// A library target with the settings that every one of our modules shares.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}
