import Formats
import Vocabulary

extension StrictJSON {
    /// The first and last of some days.
    mutating func days(_ place: Value?) -> ClosedRange<CalendarDay>? {
        guard let place, let object = object(place, required: ["from", "until"]), let from = day(object["from"]),
            let until = day(object["until"])
        else { return nil }
        guard from <= until else {
            fault(place, "ends before it begins")
            return nil
        }
        return from...until
    }

    /// What somebody said: lines, no other control characters.
    mutating func said(_ place: Value?) -> String? {
        guard let place else { return nil }
        guard let text = place.json.string, text.utf8.count <= BoardFile.longestWords,
            text.contains(where: { !$0.isWhitespace }),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" })
        else {
            fault(place, "expected words of at most \(BoardFile.longestWords) bytes without control characters")
            return nil
        }
        return text
    }

    /// One entry of a board.
    mutating func boardEntry(_ value: Value) -> BoardEntry? {
        let keys = ["id", "proof", "rests", "says", "weight", "words", "by", "at"]
        guard let object = object(value, required: keys, optional: ["looks", "withdrawal"]),
            let id = text(object["id"], atMost: 100), let proof = text(object["proof"], atMost: 20),
            let rests = evidence(object["rests"]), let says = word(object["says"], Bearing.self),
            let weight = word(object["weight"], EvidenceWeight.self), let words = said(object["words"]),
            let by = text(object["by"], atMost: 200), let at = moment(object["at"])
        else { return nil }
        return BoardEntry(
            id: BoardEntryID(id),
            proof: ProofID(proof),
            rests: rests,
            says: says,
            weight: weight,
            words: words,
            by: OfficerID(by),
            at: at,
            looks: list(object["looks"], atMost: 50).compactMap { secondLook($0) },
            withdrawal: object["withdrawal"].flatMap { withdrawal($0) }
        )
    }

    /// What something rests on.
    mutating func evidence(_ place: Value?) -> EvidenceReference? {
        guard let object = object(place, required: ["kind", "id"]),
            let kind = word(object["kind"], EvidenceReference.Kind.self), let id = text(object["id"], atMost: 200)
        else { return nil }
        return EvidenceReference(kind, id)
    }

    private mutating func secondLook(_ value: Value) -> BoardEntry.SecondLook? {
        guard let object = object(value, required: ["by", "at", "agrees", "words"]),
            let by = text(object["by"], atMost: 200), let at = moment(object["at"]),
            let agrees = flag(object["agrees"]), let words = said(object["words"])
        else { return nil }
        return BoardEntry.SecondLook(by: OfficerID(by), at: at, agrees: agrees, words: words)
    }

    private mutating func withdrawal(_ value: Value) -> BoardEntry.Withdrawal? {
        guard let object = object(value, required: ["by", "at", "reason"], optional: ["confirmedBy"]),
            let by = text(object["by"], atMost: 200), let at = moment(object["at"]),
            let reason = said(object["reason"])
        else { return nil }
        let confirmed = object["confirmedBy"].flatMap { text($0, atMost: 200) }
        return BoardEntry.Withdrawal(
            by: OfficerID(by),
            at: at,
            reason: reason,
            confirmedBy: confirmed.map { OfficerID($0) }
        )
    }
}
