internal import Hummingbird
internal import Ledger
internal import Notary
internal import Store

/// The public log: what is in it, who vouches for it, and how anybody can check it.
struct LedgerPage {
    let visit: Visit
    let reader: LedgerReader?
    let days: [CommitmentDay]
    let newest: [LedgerEntryLine]
    let question: QueryString
    /// What the index has; nil if nothing was asked, or there is no index yet.
    let answers: [LookupBook.Answer]?
    /// What came of checking the bundle that was sent.
    let report: VerificationReport?

    static func respond(_ visit: Visit, report: VerificationReport? = nil) async throws -> Response {
        let services = visit.services
        let reader = try services.ledger.reader()
        var answers: [LookupBook.Answer]?
        if let question = try LedgerQuestion(visit.query) {
            answers = try await services.ledger.answers(question.kind, question.name, for: visit.reader)
        }
        return try LedgerPage(
            visit: visit,
            reader: reader,
            days: try await services.store.commitmentDays(),
            newest: try reader.map(LedgerEntryLine.newest) ?? [],
            question: visit.query,
            answers: answers,
            report: report
        ).response()
    }

    private func response() throws -> Response {
        let words = visit.words
        let checkpoint = try reader.map { try $0.verified($0.latest).checkpoint }
        let frame = PageFrame(
            visit: visit,
            title: words("ledger.title"),
            scripts: [.proof],
            section: "/ledger",
            hasForm: true
        )
        return frame.response { h, token in
            h(.h1, text: words("ledger.title"))
            h(.p, .class("lead"), text: words("ledger.lead"))
            guard let reader, let checkpoint else {
                EmptyState(title: words("ledger.empty.title"), advice: words("ledger.empty.advice")).write(to: &h)
                return checkBox(token, to: &h)
            }
            now(checkpoint, reader, to: &h)
            LedgerWitnesses(visit: visit, reader: reader, size: checkpoint.size).write(to: &h)
            lookup(to: &h)
            checkBox(token, to: &h)
            growth(to: &h)
            entries(to: &h)
            LedgerAdvice(visit: visit, key: "\(reader.key)").write(to: &h)
        }
    }

    private func now(_ checkpoint: Checkpoint, _ reader: LedgerReader, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("now")) { h in
            h(.h2, .id("now"), text: words("ledger.now"))
            h(.dl, .class("particulars")) { h in
                pair("ledger.name", "\(checkpoint.origin)", to: &h)
                pair("ledger.size", words.integer(Int(clamping: checkpoint.size)), to: &h)
                pair("ledger.root", "\(checkpoint.root)", to: &h)
                pair("ledger.key", "\(reader.key)", to: &h)
            }
            h(.p, .class("quiet"), text: words("ledger.now_about"))
            h(.p, .class("exports")) { h in
                for name in ["checkpoint", "log-key"] {
                    h(.a, .href("/ledger/\(name)"), text: name)
                    h.text(" ")
                }
                h(.a, .href("/api/v1/ledger"), text: "JSON")
            }
        }
    }

    private func pair(_ key: String, _ value: String, to h: inout HTML) {
        h(.div) { h in
            h(.dt, text: visit.words(key))
            h(.dd) { h in h(.code, text: value) }
        }
    }

    private func growth(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("growth")) { h in
            h(.h2, .id("growth"), text: words("ledger.growth"))
            let subjects: [CommittedSubject] = [
                .record, .quarantine, .decision, .verdict, .credential, .credentialState, .access,
            ]
            PlainTable(
                words: words,
                caption: words("ledger.growth"),
                items: days,
                columns: [.text("ledger.day") { words.date($0.day) }]
                    + subjects.map { subject in
                        .init("ledger.rows.\(subject.rawValue)", isNumeric: true) { day, h in
                            h.text(words.integer(day.rows[subject] ?? 0))
                        }
                    } + [
                        .init("ledger.entries", isNumeric: true) { day, h in h.text(words.integer(day.entries)) }
                    ]
            ).write(to: &h)
        }
    }

    private func entries(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("newest")) { h in
            h(.h2, .id("newest"), text: words("ledger.newest"))
            h(.p, text: words("ledger.newest_about"))
            PlainTable(
                words: words,
                caption: words("ledger.newest"),
                items: newest,
                columns: [
                    .init("ledger.place", isNumeric: true) { line, h in h.text(words.integer(Int(clamping: line.place)))
                    },
                    .text("ledger.kind") { words("ledger.entry.\($0.kind)") },
                    .init("ledger.count", isNumeric: true) { line, h in
                        h.text(line.count.map { words.integer(Int(clamping: $0)) } ?? "")
                    },
                    .init("ledger.bytes") { line, h in
                        h(.details) { h in
                            h(.summary, text: words("ledger.show"))
                            h(.pre, .class("bytes")) { h in h(.code, text: line.text) }
                        }
                    },
                ]
            ).write(to: &h)
        }
    }

    // MARK: Look-up

    private func lookup(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("lookup")) { h in
            h(.h2, .id("lookup"), text: words("ledger.lookup"))
            h(.p, text: words("ledger.lookup_about"))
            h(
                .form,
                .class("stack"),
                Attribute("method", "get"),
                Attribute("action", visit.path("/ledger") + "#lookup")
            ) {
                h in
                let parts = FormParts(words: words)
                parts.choice(
                    "kind",
                    label: "ledger.lookup_kind",
                    options: ["lot", "party", "digest"].map { ($0, words("ledger.lookup_\($0)")) },
                    chosen: question["kind"],
                    to: &h
                )
                parts.text("name", label: "ledger.lookup_name", value: question["name"] ?? "", to: &h)
                parts.button("ledger.lookup_button", to: &h)
            }
            guard question["name"]?.trimmingSpaces.isEmpty == false else { return }
            guard let answers else { return h(.p, .class("notice"), text: words("ledger.lookup_none_yet")) }
            for answer in answers { sentence(of: answer, to: &h) }
            let query = QueryString().setting("kind", to: question["kind"] ?? "lot")
                .setting("name", to: question["name"] ?? "")
            h(.p) { h in
                h(.a, .href("/api/v1/ledger/lookup?\(query.encoded)"), text: words("ledger.lookup_proof"))
            }
        }
    }

    private func sentence(of answer: LookupBook.Answer, to h: inout HTML) {
        let words = visit.words
        let places = answer.places.prefix(50).map { words.integer(Int(clamping: $0)) }.joined(separator: ", ")
        let values: KeyValuePairs = [
            "places": answer.places.count > 50 ? places + " …" : places,
            "statement": words.integer(Int(clamping: answer.statementPlace)),
            "covered": words.integer(Int(clamping: answer.statement.covered)),
        ]
        h(
            .p,
            .class("sentence"),
            text: answer.places.isEmpty
                ? words("ledger.lookup_nothing", values)
                : words.plural("ledger.lookup_found", answer.places.count, values)
        )
        guard !answer.later.isEmpty else { return }
        let later = answer.later.prefix(50).map { words.integer(Int(clamping: $0)) }.joined(separator: ", ")
        h(.p, text: words("ledger.lookup_later", ["places": later]))
    }

    // MARK: Checking a bundle

    /// The texts that the script writes, by the names that it knows them by.
    private static let scriptTexts: KeyValuePairs = [
        "in-page": "ledger.check_in_page", "right": "verify.outcome.passed", "wrong": "verify.outcome.failed",
        "verified": "ledger.check_verified", "failed": "verify.verdict.failed",
        "unreadable": "verify.form.nothing_known",
        "form": "verify.form.bundle", "form-wrong": "verify.form.not_canonical",
        "signature": "verify.checkpoint.signed", "signature-wrong": "verify.checkpoint.wrong_signature",
        "entry": "verify.entry.in_log", "entry-wrong": "verify.entry.changed",
        "statement": "verify.statement.in_batch", "statement-wrong": "verify.statement.changed",
        "bytes": "verify.bytes.as_stated", "bytes-wrong": "verify.bytes.changed",
    ]

    private func checkBox(_ token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("check")) { h in
            h(.h2, .id("check"), text: words("ledger.check"))
            h(.p, text: words("ledger.check_about"))
            if let report { BundleReport(words: words, report: report).write(to: &h) }
            h(
                .form,
                .class("stack proof-check"),
                Attribute("method", "post"),
                Attribute("enctype", "multipart/form-data"),
                Attribute("action", visit.path("/ledger/check") + "#check"),
                Attribute("data-keys", (reader?.policy.logs ?? []).map { "\($0.key)" }.joined(separator: " "))
            ) { h in
                FormToken(token: token).write(to: &h)
                h(.div, .class("proof-texts"), Attribute("hidden", "hidden")) { h in
                    for (name, key) in Self.scriptTexts { h(.span, Attribute("data-name", name), text: words(key)) }
                }
                h(.label, .for("bundle-file"), text: words("ledger.check_file"))
                h(.input, .type("file"), .id("bundle-file"), .name("file"), Attribute("accept", ".json"))
                h(.label, .for("bundle"), text: words("ledger.check_paste"))
                h(.textarea, .id("bundle"), .name("bundle"), Attribute("rows", "4"), Attribute("spellcheck", "false"))
                FormParts(words: words).button("ledger.check_button", to: &h)
            }
        }
    }
}
