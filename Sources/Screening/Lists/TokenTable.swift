/// The distinct words of all listed names, found again by exact spelling, by sound and by one or two slips.
struct TokenTable: Sendable {
    private(set) var tokens: [NameToken] = []
    private var placeOf: [String: Int] = [:]
    /// Keys of the words (skeletons, bare keys, spellings with a letter left out), sorted, with the words beside them.
    private var keys: [UInt64] = []
    private var owners: [Int32] = []

    /// The place of a word, adding it if it is new.
    mutating func intern(_ word: String, _ token: NameToken) -> Int {
        if let place = placeOf[word] { return place }
        placeOf[word] = tokens.count
        tokens.append(token)
        return tokens.count - 1
    }

    /// The place of a word that is spelt exactly so.
    func place(of word: String) -> Int? { placeOf[word] }

    /// Sorts the keys once all words are in.
    mutating func finish() {
        var entries: [(key: UInt64, owner: Int32)] = []
        for (place, token) in tokens.enumerated() {
            for key in Self.keys(of: token) { entries.append((key, Int32(truncatingIfNeeded: place))) }
        }
        entries.sort { ($0.key, $0.owner) < ($1.key, $1.owner) }
        keys = entries.map(\.key)
        owners = entries.map(\.owner)
    }

    /// The words that may be spellings of the token, ascending, itself included.
    func candidates(_ token: NameToken) -> [Int] {
        var found: Set<Int32> = []
        for key in Self.keys(of: token) {
            var low = 0
            var high = keys.count
            while low < high {
                let middle = (low + high) / 2
                if keys[middle] < key { low = middle + 1 } else { high = middle }
            }
            while low < keys.count, keys[low] == key {
                found.insert(owners[low])
                low += 1
            }
        }
        return found.map { Int($0) }.sorted()
    }

    /// Two words one insertion, deletion, replacement or swap apart share a spelling with at most one letter left out;
    /// two skeletons one consonant apart likewise, which lets vowels vary freely.
    private static func keys(of token: NameToken) -> Set<UInt64> {
        var keys: Set<UInt64> = [hash(1, token.bytes, without: -1)]
        if token.isNumber || token.bytes.count == 1 { return keys }
        if token.skeleton.count > 1 { keys.insert(hash(2, token.skeleton, without: -1)) }
        if token.bare.count > 1 { keys.insert(hash(3, token.bare, without: -1)) }
        if token.bytes.count > 3 {
            for gap in token.bytes.indices { keys.insert(hash(1, token.bytes, without: gap)) }
        }
        if token.skeleton.count > 3 {
            for gap in token.skeleton.indices { keys.insert(hash(2, token.skeleton, without: gap)) }
        }
        if token.bare.count > 2 {
            for gap in token.bare.indices { keys.insert(hash(3, token.bare, without: gap)) }
        }
        return keys
    }

    /// FNV-1a over the bytes, one of them left out; the kind of key goes in first.
    private static func hash(_ kind: UInt8, _ bytes: [UInt8], without gap: Int) -> UInt64 {
        var hash: UInt64 = (0xCBF2_9CE4_8422_2325 ^ UInt64(kind)) &* 0x100_0000_01B3
        for place in bytes.indices where place != gap {
            hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3
        }
        return hash
    }
}
