import Fingerprint
import Foundation
import KernelSamples

/// Numbers by chance for tests; each test prints its seed with what fails.
extension Dice {
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A standard normal number (Box and Muller).
    mutating func normal() -> Double {
        let radius = (-2 * log(max(unit(), 1e-300))).squareRoot()
        return radius * cos(2 * .pi * unit())
    }

    mutating func normals(_ count: Int, mean: Double = 0, sd: Double = 1) -> [Double] {
        (0..<count).map { _ in mean + sd * normal() }
    }
}

/// Sources, bags and grains made from a seed: sources differ, bags of a source differ less, grains of a bag by more than bags.
struct MadeCountry {
    var dice: Dice
    let variables: [String]

    init(seed: UInt64, variables count: Int = 3) {
        dice = Dice(seed: seed)
        variables = (1...count).map { "v\($0)" }
    }

    mutating func centre(spread: Double = 1) -> [Double] { dice.normals(variables.count, sd: spread) }

    mutating func near(_ centre: [Double], _ sd: Double) -> [Double] { centre.map { $0 + sd * dice.normal() } }

    /// Bags of grains of a source.
    mutating func bags(
        _ centre: [Double],
        bags: Int,
        grains: Int,
        bagSD: Double = 0.1,
        grainSD: Double = 0.5
    ) -> [[[Double]]] {
        (0..<bags).map { _ in
            let bag = near(centre, bagSD)
            return (0..<grains).map { _ in near(bag, grainSD) }
        }
    }

    /// Items of replicates for a background.
    mutating func items(_ count: Int, replicates: Int, between: Double = 1, within: Double = 0.2) -> [[[Double]]] {
        (0..<count).map { _ in
            let middle = centre(spread: between)
            return (0..<replicates).map { _ in near(middle, within) }
        }
    }
}

/// Files of others that stand beside the project: `../shared/vectors/fingerprint`.
enum FingerprintVectors {
    static let folder: URL? = {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let places = [root.appending(path: "../shared"), root.appending(path: "../../shared")]
        return places.map { $0.standardizedFileURL.appending(path: "vectors/fingerprint") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    struct Absent: Error {}

    static func bytes(_ name: String) throws -> [UInt8] {
        guard let folder else { throw Absent() }
        return Array(try Data(contentsOf: folder.appending(path: name)))
    }

    /// The rows of a table without its heading, quotes taken off.
    static func rows(_ name: String) throws -> [[String]] {
        String(decoding: try bytes(name), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != "\"" } }
        }
    }

    static let elements = ["K39", "Ti49", "Mn55", "Rb85", "Sr88", "Zr90", "Ba137", "La139", "Ce140", "Pb208"]

    /// The replicates of each item, in the order of the file.
    static func items(_ name: String) throws -> [[[Double]]] {
        var order: [String] = []
        var found: [String: [[Double]]] = [:]
        for row in try rows(name) {
            if found[row[1]] == nil { order.append(row[1]) }
            found[row[1], default: []].append(row[3...].compactMap { Double($0) })
        }
        return order.compactMap { found[$0] }
    }
}
