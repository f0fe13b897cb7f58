public import Remedy
public import Store
public import Vocabulary

/// Findings of assessments: put to companies and state bodies, answered by them, looked at again.
extension RemedyOffice {
    /// Puts a finding to somebody who can answer it.
    ///
    /// - Parameter measurement: The measurement whose change is followed, if one is: one of those on which it rests.
    public func put(
        _ finding: String,
        to organisation: OrganisationID,
        following measurement: String? = nil,
        inAssessment id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        for _ in 0..<Self.attempts {
            guard let one = try await assessment(id, as: reader) else { throw RemedyFault.noSuchFile }
            let planned = try putting(finding, organisation, measurement, event, moment ?? now, one, reader)
            guard let (entry, putting) = planned else { return }
            var changes = AssessmentChanges()
            changes.putting = putting
            let outcome = try await store.appendToAssessment(
                id,
                entry,
                after: one.file.history.count,
                changes,
                saying: "put",
                by: reader
            )
            if outcome != .stale { return }
        }
        throw RemedyFault.busy
    }

    private func putting(
        _ finding: String,
        _ organisation: OrganisationID,
        _ measurement: String?,
        _ event: String,
        _ moment: UTCInstant,
        _ one: AssessmentCase,
        _ reader: Reader
    ) throws -> (entry: RemedyEntry, putting: AssessmentChanges.Putting)? {
        let code = AssessmentID.made("a", of: event)
        let author = Self.author(reader, .facilitator)
        let fact = ImpactFact.put(finding: finding, to: organisation, followUp: CaseID(rawValue: code))
        guard
            let (entry, next) = try Self.adding(.fact(fact), event, at: moment, by: author, to: one.file, now: now),
            let found = next.state.findings[finding]
        else { return nil }
        let baseline = try Self.measurement(measurement, in: one, of: found.measurements)
        var file = FollowUpFile(one.file.rules.followUp)
        var entries: [RemedyEntry] = []
        for (name, fact) in [("found", FollowUpFact.found(baseline: baseline)), ("sent", .sent(to: organisation))] {
            let id = "\(code)-\(name)"
            guard let (entry, next) = try Self.adding(.fact(fact), id, at: moment, by: author, to: file, now: now)
            else { continue }
            entries.append(entry)
            file = next
        }
        var cover = RemedyDraft(kind: .followUp, setting: one.procedure.number, marking: .amber)
        cover.title = String(found.what.prefix { $0 != "\n" }.prefix(200))
        return (
            entry,
            AssessmentChanges.Putting(
                cover: cover,
                entries: entries,
                Self.consequences(of: file, chair: one.cover.owner),
                finding: finding,
                organisation: organisation.rawValue,
                code: code
            )
        )
    }

    /// A measurement of an assessment as follow-ups keep it; what was not detected is no number.
    private static func measurement(
        _ id: String?,
        in one: AssessmentCase,
        of known: Set<String>? = nil
    ) throws -> Measurement? {
        guard let id else { return nil }
        guard known?.contains(id) ?? true, let observation = one.file.state.observations[id] else {
            throw Refusal(.nothingThere, [id])
        }
        guard case .number(let number, _) = observation.result else { throw Refusal(.notANumber, [id]) }
        return Measurement(
            number,
            observation.unit,
            method: observation.method,
            on: one.day(of: observation.moment)
        )
    }

    /// The findings that a reader put to others or has to answer, the newest first.
    public func findings(as reader: Reader) async throws -> [FindingCase] {
        var cases: [FindingCase] = []
        let bundles = try await store.remedyBundles(.followUp, as: reader).filter { !$0.file.parts.isEmpty }
        for bundle in bundles {
            if let one = try await finding(bundle, as: reader) { cases.append(one) }
        }
        return cases
    }

    /// One finding that was put to somebody; nil if there is none in which the reader has a part.
    public func finding(_ id: Int64, as reader: Reader) async throws -> FindingCase? {
        guard let (bundle, _) = try await opened(id, .followUp, as: reader), !bundle.file.parts.isEmpty else {
            return nil
        }
        return try await finding(bundle, as: reader)
    }

    /// Of the assessment, who has to answer gets what stands in the case, and nothing else of it.
    private func finding(_ bundle: RemedyBundle, as reader: Reader) async throws -> FindingCase? {
        guard let put = try await store.impactPut(ofFollowUp: bundle.file.id, as: reader) else { return nil }
        guard let one = try await assessment(put.assessment, as: .system) else {
            throw RemedyFault.broken("\(bundle.file.id): assessment \(put.assessment)")
        }
        return try FindingCase(bundle, put, of: one, now)
    }

    /// Says something to a finding: who has to answer does, or who leads the assessment looked again.
    ///
    /// Where a finding was put to somebody who has no agency here, who leads writes down what they answered.
    public func say(
        _ act: FindingAct,
        inFinding id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        for _ in 0..<Self.attempts {
            guard let one = try await finding(id, as: reader) else { throw RemedyFault.noSuchFile }
            let part = try Self.part(of: act, one)
            let assessed = try await assessment(one.put.assessment, as: .system)
            guard let assessed, let bundle = try await store.remedyBundle(id, as: reader) else {
                throw RemedyFault.noSuchFile
            }
            let planned = try saying(act, part, event, moment ?? now, one, assessed, reader)
            guard let (entry, consequences) = planned else { return }
            let outcome = try await store.appendToRemedyFile(
                id,
                entry,
                after: bundle.entries.count,
                consequences,
                as: part,
                saying: act.word,
                by: reader
            )
            if outcome != .stale { return }
        }
        throw RemedyFault.busy
    }

    private static func part(of act: FindingAct, _ one: FindingCase) throws(RemedyFault) -> RemedyPart {
        let parts = one.cover.parts
        switch act {
        case .answer:
            if parts.contains(.respondent), one.addressee.agency != nil { return .respondent }
            if parts.contains(.chair), one.addressee.agency == nil { return .chair }
        case .look: if parts.contains(.chair) { return .chair }
        }
        throw .noPart
    }

    private func saying(
        _ act: FindingAct,
        _ part: RemedyPart,
        _ event: String,
        _ moment: UTCInstant,
        _ one: FindingCase,
        _ assessed: AssessmentCase,
        _ reader: Reader
    ) throws -> (RemedyEntry, RemedyConsequences)? {
        let fact: FollowUpFact
        let author: Author
        switch act {
        case .answer(let text, let accepts):
            fact = .answered(text: text, accepts: accepts)
            author = Self.author(reader, .organisation(one.addressee))
        case .look(let progress, let observation):
            fact = .followedUp(progress, now: try Self.measurement(observation, in: assessed))
            author = Self.author(reader, .facilitator)
        }
        guard
            let (entry, next) = try Self.adding(.fact(fact), event, at: moment, by: author, to: one.file, now: now)
        else { return nil }
        return (entry, Self.consequences(of: next, chair: one.cover.owner))
    }

    /// Who has a part, and who is reminded: of the answer whoever owes it and who leads, of the second look who leads.
    private static func consequences(of file: FollowUpFile, chair: AgencyNumber) -> RemedyConsequences {
        var seats: Set<RemedySeat> = [RemedySeat(chair, .chair)]
        var reminders: Set<RemedyReminder> = []
        func due(_ start: CalendarDay) -> CalendarDay? {
            let clock = LimitClock(start: start, limit: file.rules.limit)
            guard case .on(let day) = clock.due(in: file.rules.calendar) else { return nil }
            return day
        }
        for (organisation, addressee) in file.state.addressees {
            if let agency = organisation.agency { seats.insert(RemedySeat(agency, .respondent)) }
            guard addressee.answered == nil, let day = due(addressee.sent) else { continue }
            reminders.insert(RemedyReminder(chair, on: day))
            if let agency = organisation.agency { reminders.insert(RemedyReminder(agency, on: day)) }
        }
        if file.state.lastLook == nil, let found = file.state.found, let day = due(found) {
            reminders.insert(RemedyReminder(chair, on: day))
        }
        return RemedyConsequences(seats: seats, reminders: reminders)
    }
}
