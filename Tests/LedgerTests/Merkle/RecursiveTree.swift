import Ledger

/// RFC 6962 section 2.1 as it is written, recursion and all; slow, and plainly right.
enum RecursiveTree {
    static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }

    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard let first = leaves.first else { return .empty }
        if leaves.count == 1 { return first }
        let middle = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    /// PATH(m, D[n]) of section 2.1.1.
    static func path(_ m: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        if leaves.count == 1 { return [] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m < k
            ? path(m, leaves[..<middle]) + [root(leaves[middle...])]
            : path(m - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    /// SUBPROOF(m, D[n], b) of section 2.1.2.
    static func subproof(_ m: Int, _ leaves: ArraySlice<TreeHash>, _ isKnown: Bool) -> [TreeHash] {
        if m == leaves.count { return isKnown ? [] : [root(leaves)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m <= k
            ? subproof(m, leaves[..<middle], isKnown) + [root(leaves[middle...])]
            : subproof(m - k, leaves[middle...], false) + [root(leaves[..<middle])]
    }
}
