/// How alike two names are.
///
/// Words are paired one to one, best pairs first, each with its own weight; what stays unpaired on the side that asks
/// costs more than on the side of the list, because lists give more names than people use.
public enum NameComparison {
    /// The likeness of two names, 0 to 1, with weights by length and commonness of the words alone.
    public static func score(_ query: FoldedName, _ listed: FoldedName, kind: PartyKind) -> Double {
        score(query, listed, kind: kind, weights(query), weights(listed))
    }

    static func weights(_ name: FoldedName) -> [Double] {
        zip(name.words, name.tokens).map { word, text in
            word.lengthWeight * (NameWords.common.contains(text) ? 0.45 : 1)
        }
    }

    private struct Pair {
        var similarity: Double
        var a: Int
        var b: Int
    }

    static func score(
        _ a: FoldedName,
        _ b: FoldedName,
        kind: PartyKind,
        _ weightsA: [Double],
        _ weightsB: [Double]
    ) -> Double {
        if a.tokens.isEmpty || b.tokens.isEmpty { return 0 }
        if a.tokens == b.tokens { return formsDiffer(a, b) ? 0.95 : 1 }
        let pairs = align(a, b)
        var matched = 0.0
        var full = 0.0
        var openA = weightsA.reduce(0, +)
        var openB = weightsB.reduce(0, +)
        for pair in pairs {
            let weight = (weightsA[pair.a] + weightsB[pair.b]) / 2
            matched += pair.similarity * weight
            full += weight
            openA -= weightsA[pair.a]
            openB -= weightsB[pair.b]
        }
        let unlisted = kind == .organisation ? 0.7 : 0.35
        let whole = full + 0.8 * max(openA, 0) + unlisted * max(openB, 0)
        var result = whole > 0 ? matched / whole : 0
        // One word in common is little, however long.
        if pairs.count == 1, max(a.tokens.count, b.tokens.count) > 1 { result *= 0.75 }
        if isSwappedGeneration(a, b, pairs) { result *= 0.8 }
        result = max(result, joined(a, b))
        if numbers(a) != numbers(b) { result -= 0.2 }
        if formsDiffer(a, b) { result -= 0.05 }
        return max(result, 0)
    }

    private static func align(_ a: FoldedName, _ b: FoldedName) -> [Pair] {
        let acrossAbjad = a.isAbjad != b.isAbjad
        var all: [Pair] = []
        for i in a.words.indices {
            for j in b.words.indices {
                let similarity = Spelling.similarity(a.words[i], b.words[j], acrossAbjad: acrossAbjad)
                if similarity > 0 { all.append(Pair(similarity: similarity, a: i, b: j)) }
            }
        }
        all.sort { (-$0.similarity, $0.a, $0.b) < (-$1.similarity, $1.a, $1.b) }
        var usedA = UInt64(0)
        var usedB = UInt64(0)
        var chosen: [Pair] = []
        for pair in all where usedA & (1 << UInt64(pair.a)) == 0 && usedB & (1 << UInt64(pair.b)) == 0 {
            usedA |= 1 << UInt64(pair.a)
            usedB |= 1 << UInt64(pair.b)
            chosen.append(pair)
        }
        return chosen
    }

    /// Salman bin Muhammad is not Muhammad bin Salman.
    private static func isSwappedGeneration(_ a: FoldedName, _ b: FoldedName, _ pairs: [Pair]) -> Bool {
        guard let fatherA = a.patronymic, let fatherB = b.patronymic else { return false }
        return pairs.contains { ($0.a < fatherA) != ($0.b < fatherB) }
            && pairs.contains { $0.a == 0 && $0.b != 0 }
    }

    /// Words written together or apart: "Sergei Lavrov" and "SergeiLavrov".
    private static func joined(_ a: FoldedName, _ b: FoldedName) -> Double {
        let one = Array(a.words.map(\.bytes).joined().prefix(64))
        let two = Array(b.words.map(\.bytes).joined().prefix(64))
        if one == two { return 0.98 }
        // The difference in length alone is that many edits.
        let longest = max(one.count, two.count)
        guard Double(abs(one.count - two.count)) < 0.12 * Double(longest) else { return 0 }
        let like = Spelling.likeness(one, two)
        return like > 0.88 ? 0.95 * like : 0
    }

    private static func numbers(_ name: FoldedName) -> Set<[UInt8]> {
        Set(name.words.filter(\.isNumber).map(\.bytes))
    }

    private static func formsDiffer(_ a: FoldedName, _ b: FoldedName) -> Bool {
        guard let one = a.legalForms.last, let two = b.legalForms.last else { return false }
        return canonical(one) != canonical(two)
    }

    private static func canonical(_ form: String) -> String {
        switch form {
        case "limited", "limitada", "lda", "ltda", "limitee": "ltd"
        case "company", "cie", "compagnie", "companhia": "co"
        case "incorporated", "corp", "corporation": "inc"
        case "aktiengesellschaft": "ag"
        case "anonyme", "anonima", "societe", "sociedad", "sociedade": "sa"
        default: form
        }
    }
}
