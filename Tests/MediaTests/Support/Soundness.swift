import Foundation
import KernelSamples
import Media
import Testing

/// What must hold whatever comes: a fault that has a place in the file, or a file that is clean and stays so.
enum Soundness {
    /// A seed that is printed, so that a failure can be run again: `MEDIA_SEED=…`.
    static func seed(_ name: String) -> UInt64 {
        let given = ProcessInfo.processInfo.environment["MEDIA_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(name): MEDIA_SEED=\(seed)")
        return seed
    }

    /// Checks one file; whether it was taken.
    static func check(_ bytes: [UInt8], _ place: Comment) throws -> Bool {
        let media: CleanedMedia
        do { media = try MediaCleaner().clean(bytes) } catch {
            #expect(error.offset ?? 0 <= bytes.count, place)
            return false
        }
        let out = try #require(media.bytes(from: bytes), place)
        #expect(out.count <= 8 * bytes.count + 4_096, place)
        let again = try #require(try? MediaCleaner().clean(out), place)
        #expect(again.removed.isEmpty, place)
        #expect(again.bytes(from: out) == out, place)
        return true
    }

    /// Checks a file many times, each time with a few bytes changed by chance.
    static func checkChanged(_ bytes: [UInt8], rounds: Int, _ name: String, _ dice: inout Dice) throws {
        for round in 0..<rounds {
            // Most of what can be broken stands near the beginning or the end.
            let start = Bool.random(using: &dice) ? 0 : Int.random(in: 0...max(0, bytes.count - 400), using: &dice)
            let end = min(bytes.count, start + 400)
            let part = dice.mutated(Array(bytes[start..<end]), traps: "\u{0}\u{1}\u{7F}\u{FF}")
            _ = try check(bytes[..<start] + part + bytes[end...], "\(name), round \(round)")
        }
    }
}
