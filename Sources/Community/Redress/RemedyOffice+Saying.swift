import Remedy
import Store
import Vocabulary

/// What was worked out on a file: what is to be kept, and what it comes to.
struct RemedyStep: Sendable {
    let entries: [RemedyEntry]
    let consequences: RemedyConsequences
}

extension RemedyOffice {
    /// Works something out on a file as it is and keeps it, anew where somebody else wrote meanwhile.
    ///
    /// - Parameter work: Gives nil where the very same was said before.
    /// - Throws: ``RemedyFault``, and what `work` refuses.
    func say(
        _ word: String,
        in id: Int64,
        _ kind: RemedyKind,
        as part: RemedyPart,
        by reader: Reader,
        _ work: (RemedyBundle, SetProcedure) throws -> RemedyStep?
    ) async throws {
        for _ in 0..<Self.attempts {
            guard let (bundle, procedure) = try await opened(id, kind, as: reader) else {
                throw RemedyFault.noSuchFile
            }
            guard Self.mayAct(part, in: bundle.file, reader) else { throw RemedyFault.noPart }
            guard let step = try work(bundle, procedure) else { return }
            let outcome = try await store.appendToRemedyFile(
                id,
                step.entries,
                after: bundle.entries.count,
                step.consequences,
                as: part,
                saying: word,
                by: reader
            )
            if outcome != .stale { return }
        }
        throw RemedyFault.busy
    }

    /// The owner of the machine acts in every part, but for those complained of nobody speaks for anybody.
    private static func mayAct(_ part: RemedyPart, in file: RemedyFile, _ reader: Reader) -> Bool {
        file.parts.contains(part) || (reader.person == nil && file.kind != .grievance)
    }

    /// The first event of a new file, and the file with it.
    static func opening<Rules: CaseRules>(
        _ fact: Rules.Fact,
        _ event: String,
        at moment: UTCInstant,
        by author: Author,
        under rules: Rules,
        now: UTCInstant
    ) throws -> (entry: RemedyEntry, file: CaseFile<Rules>) where Rules.Fact: CodedFact {
        let added = try adding(.fact(fact), event, at: moment, by: author, to: CaseFile(rules), now: now)
        guard let added else { throw RemedyFault.busy }
        return added
    }

    /// Events that follow one another, and the file with all of them; nil if all were said before.
    ///
    /// - Parameter facts: What is said, and in what part.
    static func adding<Rules: CaseRules>(
        _ facts: [(fact: Rules.Fact, part: Author.Part)],
        _ event: String,
        at moment: UTCInstant,
        by reader: Reader,
        to file: CaseFile<Rules>,
        now: UTCInstant
    ) throws -> (entries: [RemedyEntry], file: CaseFile<Rules>)? where Rules.Fact: CodedFact {
        var (entries, next): ([RemedyEntry], CaseFile<Rules>) = ([], file)
        for (index, (fact, part)) in facts.enumerated() {
            let id = index == 0 ? event : "\(event)-\(index)"
            let author = author(reader, part)
            guard let step = try adding(.fact(fact), id, at: moment, by: author, to: next, now: now) else { continue }
            entries.append(step.entry)
            next = step.file
        }
        return entries.isEmpty ? nil : (entries, next)
    }
}
