// swift-tools-version:6.2
// Times the kernels on their own: a package of its own, so that nothing of it is in the product. `make bench` builds
// and runs it beside its peers.

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "touchstone", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .executableTarget(
            name: "credentials",
            dependencies: [
                .product(name: "Credentials", package: "touchstone"),
                .product(name: "Formats", package: "touchstone"),
                .product(name: "Vocabulary", package: "touchstone"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "fingerprint",
            dependencies: [.product(name: "Fingerprint", package: "touchstone")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "kernels",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "EPCIS", package: "touchstone"),
                .product(name: "Formats", package: "touchstone"),
                .product(name: "Geography", package: "touchstone"),
                .product(name: "Provenance", package: "touchstone"),
                .product(name: "Screening", package: "touchstone"),
                .product(name: "Vocabulary", package: "touchstone"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ledger",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Formats", package: "touchstone"),
                .product(name: "Ledger", package: "touchstone"),
                .product(name: "LedgerStore", package: "touchstone"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "provenance",
            dependencies: [.product(name: "Provenance", package: "touchstone")],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
