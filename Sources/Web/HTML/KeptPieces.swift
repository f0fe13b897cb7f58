internal import Store
internal import Synchronization
internal import Vocabulary

/// Pieces of pages that are written once and then copied: what stands alike on page after page.
///
/// A piece depends on its key alone, on the rules, words and modules of the site, which never change while it runs, and
/// on nothing that is read from the store.
final class KeptPieces: Sendable {
    /// What a piece shows, and for whom it is the same.
    enum Key: Hashable {
        /// The files that the head of every page names.
        case head
        /// The style sheet that comes after everything else.
        case rest
        /// The start of the body, with where the keys lead.
        case body(Language, DoorKeys)
        /// What stands above the banner, for somebody of that name.
        case top(Language, name: String, isIn: Bool, DoorKeys)
        /// The empty search box.
        case search(Language)
        /// The way to the notices, of which so many are new.
        case bell(Language, Int)
        /// What follows the address in the link to a page in another language.
        case languageLink(Language, to: Language)
        /// What stands under every page.
        case footer(Language)
        /// The row of entries and the menu, for those who get past the same doors.
        case navigation(Language, section: String?, DoorKeys)
        /// The filters of a list that nobody has filtered.
        case filters(Language, list: String)
        /// The headings of a list, with links that sort by them and keep the rest of the query.
        case headings(Language, list: String, query: String, sort: String?)
    }

    /// So many pieces are kept; then all are written anew.
    private let countLimit: Int
    private let pieces = Mutex<[Key: HTML]>([:])

    init(countLimit: Int) {
        self.countLimit = countLimit
    }

    /// The piece of a key, written if it is not there yet.
    func piece(_ key: Key, _ write: (inout HTML) -> Void) -> HTML {
        if let known = pieces.withLock({ $0[key] }) { return known }
        var piece = HTML(capacity: 512)
        write(&piece)
        pieces.withLock { pieces in
            if pieces.count >= countLimit { pieces = [:] }
            pieces[key] = piece
        }
        return piece
    }
}

/// What decides past which doors a reader gets, and which of them are shown first.
struct DoorKeys: Hashable {
    /// One bit each: known, a person, every role, every capability.
    private let bits: UInt64

    init(_ reader: Reader) {
        var bits: UInt64 = reader.isKnown ? 1 : 0
        if reader.person != nil { bits |= 2 }
        for (place, role) in Role.allCases.enumerated() where reader.roles.contains(role) { bits |= 4 << place }
        let first = 2 + Role.allCases.count
        for (place, capability) in Capability.allCases.enumerated() where reader.can(capability) {
            bits |= 1 << (first + place)
        }
        self.bits = bits
    }
}
