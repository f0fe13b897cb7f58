/// Words that one slip of a finger makes of each other: a letter too many, too few or wrong, or two that changed places.
enum OneSlip {
    static func parts(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard short != long, long.count - short.count <= 1 else { return false }
        let same = zip(short, long).prefix { $0 == $1 }.count
        if short.count < long.count { return short[same...] == long[(same + 1)...] }
        if short[(same + 1)...] == long[(same + 1)...] { return true }
        return same + 1 < short.count && short[same] == long[same + 1] && short[same + 1] == long[same]
            && short[(same + 2)...] == long[(same + 2)...]
    }
}
