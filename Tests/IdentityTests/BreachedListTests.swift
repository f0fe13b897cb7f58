import Crypto
import Foundation
import Identity
import Synchronization
import Testing

@Suite("The list of breached passwords")
struct BreachedListTests {
    private static func sha1(_ text: String) -> String {
        hex(Insecure.SHA1.hash(data: Data(text.utf8))).uppercased()
    }

    private static func file(_ passwords: [String], end: String = "\r\n", endsLast: Bool = true) -> [UInt8] {
        let lines = passwords.enumerated().map { "\(sha1($1)):\($0 * 977 % 10_007 + 1)" }.sorted()
        return Array((lines.joined(separator: end) + (endsLast ? end : "")).utf8)
    }

    private static func list(_ bytes: [UInt8]) throws -> BreachedList {
        try BreachedList(byteCount: bytes.count) { offset, count in
            Array(bytes[offset..<min(offset + count, bytes.count)])
        }
    }

    @Test(
        "Finds every password that is in it and no other, whatever its line ends",
        arguments: ["\n", "\r\n"],
        [1, 2, 3, 7, 400]
    )
    func search(end: String, count: Int) throws {
        for endsLast in [true, false] {
            let passwords = (0..<count).map { "password \($0)" }
            let list = try Self.list(Self.file(passwords, end: end, endsLast: endsLast))
            for (index, text) in passwords.enumerated() {
                #expect(try list.count(of: try Password(text)) == index * 977 % 10_007 + 1)
            }
            for index in count..<(count + 200) {
                #expect(try list.count(of: try Password("password \(index)")) == nil)
            }
        }
    }

    @Test("Small digits are read as well")
    func smallDigits() throws {
        let list = try Self.list(Array(String(decoding: Self.file(["x", "y"]), as: UTF8.self).lowercased().utf8))
        #expect(try list.count(of: try Password("y")) != nil)
    }

    @Test("A few short readings are enough for a long file")
    func readings() throws {
        let bytes = Self.file((0..<5_000).map { "password \($0)" })
        let readings = Mutex<[Int]>([])
        let list = try BreachedList(byteCount: bytes.count) { offset, count in
            readings.withLock { $0.append(count) }
            return Array(bytes[offset..<(offset + count)])
        }
        for index in 0..<100 {
            readings.withLock { $0 = [] }
            _ = try list.count(of: try Password("password \(index * 61)"))
            let made = readings.withLock { $0 }
            #expect(made.count <= 45)
            #expect(made.allSatisfy { $0 <= 128 })
        }
    }

    @Test("A breached password is refused, one that is not is taken")
    func rules() throws {
        let rules = PasswordRules(breachedList: try Self.list(Self.file(["iloveyou4ever", "trustno1trustno2"])))
        let person = PasswordRules.OwnWords(name: "A", email: "b@c")
        let refusals = try rules.refusals(of: try Password("trustno1trustno2"), for: person)
        #expect(refusals.map(\.messageKey) == ["password.refused.breached"])
        #expect(try rules.refusals(of: try Password("trustno1trustno3"), for: person) == [])
    }

    @Test(
        "A file that is no such list is refused",
        arguments: [
            "", "\n", "password\nother\n", "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8\n",
            "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:\n", "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:-3\n",
            "8846F7EAEE8FB117AD06BDD830B7586C:3\n", "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FDG:3\n",
            "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:99999999999999999999\n",
            "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:" + String(repeating: "1", count: 500),
        ]
    )
    func malformed(text: String) {
        let fault = #expect(throws: BreachedList.Fault.self) { _ = try Self.list(Array(text.utf8)) }
        #expect(fault?.reason == .malformed)
    }

    @Test("A list sorted by count is found out rather than believed")
    func unsorted() throws {
        let lines = String(decoding: Self.file((0..<200).map { "password \($0)" }), as: UTF8.self)
            .split(separator: "\r\n").reversed().joined(separator: "\n")
        let list = try Self.list(Array(lines.utf8))
        var reasons: Set<BreachedList.Fault.Reason> = []
        for index in 0..<50 {
            do { _ = try list.count(of: try Password("password \(index)")) } catch let fault as BreachedList.Fault {
                reasons.insert(fault.reason)
            }
        }
        #expect(reasons == [.unsorted])
    }

    @Test("A file that cannot be read to the end is a fault, not a password that nobody knows")
    func unreadable() throws {
        struct Broken: Error {}
        let bytes = Self.file((0..<50).map { "password \($0)" })
        let failing = try BreachedList(byteCount: bytes.count) { offset, count in
            if offset > 0 { throw Broken() }
            return Array(bytes[offset..<(offset + count)])
        }
        let short = try BreachedList(byteCount: bytes.count * 2) { offset, count in
            Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
        }
        for list in [failing, short] {
            let fault = #expect(throws: BreachedList.Fault.self) {
                _ = try list.count(of: try Password("password 7"))
            }
            #expect(fault?.reason == .unreadable)
        }
    }

    @Test("No bytes of any kind are a trap", arguments: 0..<10)
    func hostile(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            var bytes = Self.file((0..<Int.random(in: 1...20, using: &dice)).map { "password \($0)" })
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            guard let list = try? Self.list(bytes) else { continue }
            do { _ = try list.count(of: try Password("password 3")) } catch is BreachedList.Fault {}
        }
    }
}
