import Formats
import KernelSamples
import Ledger
import Testing

@Suite("Finding everything about a thing, and proving that it is everything")
struct LookupTests {
    private static func key(_ number: Int) -> LookupKey { LookupKey(.lot, Array("L-\(number)".utf8)) }

    private static func index(_ count: Int, seed: UInt64) -> (LookupIndex, [Int: Set<UInt64>]) {
        var dice = Dice(seed: seed)
        var entries: [LookupEntry] = []
        var expected: [Int: Set<UInt64>] = [:]
        for place in 0..<count {
            // Some lots are spoken of often.
            let number = Int.random(in: 0..<max(1, count / 3), using: &dice)
            entries.append(LookupEntry(key: key(number), place: UInt64(place)))
            expected[number, default: []].insert(UInt64(place))
        }
        return (LookupIndex(entries.shuffled(using: &dice) + entries.prefix(3), covering: UInt64(count)), expected)
    }

    @Test("Of each lot all places are found and proven, and of others that there are none", arguments: 0...40)
    func everything(count: Int) throws {
        let (index, expected) = Self.index(count, seed: UInt64(count) + 1)
        #expect(index.entries.count == count)
        for number in -3..<(count + 3) {
            let proof = index.proof(of: Self.key(number))
            #expect(try Set(proof.check(index.statement)) == expected[number] ?? [])
            #expect(proof.entries.count <= (expected[number]?.count ?? 0) + 2)
        }
    }

    @Test("An entry left out, moved, added or changed is seen", arguments: UInt64(1)...6)
    func tampering(seed: UInt64) throws {
        let (index, expected) = Self.index(60, seed: seed)
        var dice = Dice(seed: seed)
        for number in 0..<23 {
            let proof = index.proof(of: Self.key(number))
            let all = try proof.check(index.statement)
            func isRefused(_ first: UInt64, _ entries: [LookupEntry], _ hashes: [TreeHash]) -> Bool {
                let changed = LookupProof(key: proof.key, first: first, entries: entries, hashes: hashes)
                return fault { () throws(ProofFault) in try changed.check(index.statement) } != nil
            }
            for place in proof.entries.indices {
                var fewer = proof.entries
                fewer.remove(at: place)
                #expect(isRefused(proof.first, fewer, proof.hashes))
                // What is left out cannot be passed off as a hash of the rest either.
                for hash in proof.hashes.indices {
                    var more = proof.hashes
                    more.insert(index.proof(of: proof.entries[place].key).hashes.first ?? .empty, at: hash)
                    #expect(isRefused(proof.first, fewer, more))
                }
                var other = proof.entries
                other[place] = LookupEntry(key: other[place].key, place: other[place].place ^ 1)
                #expect(isRefused(proof.first, other, proof.hashes))
                var twice = proof.entries
                twice.insert(twice[place], at: place)
                #expect(isRefused(proof.first, twice, proof.hashes))
            }
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[place] = hashes[place].flipping(Int.random(in: 0..<256, using: &dice))
                #expect(isRefused(proof.first, proof.entries, hashes))
                hashes = proof.hashes
                hashes.remove(at: place)
                #expect(isRefused(proof.first, proof.entries, hashes))
            }
            #expect(isRefused(proof.first + 1, proof.entries, proof.hashes))
            #expect(isRefused(.max, proof.entries, proof.hashes))
            #expect(isRefused(proof.first, [], proof.hashes))
            #expect(isRefused(proof.first, proof.entries, proof.hashes + [.empty]))
            // The proof of another lot proves nothing of this one, unless it shows by the way that there is none.
            let next = index.proof(of: Self.key(number + 1))
            let moved = LookupProof(key: proof.key, first: next.first, entries: next.entries, hashes: next.hashes)
            if let found = try? moved.check(index.statement) { #expect(Set(found) == Set(all)) }
            #expect(Set(all) == expected[number] ?? [])
        }
    }

    @Test("What the log says of its index has one spelling, and is read back")
    func statement() throws {
        let (index, _) = Self.index(17, seed: 9)
        let statement = index.statement
        #expect(LookupStatement(entry: statement.entry) == statement)
        #expect(try JSONCanonical.bytes(of: JSONTape(statement.entry).root, numbers: .safeIntegers) == statement.entry)
        let text = String(decoding: statement.entry, as: UTF8.self)
        for other in [text + " ", text.replacing("\"count\":17", with: "\"count\":1.7e1"), "{}", "", "[]"] {
            #expect(LookupStatement(entry: Array(other.utf8)) == nil)
        }
    }

    @Test("A key says nothing of its kind's other names, and with a secret nothing to those who guess")
    func keys() {
        let name = Array("L-7".utf8)
        let keys = LookupKey.Kind.allCases.map { LookupKey($0, name) } + [LookupKey(.lot, name, secret: [1])]
        #expect(Set(keys).count == 4)
        #expect(LookupKey(keys[0].bytes) == keys[0])
        #expect(LookupKey(keys[0].bytes.dropLast()) == nil)
    }
}
