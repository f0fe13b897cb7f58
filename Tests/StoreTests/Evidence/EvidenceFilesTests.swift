import Foundation
import Store
import StoreSamples
import Testing

@Suite("Files of exhibits are sealed as they arrive")
struct EvidenceFilesTests {
    private let shelf: Shelf
    private static let piece = 1 << 20

    init() throws { shelf = try Shelf() }

    private var files: EvidenceFiles { shelf.store.evidence }

    /// Bytes that differ from place to place, so that a swap shows.
    private static func sample(_ count: Int, salt: UInt64 = 7) -> [UInt8] {
        var state = salt
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    private func read(_ kept: EvidenceFiles.Kept) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try files.read(kept) { bytes += $0 }
        return bytes
    }

    @Test(
        "What arrives in pieces of any size is read back, and is not on the disk as it came",
        arguments: [0, 1, piece - 1, piece, piece + 1, 3 * piece]
    )
    func wayBack(count: Int) throws {
        let bytes = Self.sample(count)
        let intake = try files.intake()
        var (start, step) = (0, 1)
        while start < count {
            try intake.write(bytes[start..<min(start + step, count)])
            (start, step) = (start + step, step * 7)
        }
        let kept = try intake.keep()
        #expect(kept.byteCount == count)
        #expect(try read(kept) == bytes)
        #expect(try files.isWhole(kept))
        let sealed = try Data(contentsOf: files.url(of: kept.sealed))
        #expect(sealed.count == kept.sealedByteCount)
        if count >= 64 {
            for start in stride(from: 0, to: count - 32, by: Self.piece / 2) {
                #expect(sealed.range(of: Data(bytes[start..<(start + 32)])) == nil)
            }
        }
    }

    @Test("The same bytes twice are two files, of which neither tells that they are the same")
    func sameTwice() throws {
        let bytes = Self.sample(5000)
        let (one, two) = (try files.keep(bytes: bytes), try files.keep(bytes: bytes))
        #expect(one.sha256 == two.sha256 && one.sealed != two.sealed)
        let sealed = try [one, two].map { try Data(contentsOf: files.url(of: $0.sealed)) }
        #expect(sealed[0].suffix(5016) != sealed[1].suffix(5016))
        #expect(try read(one) == read(two))
    }

    /// Ways in which a sealed file of three pieces can be damaged: what comes of its bytes, head and pieces.
    private static let damages: [(name: String, change: @Sendable (Data) -> Data)] = {
        let (head, sealed) = (22 + 32, piece + 16)
        return [
            ("one bit of the salt", { data in changed(data, at: 30) }),
            ("one bit of the mark", { data in changed(data, at: 0) }),
            ("one bit of the first piece", { data in changed(data, at: head + 9) }),
            ("one bit of a tag", { data in changed(data, at: head + sealed - 1) }),
            ("one bit of the last piece", { data in changed(data, at: data.count - 20) }),
            ("cut by a byte", { data in Data(data.dropLast(1)) }),
            ("cut by its last piece", { data in Data(data.prefix(head + 2 * sealed)) }),
            ("cut to its head", { data in Data(data.prefix(head)) }),
            ("empty", { _ in Data() }),
            ("a byte more", { data in data + [0] }),
            ("a piece more", { data in data + data.suffix(sealed) }),
            (
                "two pieces in each other's place",
                { data in
                    data.prefix(head) + data[(head + sealed)..<(head + 2 * sealed)] + data[head..<(head + sealed)]
                        + data.dropFirst(head + 2 * sealed)
                }
            ),
        ]
    }()

    private static func changed(_ data: Data, at place: Int) -> Data {
        var data = data
        data[place] ^= 4
        return data
    }

    @Test("Every damage is found: by reading, and without the key", arguments: 0..<12)
    func damage(number: Int) throws {
        #expect(Self.damages.count == 12)
        let kept = try files.keep(bytes: Self.sample(2 * Self.piece + 77))
        let file = files.url(of: kept.sealed)
        try Self.damages[number].change(try Data(contentsOf: file)).write(to: file)
        #expect(throws: StoreError(.fileSystem, ""), "\(Self.damages[number].name)") { try read(kept) }
        // A file that is too short to begin with is not whole either.
        #expect(try !files.isWhole(kept), "\(Self.damages[number].name)")
    }

    @Test("The file of another exhibit does not pass for one's own")
    func otherFile() throws {
        let (one, two) = (try files.keep(bytes: Self.sample(900)), try files.keep(bytes: Self.sample(900, salt: 9)))
        try FileManager.default.removeItem(at: files.url(of: one.sealed))
        try FileManager.default.copyItem(at: files.url(of: two.sealed), to: files.url(of: one.sealed))
        #expect(throws: StoreError(.fileSystem, "")) { try read(one) }
        #expect(try !files.isWhole(one))
    }

    @Test("Without the key nothing is read, and no other key takes its place")
    func keyGone() throws {
        let kept = try files.keep(bytes: [1, 2, 3])
        let key = shelf.store.folder.appending(path: "keys/evidence")
        let away = shelf.store.folder.appending(path: "away")
        try FileManager.default.moveItem(at: key, to: away)
        #expect(throws: StoreError(.fileSystem, "")) { try read(kept) }
        #expect(throws: StoreError(.fileSystem, "")) { try files.keep(bytes: [4]) }
        #expect(!FileManager.default.fileExists(atPath: key.path))
        #expect(try files.isWhole(kept), "whether it is whole can be said without the key")
        try FileManager.default.moveItem(at: away, to: key)
        #expect(try read(kept) == [1, 2, 3])
    }

    @Test("What is given up leaves nothing behind, and what a killed run left is cleared away")
    func givenUp() throws {
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: files.folder.path) }
        do {
            let intake = try files.intake()
            try intake.write(Self.sample(2 * Self.piece))
            #expect(try names().count == 1)
        }
        #expect(try names().isEmpty)
        try Data("left".utf8).write(to: files.folder.appending(path: ".incoming-left"))
        let kept = try files.keep(bytes: [1])
        #expect(try names().count == 1)
        files.discard(kept)
        #expect(!FileManager.default.fileExists(atPath: files.url(of: kept.sealed).path))
    }
}
