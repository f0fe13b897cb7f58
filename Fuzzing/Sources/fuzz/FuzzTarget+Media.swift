import Media

/// What phones send: photos and recordings of every kind.
extension FuzzTarget {
    /// What comes out of the cleaner is clean: cleaning it again takes nothing away and changes nothing.
    static func media(_ bytes: Bytes) -> CInt {
        let limits = MediaLimits(bytes: 1 << 20, pixels: 1 << 20, side: 4_096, parts: 1_000)
        let cleaner = MediaCleaner(limits: limits)
        let original = Array(bytes)
        guard let media = try? cleaner.clean(original) else { return 0 }
        guard let new = media.bytes(from: original) else { preconditionFailure("a piece lies outside the file") }
        precondition(new.count == media.count, "another length than announced")
        // What is written anew may be longer than what it stands for, but not without end.
        precondition(new.count <= 8 * original.count + 4_096, "a small file becomes large")
        guard new.count <= limits.bytes else { return 0 }
        guard let again = try? cleaner.clean(new) else { preconditionFailure("what is clean is refused") }
        precondition(again.removed.isEmpty, "something was left: \(again.removed)")
        precondition(again.bytes(from: new) == new, "what is clean changes")
        return 0
    }
}
