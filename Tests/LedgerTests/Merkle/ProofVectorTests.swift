import Formats
import KernelSamples
import Ledger
import Testing

/// Proofs that others made, right and wrong (transparency-dev/merkle).
@Suite("Others' proofs", .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence))
struct ProofVectorTests {
    /// Proofs over what is no SHA-256 that others take: a tree of other hashes is none of ours.
    private static let overOtherHashes: Set = [
        "sizes are equal (one) and proof is empty",
        "subtree is empty sizes are equal (one) subtree root valid tree root random proof is empty",
        "subtree is empty sizes are equal (zero) subtree root valid tree root random proof is empty",
    ]

    private func compare(_ file: String, count: Int, _ check: (JSONValue) throws -> Bool) throws {
        let cases = try LedgerVectors.tape("merkle/rfc6962-\(file)-proofs.json").elements
        #expect(cases.count == count)
        var accepted = 0
        for each in cases {
            let name = try each.text("desc")
            let isWrong = try #require(each["wantErr"]?.bool as Bool?)
            let file = try each.text("file")
            let isTaken = try check(each)
            if isTaken { accepted += 1 }
            #expect(isTaken == !isWrong || !isTaken && Self.overOtherHashes.contains(name), "\(file)")
        }
        #expect(accepted > 0)
    }

    @Test("Inclusion") func inclusion() throws {
        try compare("inclusion", count: 98) { each in
            guard let leaf = try each.hash("leafHash"), let root = try each.hash("root"),
                let hashes = each.hashes("proof")
            else { return false }
            let proof = try InclusionProof(index: each.count("leafIdx"), size: each.count("treeSize"), hashes: hashes)
            return fault { () throws(ProofFault) in try proof.check(leaf: leaf, root: root) } == nil
        }
    }

    @Test("Consistency") func consistency() throws {
        try compare("consistency", count: 98) { each in
            guard let old = try each.hash("root1"), let new = try each.hash("root2"),
                let hashes = each.hashes("proof")
            else { return false }
            let proof = try ConsistencyProof(oldSize: each.count("size1"), newSize: each.count("size2"), hashes: hashes)
            return fault { () throws(ProofFault) in try proof.check(oldRoot: old, newRoot: new) } == nil
        }
    }

    private func range(_ each: JSONValue) throws -> Range<UInt64>? {
        let (start, end) = (try each.count("start"), try each.count("end"))
        return start <= end ? start..<end : nil
    }

    @Test("Inclusion in a subtree") func subtreeInclusion() throws {
        try compare("subtreeinclusion", count: 204) { each in
            guard let leaf = try each.hash("leafHash"), let root = try each.hash("root"),
                let hashes = each.hashes("proof"), let range = try range(each)
            else { return false }
            let proof = try SubtreeInclusionProof(index: each.count("leafIdx"), range: range, hashes: hashes)
            return fault { () throws(ProofFault) in try proof.check(leaf: leaf, subtreeRoot: root) } == nil
        }
    }

    @Test("Consistency of a subtree") func subtreeConsistency() throws {
        try compare("subtreeconsistency", count: 118) { each in
            guard let subtree = try each.hash("root1"), let root = try each.hash("root2"),
                let hashes = each.hashes("proof"), let range = try range(each)
            else { return false }
            let proof = try SubtreeConsistencyProof(range: range, size: each.count("size"), hashes: hashes)
            return fault { () throws(ProofFault) in try proof.check(subtreeRoot: subtree, root: root) } == nil
        }
    }
}
