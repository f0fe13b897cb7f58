internal import Notary
internal import Store

/// How far something is proven by the public log, with the proof to take away.
struct ProofPanel {
    let visit: Visit
    let state: ProofState
    /// Where the proof is: `/api/v1/lots/L-1/proof`.
    let address: String
    /// Whether the reader may have it: a proof names the digests of records, which tell too much where fields are withheld.
    let isGiven: Bool

    /// More records are not looked up for one page.
    static let recordLimit = 200

    /// The panel of something that rests on records; nil if there is no log, or nothing of it can be seen.
    static func of(_ subject: Subject, _ id: String, records: [Int64], _ visit: Visit) async throws -> ProofPanel? {
        guard !records.isEmpty,
            let state = try await visit.services.ledger.state(ofRecords: Array(records.prefix(recordLimit)))
        else { return nil }
        var isGiven = false
        for record in records.prefix(recordLimit) where !isGiven {
            isGiven = try await visit.services.store.mayHaveDigest(ofRecord: record, visit.reader)
        }
        return ProofPanel(
            visit: visit,
            state: state,
            address: "/api/v1/\(subject.segment)/\(URLCoding.encode(id))/proof",
            isGiven: isGiven
        )
    }

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel proof"), .ariaLabelledBy("proof")) { h in
            h(.h2, .id("proof"), text: words("proof.title"))
            h(.p, .class("sentence"), text: sentence)
            guard state.size != nil else { return }
            h(.p, text: witnesses)
            if state.stampedSize != nil { h(.p, text: words("proof.stamped")) }
            guard isGiven else { return h(.p, .class("quiet"), text: words("proof.withheld")) }
            h(.p, .class("actions")) { h in
                h(.a, .class("button"), .href(address), text: words("proof.download"))
                if visit.reader.can(.readOriginals) {
                    h.text(" ")
                    h(.a, .class("button quiet-button"), .href(address + "?bytes=1"), text: words("proof.with_bytes"))
                }
                h.text(" ")
                h(.a, .href(visit.path("/ledger") + "#check"), text: words("proof.how"))
            }
        }
    }

    private var sentence: String {
        let words = visit.words
        guard let size = state.size else { return words("proof.waiting") }
        let places = state.places.prefix(5).map { words.integer(Int(clamping: $0)) }.joined(separator: ", ")
        let shown = state.places.count > 5 ? places + " …" : places
        let base = words("proof.committed", ["entries": shown, "size": words.integer(Int(clamping: size))])
        return state.waiting == 0 ? base : base + " " + words.plural("proof.some_waiting", state.waiting)
    }

    private var witnesses: String {
        let words = visit.words
        guard !state.witnesses.isEmpty else { return words("proof.no_witness") }
        return words.plural("proof.witnesses", state.witnesses.count)
    }
}

extension FactStore {
    /// Whether a reader may have the digest of a record; see ``FactStore/checkDigest(ofRecord:as:)``.
    func mayHaveDigest(ofRecord record: Int64, _ reader: Reader) async throws -> Bool {
        do {
            try await checkDigest(ofRecord: record, as: reader)
            return true
        } catch is Denial {
            return false
        }
    }
}
