// swift-tools-version:6.2
// Fuzzers, and the importer alone for a build with AddressSanitizer: a package of its own, so that nothing of it is in
// the product. scripts/sanitize.sh and scripts/fuzz.sh build it and give the flags.

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "touchstone", path: "..")],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                room("Credentials"), room("EPCIS"), room("Formats"), room("Forms"), room("Geography"), room("Intake"),
                room("Ledger"), room("Media"), room("MiningData"), room("Notary"), room("Rules"), room("Sealing"),
                room("UNTP"), room("Vocabulary"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "intake",
            dependencies: [room("Intake"), room("Store"), room("Vocabulary")],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)

/// A library of the main package.
func room(_ name: String) -> Target.Dependency {
    .product(name: name, package: "touchstone")
}
