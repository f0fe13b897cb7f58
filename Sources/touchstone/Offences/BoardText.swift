import Formats
import Offences
import Vocabulary
import Web

/// A board of elements in words: no percentage, and nothing that colour alone would say.
struct BoardText {
    private let board: ElementBoard
    private let file: BoardFile
    private let content: OffenceText
    private let catalogue: OffenceCatalogue
    private let words: Words

    private var language: Language { words.language }

    init(_ board: ElementBoard, of file: BoardFile, _ catalogue: OffenceCatalogue, _ words: Words) {
        self.board = board
        self.file = file
        self.catalogue = catalogue
        self.words = words
        content = OffenceText(catalogue, words)
    }

    /// The whole board.
    var text: String {
        var lines = ["\(board.offence.id) \(board.offence.title[language])", acts, words("offences.board.court")]
        for state in board.elements { lines += [""] + element(state) }
        lines += ["", words("offences.board.open")] + (board.open.isEmpty ? [nothing] : board.open.map { point($0) })
        lines += ["", words("offences.board.who")] + agenda
        lines += ["", words("offences.board.disclosure")]
        lines += board.disclosure.isEmpty ? [nothing] : board.disclosure.map { "  \($0.proof) " + entry($0) }
        if !board.withdrawn.isEmpty {
            lines += ["", words("offences.board.withdrawn")] + board.withdrawn.map { withdrawn($0) }
        }
        if !board.setAside.isEmpty {
            lines += ["", words("offences.board.set-aside")]
            lines += board.setAside.map { "  " + entry($0.entry) + " " + words($0.reason.messageKey) }
        }
        lines += ["", words(board.seriousCrime.messageKey)]
        lines += content.section("offences.show.explanations", board.offence.explanations.map(\.text))
        lines += content.section("offences.show.protection", content.steps(board.offence.protection))
        lines += content.section("offences.show.financial", content.steps(board.offence.financial))
        lines += ["", words("offences.show.convergence")] + content.convergence([board.offence.id])
        return lines.joined(separator: "\n")
    }

    private var nothing: String { "  " + words("offences.board.nothing") }

    private var acts: String {
        guard let acts = file.acts else { return words("offences.board.acts-unknown", ["now": file.now.text]) }
        return words(
            "offences.board.acts",
            ["from": acts.lowerBound.text, "until": acts.upperBound.text, "now": file.now.text]
        )
    }

    private func element(_ state: BoardElement) -> [String] {
        let element = state.element
        var lines = ["\(element.id) \(words(element.kind.messageKey)): \(element.text[language])"]
        let standing = words(state.standing.messageKey)
        lines.append("  " + (state.isContested ? standing + " " + words("offences.board.contested") : standing))
        lines += content.law(state.law)
        for proof in state.proofs {
            let entries = proof.supporting + proof.contradicting + proof.unclear
            guard !entries.isEmpty else {
                lines.append("  " + words("offences.board.missing") + " " + content.name(of: proof.proof))
                lines += content.who(proof.proof)
                continue
            }
            lines.append("  " + content.name(of: proof.proof))
            lines += entries.map { "      " + entry($0) }
            if proof.isMissing { lines += content.who(proof.proof) }
        }
        return lines
    }

    private func entry(_ entry: BoardEntry) -> String {
        let key =
            entry.isDisputed ? "disputed" : entry.isReviewed ? "reviewed" : "unreviewed"
        let values: KeyValuePairs = [
            "id": Printable.text(entry.id.rawValue), "says": words(entry.says.messageKey),
            "rests": words(entry.rests.kind.messageKey) + " " + Printable.text(entry.rests.id),
            "weight": words(entry.countsAs.messageKey), "by": Printable.text(entry.by.rawValue), "at": entry.at.text,
            "review": words("offences.board.\(key)"), "words": Printable.text(entry.words),
        ]
        return words("offences.board.entry", values)
    }

    private func withdrawn(_ entry: BoardEntry) -> String {
        guard let withdrawal = entry.withdrawal else { return "  " + self.entry(entry) }
        let values: KeyValuePairs = [
            "by": Printable.text(withdrawal.by.rawValue), "at": withdrawal.at.text,
            "reason": Printable.text(withdrawal.reason),
        ]
        return "  " + self.entry(entry) + " " + words("offences.board.withdrawal", values)
    }

    private func point(_ point: OpenPoint) -> String {
        var proof = ""
        var entry = ""
        var gap = ""
        switch point {
        case .essential(_, let id): proof = id.rawValue
        case .law(_, let found): gap = words(found.messageKey)
        case .unreviewed(_, let id), .disputed(_, let id), .withdrawal(_, let id): entry = Printable.text(id.rawValue)
        case .nothing, .leadsAlone, .noneProbative, .contested: break
        }
        return "  \(point.element) " + words(point.messageKey, ["proof": proof, "entry": entry, "gap": gap])
    }

    private var agenda: [String] {
        let lines = board.whoCanGet.map { agency, proofs in
            let name = catalogue.agency(agency)?.label[language] ?? agency.rawValue
            return "  \(name): \(proofs.map(\.rawValue).joined(separator: ", "))"
        }
        return lines.isEmpty ? [nothing] : lines
    }
}
