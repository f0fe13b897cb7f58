internal import GRDB
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
        /// What stands under every page.
        case footer(Language)
        /// The row of entries and the menu, for those who get past the same doors.
        case navigation(Language, section: String?, DoorKeys)
        /// The filters of a list that nobody has filtered.
        case filters(Language, list: String)
        /// The cells of one row of a table, as its values have them.
        case row(Language, table: String, [DatabaseValue])
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
    private let isKnown: Bool
    private let isPerson: Bool
    private let roles: Set<Role>
    private let capabilities: Set<Capability>

    init(_ reader: Reader) {
        isKnown = reader.isKnown
        isPerson = reader.person != nil
        roles = reader.roles
        capabilities = reader.capabilities
    }
}
