import Formats
import Offences
import Vocabulary
import Web

/// Offences in words.
struct OffenceText {
    let catalogue: OffenceCatalogue
    let words: Words

    private var language: Language { words.language }

    init(_ catalogue: OffenceCatalogue, _ words: Words) {
        self.catalogue = catalogue
        self.words = words
    }

    // MARK: The list

    /// All offences, one a line; with a law, its gaps and the four-year test of UNTOC article 2(b).
    func list(law: NationalLaw?, today: CalendarDay) -> String {
        var columns: [TextTable.Column] = [
            .words(words("offences.column.id")), .words(words("offences.column.offence")),
            .number(words("offences.column.elements")), .number(words("offences.column.proofs")),
            .words(words("offences.column.review")),
        ]
        if law != nil {
            columns += [.number(words("offences.column.gaps")), .words(words("offences.column.serious"))]
        }
        var table = TextTable(columns)
        for offence in catalogue.offences {
            var row = [
                offence.id.rawValue, offence.title[language], "\(offence.elements.count)",
                "\(offence.elements.flatMap(\.proofs).count)", offence.stewardship.review.text,
            ]
            if let law {
                let laws = offence.elements.map { law.law(for: $0.id, acts: today...today, today: today) }
                let serious = SeriousCrime(laws.flatMap(\.applying).map(\.version.penalty))
                row += ["\(laws.count { $0.gap != nil })", words("\(serious.messageKey).short")]
            }
            table.append(row)
        }
        return table.text + "\n\n" + catalogue.status[language]
    }

    // MARK: One offence

    /// An offence with all that is known of it.
    func show(_ offence: OffenceChecklist, law: NationalLaw?, today: CalendarDay) -> String {
        var lines = ["\(offence.id) \(offence.title[language])", catalogue.status[language], ""]
        lines.append(words("offences.show.basis"))
        lines += offence.basis.map { basis in
            let title = catalogue.source(basis.source).map(\.title) ?? basis.source
            return "  \(title)" + (basis.article.map { ", \($0)" } ?? "")
        }
        if let note = offence.note { lines.append("  " + note[language]) }
        for element in offence.elements {
            lines += ["", "\(element.id) \(words(element.kind.messageKey)): \(element.text[language])"]
            if let law { lines += self.law(law.law(for: element.id, acts: nil, today: today)) }
            lines += element.proofs.flatMap { ["  " + name(of: $0)] + who($0) }
        }
        lines += section("offences.show.explanations", offence.explanations.map(\.text))
        lines += section("offences.show.protection", steps(offence.protection))
        lines += section("offences.show.financial", steps(offence.financial))
        lines += section("offences.show.assets", offence.assets.map(\.text))
        lines += section("offences.show.cooperation", offence.cooperation.map(\.text))
        lines += ["", words("offences.show.convergence")] + convergence([offence.id])
        let owner = catalogue.owners.first { $0.id == offence.stewardship.owner }?.label[language]
        let values: KeyValuePairs = [
            "owner": owner ?? offence.stewardship.owner, "day": offence.stewardship.review.text,
        ]
        return (lines + ["", words("offences.show.review", values)]).joined(separator: "\n")
    }

    /// The offences to look at besides.
    func convergence(_ offences: Set<OffenceID>) -> [String] {
        ConvergencePrompts(for: offences, in: catalogue).prompts.flatMap { prompt in
            prompt.links.map { link in
                let title = catalogue[prompt.offence].map(\.title) ?? link.reason
                return "  \(prompt.offence) \(title[language]): \(link.reason[language])"
            }
        }
    }

    /// The steps of these ids.
    func steps(_ ids: [GuidanceID]) -> [LocalisedText] { ids.compactMap { catalogue.step($0)?.text } }

    /// A heading with what stands below it; nothing where there is nothing.
    func section(_ key: String, _ texts: [LocalisedText]) -> [String] {
        texts.isEmpty ? [] : ["", words(key)] + texts.map { "  " + $0[language] }
    }

    /// A proof, and whether its element cannot stand without it.
    func name(of proof: OffenceChecklist.Proof) -> String {
        let name = "\(proof.id) \(proof.text[language])"
        return proof.isEssential ? name + " (\(words("offences.show.essential")))" : name
    }

    /// Who can get a proof, and what helps.
    func who(_ proof: OffenceChecklist.Proof) -> [String] {
        let agencies = proof.agencies.compactMap { catalogue.agency($0)?.label[language] }
        let values: KeyValuePairs = ["agencies": agencies.joined(separator: "; ")]
        var lines = ["      " + words("offences.show.who", values)]
        let help = proof.technologies.compactMap { catalogue.technology($0) }.map {
            "\($0.id) \($0.name[language]) (\(words($0.value.messageKey)))"
        }
        if !help.isEmpty {
            lines.append("      " + words("offences.show.help", ["names": help.joined(separator: "; ")]))
        }
        return lines
    }

    /// What the law says of an element, and what is missing of it.
    func law(_ law: ElementLaw) -> [String] {
        var lines = law.applying.map { applying in
            let version = applying.version
            let values: KeyValuePairs = [
                "law": Printable.text(version.law), "article": Printable.text(version.article),
                "from": version.from.text, "until": version.until.map(\.text) ?? words("offences.law.today"),
                "penalty": penalty(version.penalty),
            ]
            let check = version.check.map {
                words("offences.law.checked", ["by": Printable.text($0.by), "day": $0.on.text])
            }
            let line = "  " + words("offences.law.line", values) + " " + (check ?? words("offences.law.unchecked"))
            return version.note.map { line + " " + $0[language] } ?? line
        }
        if let gap = law.gap { lines.append("  " + words("offences.law.gap", ["gap": words(gap.messageKey)])) }
        return lines
    }

    private func penalty(_ penalty: Penalty?) -> String {
        guard let penalty else { return words("offences.penalty.unknown") }
        if let beyond = penalty.beyond { return words("offences.penalty.\(beyond.rawValue)") }
        guard let most = penalty.mostMonths else { return words("offences.penalty.none") }
        return words("offences.penalty.months", ["least": "\(penalty.leastMonths ?? 0)", "most": "\(most)"])
    }
}
