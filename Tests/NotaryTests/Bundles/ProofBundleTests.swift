import Formats
import Ledger
import Notary
import Testing

@Suite("Proof bundles")
struct ProofBundleTests {
    @Test("A bundle that is written is read as what it was")
    func roundTrip() throws {
        let sample = try BundleSample()
        let bundle = try sample.bundle()
        let read = try ProofBundle(parsing: bundle.bytes)
        #expect(read == bundle && read.bytes == bundle.bytes)
        #expect(read.items[2].bytes == nil)
        let stamp = ProofBundle.Stamp(
            checkpoint: try sample.checkpoint(size: 3),
            consistency: try BundleSample.unwrap(sample.tree.snapshot()).consistencyProof(from: 3).hashes,
            token: [0x30, 0]
        )
        let stamped = try ProofBundle(
            about: .init(kind: "finding", id: "fé"),
            items: bundle.items,
            checkpoint: bundle.checkpoint,
            policy: bundle.policyText,
            stamps: [stamp]
        )
        #expect(try ProofBundle(parsing: stamped.bytes) == stamped)
        #expect(stamped.checksum != bundle.checksum)
    }

    /// A bundle with one member exchanged; nil takes it out.
    private func changed(_ path: [String], _ value: JSONNode?) throws -> [UInt8] {
        func put(_ node: JSONNode, _ path: ArraySlice<String>) -> JSONNode {
            guard let name = path.first else { return node }
            if let index = Int(name), var elements = node.elements {
                elements[index] = path.count == 1 ? value ?? .null : put(elements[index], path.dropFirst())
                return .array(elements)
            }
            var members = node.members ?? []
            let inner =
                path.count == 1 ? value : members.first { $0.name == name }.map { put($0.value, path.dropFirst()) }
            members.removeAll { $0.name == name }
            if let inner { members.append(.init(name, inner)) }
            return .object(members)
        }
        let node = put(try JSONNode(parsing: try BundleSample().bundle().bytes), path[...])
        return try JSONCanonical.bytes(of: node, numbers: .any)
    }

    @Test("What is no bundle is refused with the part at fault")
    func refusals() throws {
        let cases: [([String], JSONNode?, BundleFault.Reason, String)] = [
            (["type"], .string("bundle"), .otherType, "type"), (["version"], .integer(2), .otherType, "version"),
            (["note"], .string("x"), .unknownMember, "note"), (["about", "x"], .null, .unknownMember, "about.x"),
            (["items"], .array([]), .missing, "items"), (["items"], nil, .missing, "items"),
            (["items", "0", "x"], .null, .unknownMember, "items[0].x"),
            (["items", "1", "bytes"], .string("Zh=="), .badValue, "items[1].bytes"),
            (["items", "0", "statement"], .string("{}"), .badStatement, "items[0].statement"),
            (["items", "0", "entry"], .string("{}"), .badEntry, "items[0].entry"),
            (["items", "0", "batch", "hashes", "0"], .string("AA=="), .badHash, "items[0].batch.hashes[0]"),
            (["items", "0", "index"], .integer(-1), .badValue, "items[0].index"),
            (["checkpoint"], .string("x\n"), .badNote, "checkpoint"),
            (["policy"], .string("quorum x\n"), .badPolicy, "policy"),
            (["time"], .array([]), .missing, "time"), (["checksum"], nil, .missing, "checksum"),
            (["checksum"], .string("x"), .badValue, "checksum"),
        ]
        for (path, value, reason, place) in cases {
            let bytes = try changed(path, value)
            do {
                _ = try ProofBundle(parsing: bytes)
                Issue.record("\(path) was taken")
            } catch {
                #expect(error.reason == reason && error.place == place, "\(path): \(error)")
            }
        }
        let bytes = try BundleSample().bundle().bytes
        #expect(throws: BundleFault(.notCanonical)) { try ProofBundle(parsing: bytes + [0x0A]) }
        #expect(throws: BundleFault.self) { try ProofBundle(parsing: bytes + [0]) }
        #expect(throws: BundleFault.self) { try ProofBundle(parsing: []) }
    }
}
