import KernelSamples
import Ledger
import Testing

@Suite("The tree against the RFC's own recursion")
struct TreePropertyTests {
    private static let hashes = (0..<600).map { TreeHash.leaf(Array("entry \($0)".utf8)) }
    private static let tree = MerkleTree(hashes: hashes)

    @Test("Roots of all sizes to 600, however the leaves came") func roots() throws {
        var one = MerkleTree()
        var dice = Dice(seed: 6962)
        var batches = MerkleTree()
        for size in 0...600 {
            let root = RecursiveTree.root(Self.hashes[..<size])
            #expect(one.root == root)
            #expect(Self.tree.snapshot(size: UInt64(size))?.root == root)
            if Int(batches.size) < size, Bool.random(using: &dice) || size == 600 {
                batches.append(hashes: Self.hashes[Int(batches.size)..<size])
                #expect(batches.root == root)
            }
            if size < 600 { one.append(Array("entry \(size)".utf8)) }
        }
        #expect(Self.tree.snapshot(size: 601) == nil)
    }

    @Test("Proofs of inclusion: each leaf of each size to 130, and of sizes to 600", arguments: 0..<4)
    func inclusion(part: Int) throws {
        let sizes = (1...600).filter { $0 % 4 == part && ($0 <= 130 || $0 % 47 < 3 || $0.nonzeroBitCount < 3) }
        for size in sizes {
            let leaves = Self.hashes[..<size]
            let snapshot = try #require(Self.tree.snapshot(size: UInt64(size)))
            for index in 0..<size {
                let proof = try snapshot.inclusionProof(of: UInt64(index))
                #expect(try proof.root(leaf: leaves[index]) == snapshot.root)
                if index % 7 == size % 7 || size < 40 {
                    #expect(proof.hashes == RecursiveTree.path(index, leaves), "\(index) of \(size)")
                }
            }
            #expect(throws: ProofFailure<Never>.fault(.beyondTree)) { try snapshot.inclusionProof(of: UInt64(size)) }
        }
    }

    @Test("Proofs of consistency among sizes to 130, and to 600", arguments: 0..<4)
    func consistency(part: Int) throws {
        let sizes = (1...600).filter { $0 % 4 == part && ($0 <= 130 || $0 % 71 < 2 || $0.nonzeroBitCount < 3) }
        for size in sizes {
            let leaves = Self.hashes[..<size]
            let snapshot = try #require(Self.tree.snapshot(size: UInt64(size)))
            for old in 1...size {
                let proof = try snapshot.consistencyProof(from: UInt64(old))
                let oldRoot = try #require(Self.tree.snapshot(size: UInt64(old))).root
                try proof.check(oldRoot: oldRoot, newRoot: snapshot.root)
                if old % 5 == size % 5 || size < 40 {
                    #expect(proof.hashes == RecursiveTree.subproof(old, leaves, true), "\(old) in \(size)")
                }
            }
            #expect(throws: ProofFailure<Never>.fault(.emptyTree)) { try snapshot.consistencyProof(from: 0) }
            #expect(throws: ProofFailure<Never>.fault(.sizesReversed)) {
                try snapshot.consistencyProof(from: UInt64(size) + 1)
            }
        }
    }

    @Test("Proofs of all subtrees of all sizes to 70") func subtrees() throws {
        for size in 1...70 {
            let snapshot = try #require(Self.tree.snapshot(size: UInt64(size)))
            for start in 0..<size {
                for end in start...size {
                    let range = UInt64(start)..<UInt64(end)
                    guard SubtreeConsistencyProof.isSubtree(range) else {
                        #expect(throws: ProofFailure<Never>.fault(.notASubtree)) {
                            try snapshot.subtreeProof(of: range)
                        }
                        continue
                    }
                    let proof = try snapshot.subtreeProof(of: range)
                    let root = RecursiveTree.root(Self.hashes[start..<end])
                    try proof.check(subtreeRoot: root, root: snapshot.root)
                    for index in start..<end {
                        let path = RecursiveTree.path(index - start, Self.hashes[start..<end])
                        try SubtreeInclusionProof(index: UInt64(index), range: range, hashes: path)
                            .check(leaf: Self.hashes[index], subtreeRoot: root)
                    }
                }
            }
        }
    }

    @Test("Any bit that changes in a proof, a leaf or a root is seen, and so are a hash more and one less")
    func tampering() throws {
        for (index, old, size) in [(0, 1, 2), (3, 3, 7), (6, 6, 7), (5, 8, 13), (255, 200, 256), (300, 257, 511)] {
            let snapshot = try #require(Self.tree.snapshot(size: UInt64(size)))
            let leaf = Self.hashes[index]
            let inclusion = try snapshot.inclusionProof(of: UInt64(index))
            let consistency = try snapshot.consistencyProof(from: UInt64(old))
            let oldRoot = try #require(Self.tree.snapshot(size: UInt64(old))).root
            for (place, hash) in inclusion.hashes.enumerated() {
                for bit in 0..<256 {
                    var hashes = inclusion.hashes
                    hashes[place] = hash.flipping(bit)
                    let changed = InclusionProof(index: inclusion.index, size: inclusion.size, hashes: hashes)
                    #expect(throws: ProofFault.wrongRoot) { try changed.check(leaf: leaf, root: snapshot.root) }
                }
            }
            for (place, hash) in consistency.hashes.enumerated() {
                for bit in 0..<256 {
                    var hashes = consistency.hashes
                    hashes[place] = hash.flipping(bit)
                    let changed = ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(size), hashes: hashes)
                    #expect(throws: ProofFault.self) { try changed.check(oldRoot: oldRoot, newRoot: snapshot.root) }
                }
            }
            for bit in 0..<256 {
                #expect(throws: ProofFault.wrongRoot) {
                    try inclusion.check(leaf: leaf.flipping(bit), root: snapshot.root)
                }
                #expect(throws: ProofFault.wrongRoot) {
                    try inclusion.check(leaf: leaf, root: snapshot.root.flipping(bit))
                }
                #expect(throws: ProofFault.self) {
                    try consistency.check(oldRoot: oldRoot.flipping(bit), newRoot: snapshot.root)
                }
                #expect(throws: ProofFault.self) {
                    try consistency.check(oldRoot: oldRoot, newRoot: snapshot.root.flipping(bit))
                }
            }
            for hashes in [inclusion.hashes + [leaf], [leaf] + inclusion.hashes, Array(inclusion.hashes.dropLast())] {
                let changed = InclusionProof(index: inclusion.index, size: inclusion.size, hashes: hashes)
                #expect(throws: ProofFault.self) { try changed.check(leaf: leaf, root: snapshot.root) }
            }
            for other in 0..<size where other != index {
                let moved = InclusionProof(index: UInt64(other), size: UInt64(size), hashes: inclusion.hashes)
                #expect(throws: ProofFault.self) { try moved.check(leaf: leaf, root: snapshot.root) }
            }
        }
    }

    @Test("Sizes and places beyond reason are refused, not computed with")
    func extremes() {
        let hashes = [TreeHash](repeating: .empty, count: 64)
        for size in [0, 1, .max, .max - 1, 1 << 63] as [UInt64] {
            for index in [0, 1, .max, .max - 1, 1 << 62] as [UInt64] {
                for count in [0, 1, 63, 64] {
                    let some = Array(hashes[..<count])
                    #expect(throws: ProofFault.self) {
                        try InclusionProof(index: index, size: size, hashes: some).check(
                            leaf: hashes[0],
                            root: hashes[0]
                        )
                        // A tree of one leaf is its own root.
                        if index == 0, size == 1, count == 0 { throw ProofFault.wrongRoot }
                    }
                    let proof = ConsistencyProof(oldSize: index, newSize: size, hashes: some)
                    let isSame = index == size && count == 0
                    #expect(
                        (fault { () throws(ProofFault) in try proof.check(oldRoot: .empty, newRoot: .empty) } == nil)
                            == isSame
                    )
                }
            }
        }
    }
}

extension TreeHash {
    func flipping(_ bit: Int) -> TreeHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return TreeHash(bytes) ?? .empty
    }
}
