public import Ledger

/// The tree over the statements that were committed together (RFC 6962), of which the log holds the root.
///
/// One entry of the log stands for a whole batch, so that a million records cost the log some hundred entries.
public struct StatementTree: Sendable {
    private let tree: MerkleTree

    /// Makes the tree over the bytes of statements, in their order.
    public init(_ statements: [[UInt8]]) {
        tree = MerkleTree(hashes: statements.map { TreeHash.leaf($0) })
    }

    /// Makes the tree over the hashes of statements as leaves.
    public init(hashes: [TreeHash]) {
        tree = MerkleTree(hashes: hashes)
    }

    /// How many statements there are.
    public var count: UInt64 { tree.size }

    /// The root.
    public var root: TreeHash { tree.root }

    /// Proves that a statement is among them.
    public func proof(of index: UInt64) throws(ProofFault) -> InclusionProof {
        guard let snapshot = tree.snapshot() else { throw .beyondTree }
        do {
            return try snapshot.inclusionProof(of: index)
        } catch {
            switch error {
            case .fault(let fault): throw fault
            }
        }
    }
}
