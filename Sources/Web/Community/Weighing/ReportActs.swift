internal import Community
internal import Formats
internal import Foundation
internal import Intake
internal import Sealing
internal import Store
internal import Vocabulary

/// What an officer does with an opened report, as its forms say it.
struct ReportActs: Sendable {
    let visit: Visit
    let opened: OpenedReport
    let keys: [OpeningKey]
    let form: QueryString

    private var desk: OfficerDesk { visit.services.community.officers }

    /// Does it.
    ///
    /// - Returns: The key of the message that says that it is done; nil where nothing was asked for.
    /// - Throws: `CommunityFault`, `StoreError`.
    func perform() async throws -> String? {
        if let done = try await answer() { return done }
        switch form["do"] {
        case "state":
            guard let state = form["state"].flatMap(ReportState.init(rawValue:)), let counted = CountFields.read(form)
            else { throw SiteError(.badRequest) }
            try await desk.set(state, of: opened, counted: counted, by: visit.reader)
            return "done.report_state"
        case "grade": try await grade()
        case "link": try await link()
        case "unlink": try await note(.unlinked(try chosenLink()))
        case "same": try await note(.same(report: try other()))
        case "different": try await note(.different(report: try other()))
        case "remark":
            let text = form["remark"] ?? ""
            guard text.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
            guard text.utf8.count <= ReportNote.longest else { throw CommunityFault.tooLong(ReportNote.longest) }
            try await note(.remark(text))
        case "hold":
            try await hold()
            return "done.report_held"
        case "release":
            try await visit.services.store.endHold(on: opened.report.id, by: visit.reader)
            return "done.report_released"
        case "handover":
            try await handOver()
            return "done.report_handed"
        case "incident":
            try await writeIncident()
            return "done.report_incident"
        default: return nil
        }
        return "done.report_note"
    }

    /// Answers the reporter, where that was asked for: all that can be done with a key that is open for one report alone.
    func answer() async throws -> String? {
        guard form["do"] == "answer" else { return nil }
        try await desk.answer(opened, form["text"] ?? "", by: visit.reader)
        return "done.report_answer"
    }

    private func hold() async throws {
        guard let day = form["until"].flatMap({ CalendarDay($0) }) else { throw CommunityFault.notAHold }
        let reason = form["hold_reason"] ?? ""
        guard reason.utf8.count <= ReportNote.longest else { throw CommunityFault.tooLong(ReportNote.longest) }
        try await note(.held(until: day, reason: reason))
    }

    private func note(_ note: ReportNote) async throws {
        try await desk.note(note, on: opened.report, by: visit.reader)
    }

    private func other() throws(SiteError) -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(try form.need("other").utf8), bytes.count == ReportID.count else {
            throw SiteError(.badRequest)
        }
        return bytes
    }

    private func grade() async throws {
        guard let source = form["source"].flatMap(SourceReliability.init(rawValue:)),
            let number = form["information"].flatMap({ Int($0) }),
            let information = InformationCredibility(rawValue: number)
        else { throw SiteError(.badRequest) }
        let (grade, reason) = (InformationGrade(source, information), form["reason"] ?? "")
        let confirmation = form["confirmation"] ?? ""
        guard reason.utf8.count + confirmation.utf8.count <= ReportNote.longest else {
            throw CommunityFault.tooLong(ReportNote.longest)
        }
        let cluster = try await desk.weighing(of: opened, with: keys, as: visit.reader).cluster
        let fault = SameMatter.fault(of: grade, reason: reason, confirmation: confirmation, cluster: cluster.count)
        if let fault { throw CommunityFault.grade(fault) }
        try await note(.graded(grade, reason: reason, confirmation: confirmation))
    }

    private func chosenLink() throws(SiteError) -> ReportLink {
        guard let kind = form["to"].flatMap(ReportLink.Kind.init(rawValue:)) else { throw SiteError(.badRequest) }
        return ReportLink(kind, try form.need("id").trimmingCharacters(in: .whitespaces))
    }

    /// What it is about has to be there; only a unit that is on no list may be a name.
    private func link() async throws {
        let link = try chosenLink()
        guard (1...200).contains(link.id.utf8.count) else { throw CommunityFault.unknownThing }
        if link.kind != .unit {
            let name = try await visit.services.store.linkedName(link.kind.table, link.id, as: visit.reader)
            guard name != nil else { throw CommunityFault.unknownThing }
        }
        try await note(.linked(link))
    }

    private func handOver() async throws {
        guard let to = form["to_agency"].flatMap({ Int64($0) }) else { throw CommunityFault.nobodyReceives }
        let grading = try await desk.files(of: [opened.report.id], with: keys, as: visit.reader)[opened.report.id]
        let order = HandoverOrder(
            to: AgencyNumber(rawValue: to),
            note: form["note"] ?? "",
            tellsContact: form["tells_contact"] != nil,
            sendsFiles: form["sends_files"] != nil,
            grade: form["tells_grade"] == nil ? nil : grading?.grading?.grade
        )
        _ = try await desk.handOver(opened, order, with: keys, by: visit.reader)
    }

    private func writeIncident() async throws {
        guard visit.reader.can(.handIn) else { throw CommunityFault.notAllowed }
        guard let audience = form["audience"].flatMap(IncidentDraft.Audience.init(rawValue:)) else {
            throw SiteError(.badRequest)
        }
        // Who has withdrawn a report takes back what they allowed.
        guard opened.report.state != .withdrawn, audience.needs.map(opened.allows) ?? true else {
            throw CommunityFault.notAllowed
        }
        var position: (lat: String, lon: String)?
        if let lat = form["lat"], let lon = form["lon"] { position = (lat, lon) }
        let draft = IncidentDraft(
            id: try identifier(),
            date: form["date"] ?? "",
            category: form["category"] ?? "",
            description: form["description"] ?? "",
            actors: form["actors"] ?? "",
            site: try await site(),
            position: position,
            audience: audience
        )
        try await takeIn(draft)
        try await note(.incident(draft.id))
    }

    /// Made with the form: one that is sent twice is one incident.
    private func identifier() throws(SiteError) -> String {
        let id = try form.need("incident")
        guard id.utf8.count == 19, id.hasPrefix("CR-"), Hexadecimal.bytes(id.utf8.dropFirst(3)) != nil else {
            throw SiteError(.badRequest)
        }
        return id
    }

    private func site() async throws -> String {
        guard let site = form["site"] else { return "" }
        let name = try await visit.services.store.linkedName("site", site, as: visit.reader)
        guard name != nil else { throw CommunityFault.unknownThing }
        return site
    }

    private func takeIn(_ draft: IncidentDraft) async throws {
        let store = visit.services.store
        let agency = try await store.agencyName(of: visit.reader)
        let file = try await desk.files(of: [opened.report.id], with: keys, as: visit.reader)[opened.report.id]
        let grade = file?.grading.map { " (\($0.grade))" } ?? ""
        let order = Importer.Order(
            fileName: "\(draft.id).geojson",
            kind: "incident",
            source: agency,
            agency: agency,
            marking: draft.audience.marking
        )
        let progress = try await visit.services.intake.importer.take(try draft.record(source: agency + grade), order)
        guard progress.state == .complete || progress.state == .alreadyKnown, progress.counts.quarantined == 0 else {
            throw CommunityFault.setAside
        }
    }
}
