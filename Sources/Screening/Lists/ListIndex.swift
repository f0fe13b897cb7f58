/// The names of watch lists, ready to be asked.
///
/// A word of the party's name calls up the listed words that may be spellings of it; the listed names that share
/// enough of their weight are then compared in full. Words weigh more the rarer they are on the lists and among the
/// parties. The answers do not depend on the order of anything but the entries' own numbers.
public struct ListIndex: Sendable {
    /// The threshold at which a name is worth a person's look.
    public static let usualThreshold = 0.75

    private struct ListedName: Sendable {
        var entry: Int
        var text: String
        var folded: FoldedName
        var places: [Int]
    }

    private let entries: [ListEntry]
    private var names: [ListedName] = []
    private var table = TokenTable()
    /// For each word, the listed names that hold it.
    private var postings: [[Int32]] = []
    /// For each word, in how many names of lists and parties it occurs.
    private var frequency: [Int] = []
    private var rarity: [Double] = []
    private let nameCount: Int
    /// Names by their words written together.
    private var byJoined: [String: [Int32]] = [:]

    /// Builds the index.
    ///
    /// `partyNames` are names that do not belong to the lists and tell only how common words are; giving all parties'
    /// names makes local family names weigh what they should.
    public init(_ entries: [ListEntry], partyNames: [String] = []) {
        self.entries = entries
        for (place, entry) in entries.enumerated() {
            var seen: Set<[String]> = []
            for text in entry.names {
                let folded = FoldedName(text, kind: entry.kind)
                guard !folded.tokens.isEmpty, seen.insert(folded.tokens).inserted else { continue }
                var places: [Int] = []
                for (word, token) in zip(folded.tokens, folded.words) { places.append(table.intern(word, token)) }
                names.append(ListedName(entry: place, text: text, folded: folded, places: places))
            }
        }
        postings = Array(repeating: [], count: table.tokens.count)
        frequency = Array(repeating: 0, count: table.tokens.count)
        for (place, name) in names.enumerated() {
            for word in Set(name.places) {
                postings[word].append(Int32(truncatingIfNeeded: place))
                frequency[word] += 1
            }
            byJoined[name.folded.tokens.joined(), default: []].append(Int32(truncatingIfNeeded: place))
        }
        for text in partyNames {
            for word in Set(FoldedName(text).tokens) {
                if let place = table.place(of: word) { frequency[place] += 1 }
            }
        }
        nameCount = names.count + partyNames.count
        rarity = []
        rarity = frequency.map { rarity(of: $0) }
        table.finish()
    }

    /// The list entries that the party's names resemble, best first, each once.
    public func matches(for party: ScreenedParty, threshold: Double = usualThreshold) -> [NameMatch] {
        var best: [Int: (score: Double, party: String, listed: String)] = [:]
        for text in party.names {
            let folded = FoldedName(text, kind: party.kind)
            guard !folded.tokens.isEmpty else { continue }
            let weights = zip(NameComparison.weights(folded), folded.tokens).map { $0 * rarity(of: $1) }
            for place in candidates(folded, weights) {
                let name = names[place]
                let score = compare(folded, weights, name, entries[name.entry].kind)
                guard score >= threshold else { continue }
                if let known = best[name.entry], known.score >= score { continue }
                best[name.entry] = (score, text, name.text)
            }
        }
        return best.map { entry, found in
            let particulars = Particulars.compare(party, entries[entry])
            return NameMatch(
                entryID: entries[entry].id,
                score: Particulars.rank(
                    found.score,
                    agreeing: particulars.agrees.count,
                    differing: particulars.differs.count
                ),
                nameScore: found.score,
                partyName: found.party,
                listedName: found.listed,
                agrees: particulars.agrees,
                differs: particulars.differs
            )
        }
        .sorted { (-$0.score, $0.entryID, $0.listedName) < (-$1.score, $1.entryID, $1.listedName) }
    }

    private func compare(_ query: FoldedName, _ weights: [Double], _ name: ListedName, _ kind: PartyKind) -> Double {
        if query.tokens.count == 1 || name.folded.tokens.count == 1 {
            // A single word says who is meant only if it is rare and the same; written together it may be two.
            if query.tokens.joined() == name.folded.tokens.joined() {
                let isRare = query.tokens.count > 1 || name.folded.tokens.count > 1 || isRare(query.tokens[0])
                return isRare ? NameComparison.score(query, name.folded, kind: kind) : 0
            }
            return 0
        }
        let listed = zip(NameComparison.weights(name.folded), name.places).map { $0 * rarity[$1] }
        return NameComparison.score(query, name.folded, kind: kind, weights, listed)
    }

    /// Rare: in at most five names, or one in two thousand.
    private func isRare(_ word: String) -> Bool {
        guard let place = table.place(of: word) else { return false }
        return word.utf8.count > 2 && frequency[place] <= max(5, nameCount / 2000)
            && !NameWords.common.contains(word)
    }

    /// 1 for a word met once, falling with the logarithm of its frequency to 0.35 for one met in every name.
    private func rarity(of frequency: Int) -> Double {
        guard frequency > 1, nameCount > 1 else { return 1 }
        return max(1 - 0.65 * (Double(frequency).logarithm / Double(nameCount).logarithm), 0.35)
    }

    private func rarity(of word: String) -> Double {
        table.place(of: word).map { rarity[$0] } ?? 1
    }

    /// Listed names that share enough weight with the query to be compared in full, at most 200, best first.
    private func candidates(_ query: FoldedName, _ weights: [Double]) -> [Int] {
        var shared: [Int32: Double] = [:]
        let total = weights.reduce(0, +)
        // A word in very many names is looked up only where it is spelt the same, rare ones in all their spellings.
        let order = query.words.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
        var left = total
        for index in order {
            // What is left could not bring a new name to the bar.
            let mayStart = left >= 0.45 * total
            left -= weights[index]
            var own: [Int32: Double] = [:]
            for place in table.candidates(query.words[index]) {
                let token = table.tokens[place]
                let similarity = max(
                    Spelling.similarity(query.words[index], token, acrossAbjad: false),
                    Spelling.similarity(query.words[index], token, acrossAbjad: true) * 0.9
                )
                guard similarity > 0 else { continue }
                for name in postings[place] where mayStart || shared[name] != nil {
                    own[name] = max(own[name] ?? 0, similarity * weights[index])
                }
            }
            for (name, weight) in own { shared[name, default: 0] += weight }
        }
        for name in byJoined[query.tokens.joined()] ?? [] { shared[name] = total }
        let bar = 0.45 * total
        let chosen = shared.filter { $0.value >= bar }
            .sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
        return chosen.prefix(200).map { Int($0.key) }
    }
}
