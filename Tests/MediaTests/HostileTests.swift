import Foundation
import KernelSamples
import Media
import Testing

@Suite("Hostile files")
struct HostileTests {
    private static func seed(_ name: String) -> UInt64 {
        let given = ProcessInfo.processInfo.environment["MEDIA_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(name): MEDIA_SEED=\(seed)")
        return seed
    }

    @Test("What is not taken is told by what it is")
    func refusals() {
        let cases: [([UInt8], MediaFault.Reason)] = [
            ([], .empty), (Array("hello".utf8), .unknown), (Array("%PDF-1.7".utf8), .document),
            (Array("<?xml version='1.0'?><svg/>".utf8), .program), (Array("<html>".utf8), .program),
            (Array("\u{FEFF} <svg>".utf8), .program), ([0x50, 0x4B, 3, 4, 0], .archive),
            ([0, 0, 0, 24] + Array("ftypheic".utf8), .heic), ([0, 0, 0, 24] + Array("ftypavif".utf8), .heic),
            ([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0], .rawPhoto), (Array("fLaC".utf8), .otherRecording),
            (Array("RIFF....AVI ".utf8), .otherRecording), (Array("MZ..".utf8), .program),
            ([0xFF, 0xD8, 0xFF], .cutOff), ([0xFF, 0xD8, 0xFF, 0xD9], .nothingInIt), (Array("GIF89a".utf8), .cutOff),
            (Array("#!AMR\n".utf8), .nothingInIt),
        ]
        for (bytes, reason) in cases {
            do {
                _ = try MediaCleaner().clean(bytes)
                Issue.record("\(bytes.prefix(12)) is taken")
            } catch { #expect(error.reason == reason, "\(String(decoding: bytes.prefix(12), as: UTF8.self)): \(error)") }
        }
    }

    @Test("A picture that declares more than is allowed is refused before anybody decodes it")
    func declaredSize() throws {
        let limits = MediaLimits(bytes: 10_000, pixels: 1_000_000, side: 2_000, parts: 100)
        for (width, height) in [(2_001, 10), (10, 2_001), (1_500, 1_500), (65_535, 65_535)] {
            for file in [Samples.jpeg(width, height), Samples.gif(width, height), Samples.webp(width, height)] {
                do {
                    _ = try MediaCleaner(limits: limits).clean(file)
                    Issue.record("\(width) by \(height) is taken")
                } catch { #expect([.tooLarge, .malformed].contains(error.reason), "\(error)") }
            }
        }
        for file in [Samples.jpeg(100, 100), Samples.gif(100, 100), Samples.webp(100, 100)] {
            #expect(try MediaCleaner(limits: limits).clean(file).size?.width == 100)
        }
        do {
            _ = try MediaCleaner(limits: limits).clean([UInt8](repeating: 0xFF, count: 10_001))
        } catch { #expect(error.reason == .tooLong) }
    }

    @Test("A small film cannot name the same bytes again and again")
    func sharedSamples() throws {
        let good = Samples.mp4(offsets: [0, 10])
        #expect(try MediaCleaner().clean(good).bytes(from: good)?.count ?? 0 > 0)
        for offsets in [[0, 0], [0, 5], [0, 1_000_000]] {
            #expect(throws: MediaFault.self) { try MediaCleaner().clean(Samples.mp4(offsets: offsets)) }
        }
    }

    @Test("Whatever bytes come, reading them ends; what comes out is clean and stays so")
    func mutations() throws {
        let seed = Self.seed("mutations")
        var dice = Dice(seed: seed)
        let samples = Samples.all
        var taken = 0
        for round in 0..<12_000 {
            let sample = samples[round % samples.count]
            let bytes = dice.mutated(sample, traps: "\u{0}\u{1}\u{7F}IDOggSmoovtrak\u{FF}")
            do {
                let media = try MediaCleaner().clean(bytes)
                let out = try #require(media.bytes(from: bytes), "seed \(seed)")
                let again = try MediaCleaner().clean(out)
                #expect(again.bytes(from: out) == out && again.removed.isEmpty, "seed \(seed), round \(round): \(media.kind)")
                taken += 1
            } catch let fault as MediaFault {
                #expect(fault.offset ?? 0 <= bytes.count, "seed \(seed), round \(round)")
            }
        }
        #expect(taken > 500)
        for sample in samples {
            for count in 0..<sample.count { _ = try? MediaCleaner().clean(Array(sample.prefix(count))) }
        }
    }
}
