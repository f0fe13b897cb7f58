/// The parts that documents share.
extension StrictJSON {
    /// Faults ids that stand twice.
    package mutating func unique(_ ids: [String], _ place: Value?) {
        guard let place else { return }
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted { fault(place, "the id \(id) stands twice") }
    }

    /// The header that every file has, checked for its kind.
    package mutating func header(_ object: Object, kind: String) {
        if let place = object["kind"], place.json.string != kind { fault(place, "expected the kind \(kind)") }
    }

    /// A list of ids.
    package mutating func ids(_ place: Value?) -> [String] {
        var ids: [String] = []
        for value in list(place) {
            if let id = id(value) { ids.append(id) }
        }
        unique(ids, place)
        return ids
    }

    /// A list of words of an enumeration, each once.
    package mutating func words<Words: CaseIterable & RawRepresentable<String> & Hashable>(
        _ place: Value?,
        _ type: Words.Type
    ) -> Set<Words> {
        var words: Set<Words> = []
        for value in list(place) {
            guard let word = word(value, type) else { continue }
            if !words.insert(word).inserted { fault(value, "stands twice") }
        }
        return words
    }
}
