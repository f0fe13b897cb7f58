internal import GRDB
internal import Store
internal import Vocabulary

/// What a notice says, read through the reader's own views at the time of reading.
///
/// A notice names a thing and says nothing of it. Where the reader does not see the thing (any more), the words say
/// only that something happened.
struct NoticeWords: Sendable {
    /// One notice in words.
    struct Line: Sendable {
        let notice: Notice
        let text: String
        /// The page of the thing, after the language; nil where the reader does not see it.
        let path: String?
    }

    let words: Words
    let rules: [String: RuleView]

    func lines(_ notices: [Notice], as reader: Reader, _ store: FactStore) async throws -> [Line] {
        let seals = reader.can(.openSeals) ? try await store.seals(as: reader) : []
        return try await store.read(as: reader) { db in
            try notices.map { notice in
                let (text, path) = try self.say(notice, seals, db)
                return Line(notice: notice, text: text, path: path)
            }
        }
    }

    private func say(_ notice: Notice, _ seals: [Seal], _ db: Database) throws -> (String, String?) {
        switch notice.event {
        case .newFinding, .assigned: try finding(notice, db)
        case .quarantine, .importDone: try receipt(notice, db)
        case .sealToOpen: seal(notice, seals)
        case .sensitiveRead: try access(notice, db)
        case .remedyDue: try remedy(notice, db)
        case .handover: handover(notice)
        case .keyOpening: keyOpening(notice)
        case .reportHold: hold(notice)
        }
    }

    private func gone(_ notice: Notice) -> (String, String?) {
        (words("notices.gone.\(notice.event.rawValue)"), nil)
    }

    private func finding(_ notice: Notice, _ db: Database) throws -> (String, String?) {
        let name = Subject.nameSQL(kind: "subject_kind", id: "subject_id")
        let row = try Row.fetchOne(
            db,
            sql: "SELECT rule_id, severity, \(name) AS subject FROM finding WHERE id = ?",
            arguments: [notice.subject]
        )
        guard let row else { return gone(notice) }
        let rule: String = row["rule_id"]
        let title = rules[rule]?.title[words.language] ?? rule
        let severity: Int = row["severity"]
        let subject: String? = row["subject"]
        let text = words(
            "notices.text.\(notice.event.rawValue)",
            ["rule": title, "subject": subject ?? "", "severity": words.token("severity", "\(severity)")]
        )
        return (text, "/findings/\(URLCoding.encode(notice.subject))")
    }

    private func receipt(_ notice: Notice, _ db: Database) throws -> (String, String?) {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT file_name, accepted, quarantined FROM receipt WHERE id = CAST(? AS INTEGER)",
            arguments: [notice.subject]
        )
        guard let row else { return gone(notice) }
        let file: String = row["file_name"]
        if notice.event == .quarantine {
            let text = words.plural("notices.text.quarantine", row["quarantined"], ["file": file])
            return (text, "/quarantine?state=open&receipt=\(notice.subject)")
        }
        return (
            words.plural("notices.text.import_done", row["accepted"], ["file": file]),
            "/records?receipt=\(notice.subject)"
        )
    }

    /// A complaint is named by its number alone; a reminder stands under `FILE@DAY`.
    private func remedy(_ notice: Notice, _ db: Database) throws -> (String, String?) {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT id, kind, title FROM remedy_file WHERE id = CAST(? AS INTEGER)",
            arguments: [String(notice.subject.prefix { $0 != "@" })]
        )
        guard let row, let kind = RemedyKind(rawValue: row["kind"]) else { return gone(notice) }
        let number: Int64 = row["id"]
        let title: String = row["title"]
        switch kind {
        case .grievance:
            return (words("notices.text.grievance_due", ["number": "\(number)"]), "/grievances/\(number)")
        case .commitment:
            return (words("notices.text.commitment_due", ["title": title]), "/dialogue/commitments/\(number)")
        case .consultation:
            return (words("notices.text.consultation_due", ["title": title]), "/consultations/\(number)")
        case .group: return (words("notices.text.group_due", ["title": title]), "/dialogue/groups/\(number)")
        case .meeting: return (words("notices.text.meeting_due", ["title": title]), "/dialogue/meetings/\(number)")
        case .mediation:
            return (words("notices.text.mediation_due", ["title": title]), "/dialogue/mediations/\(number)")
        case .assessment:
            return (words("notices.text.assessment_due", ["title": title]), "/assessments/\(number)")
        case .followUp:
            return (words("notices.text.finding_due", ["title": title]), "/assessments/answers/\(number)")
        }
    }

    /// Named by its number alone; one that is late stands under `NUMBER@late`.
    private func handover(_ notice: Notice) -> (String, String?) {
        let number = String(notice.subject.prefix { $0 != "@" })
        let key = number == notice.subject ? "notices.text.handover" : "notices.text.handover_late"
        return (words(key, ["number": number]), "/inbox/handed/\(number)")
    }

    /// `share:2` is a share that was given to the person, `7` a request that waits for it, `7@opened` what became of one.
    private func keyOpening(_ notice: Notice) -> (String, String?) {
        if notice.subject.hasPrefix("share:") { return (words("notices.text.key_share"), "/inbox/escrow") }
        let parts = notice.subject.split(separator: "@", maxSplits: 1).map(String.init)
        let key = parts.count > 1 ? "notices.text.key_opening.\(parts[1])" : "notices.text.key_opening"
        guard let number = parts.first, words.has(key) else { return gone(notice) }
        return (words(key, ["number": number]), "/inbox/escrow/\(number)")
    }

    /// A hold stands under `REPORT@DAY`.
    private func hold(_ notice: Notice) -> (String, String?) {
        let parts = notice.subject.split(separator: "@", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return gone(notice) }
        let text = words("notices.text.report_hold", ["number": parts[0], "day": words.date(parts[1])])
        return (text, "/inbox/\(parts[0])")
    }

    private func seal(_ notice: Notice, _ seals: [Seal]) -> (String, String?) {
        for seal in seals {
            guard let opening = seal.openings.first(where: { "\($0.number)" == notice.subject }) else { continue }
            let thing = "\(words.token("thing", seal.subject.kind)) \(seal.subject.id)"
            let text = words("notices.text.seal_to_open", ["name": opening.firstName, "thing": thing])
            return (text, "/seals#seal-\(seal.number)")
        }
        return gone(notice)
    }

    private func access(_ notice: Notice, _ db: Database) throws -> (String, String?) {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT reader, subject_kind, purpose, case_reference FROM access WHERE id = CAST(? AS INTEGER)",
            arguments: [notice.subject]
        )
        guard let row else { return gone(notice) }
        let reader: String = row["reader"]
        let kind: String = row["subject_kind"]
        let purpose: String? = row["purpose"]
        let reference: String? = row["case_reference"]
        let text = words(
            "notices.text.sensitive_read",
            [
                "name": reader, "thing": words.token("thing", kind),
                "purpose": purpose.map { words.token("reason.purpose", $0) } ?? "–", "case": reference ?? "–",
            ]
        )
        return (text, "/trail?action=read-sensitive")
    }
}
