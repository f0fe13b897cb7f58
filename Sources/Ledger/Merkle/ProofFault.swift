/// Why a proof proves nothing.
public enum ProofFault: String, Error, Sendable, Hashable {
    /// The leaf or the subtree lies beyond the tree.
    case beyondTree
    /// The older tree is larger than the newer one.
    case sizesReversed
    /// Every tree is consistent with the empty one: there is nothing to prove.
    case emptyTree
    /// The range is not one that a subtree may have.
    case notASubtree
    /// The proof has more or fewer hashes than its sizes ask for.
    case wrongLength
    /// The hashes lead to another root.
    case wrongRoot
    /// The hashes lead to another root of the older tree, or of the subtree.
    case wrongOldRoot
}
