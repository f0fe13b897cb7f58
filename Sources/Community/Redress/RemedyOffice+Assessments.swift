import Crypto
import Formats
import Media
public import Remedy
public import Store
public import Vocabulary

/// An assessment about to be begun.
public struct AssessmentDraft: Sendable {
    /// What it is called, for those who lead it.
    public var title: String
    /// The project: a code.
    public var project: String
    /// The place: a code.
    public var place: String
    /// Who can answer for it: companies and state bodies.
    public var answerable: Set<OrganisationID>
    /// The site that it is about.
    public var site: String?

    /// Describes an assessment.
    public init(
        title: String,
        project: String,
        place: String,
        answerable: Set<OrganisationID>,
        site: String? = nil
    ) {
        self.title = title
        self.project = project
        self.place = place
        self.answerable = answerable
        self.site = site
    }
}

extension RemedyOffice {
    /// The largest photo of a measurement, bytes.
    public static let photoLimit = 12 << 20

    /// Begins an assessment.
    public func begin(
        _ draft: AssessmentDraft,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        let procedure = try await inForce("impact")
        // Nobody assesses themselves.
        guard !draft.answerable.contains(OrganisationID(reader.agency)) || reader.person == nil else {
            throw RemedyFault.ownPromise
        }
        let entry = try beginning(draft, event, at: moment ?? now, under: procedure, reader)
        var cover = RemedyDraft(kind: .assessment, setting: procedure.number, marking: .amber)
        cover.title = draft.title
        cover.site = draft.site
        let seats: Set<RemedySeat> = [RemedySeat(reader.agency, .chair)]
        let consequences = RemedyConsequences(seats: seats, reminders: [])
        return try await open(cover, with: entry, consequences, isDated: moment != nil, as: .chair, by: reader)
    }

    private func beginning(
        _ draft: AssessmentDraft,
        _ event: String,
        at moment: UTCInstant,
        under procedure: SetProcedure,
        _ reader: Reader
    ) throws -> RemedyEntry {
        let file = ImpactFile(try procedure.impactRules())
        let fact = ImpactFact.begun(project: draft.project, place: draft.place, answerable: draft.answerable)
        let author = Self.author(reader, .facilitator)
        guard let (entry, _) = try Self.adding(.fact(fact), event, at: moment, by: author, to: file, now: now) else {
            throw RemedyFault.busy
        }
        return entry
    }

    /// The assessments that a reader leads, the newest first.
    public func assessments(as reader: Reader) async throws -> [AssessmentCase] {
        let bundles = try await store.remedyBundles(.assessment, as: reader).filter { $0.file.parts.contains(.chair) }
        guard !bundles.isEmpty else { return [] }
        let (procedures, followUps) = (try await procedures(), try await store.remedyBundles(.followUp, as: reader))
        var cases: [AssessmentCase] = []
        for bundle in bundles {
            let contents = try await store.assessmentContents(of: bundle.file.id, as: reader)
            let procedure = try Self.procedure(of: bundle, procedures)
            cases.append(try AssessmentCase(bundle, contents, followUps: followUps, procedure, now))
        }
        return cases
    }

    /// One assessment; nil if there is none that the reader leads.
    public func assessment(_ id: Int64, as reader: Reader) async throws -> AssessmentCase? {
        guard let (bundle, procedure) = try await opened(id, .assessment, as: reader),
            bundle.file.parts.contains(.chair)
        else { return nil }
        let contents = try await store.assessmentContents(of: id, as: reader)
        let followUps = try await store.remedyBundles(.followUp, as: reader)
        return try AssessmentCase(bundle, contents, followUps: followUps, procedure, now)
    }

    /// What was told in an interview, with what was said in words by question; the trail says who has asked.
    ///
    /// Nil where nothing of it is kept.
    public func interview(
        _ interview: String,
        of id: Int64,
        as reader: Reader
    ) async throws -> (interview: Interview, words: [String: String])? {
        guard let one = try await assessment(id, as: reader), let told = one.file.state.interviews[interview] else {
            return nil
        }
        try await store.noteInterviewRead(interview, of: one.cover, by: reader)
        var words: [String: String] = [:]
        for case (let question, .words(let record)) in told.answers {
            words[question] = one.words[interview]?[record]
        }
        return (told, words)
    }

    /// A photo of a measurement; nil if there is none that the reader may see.
    public func photo(
        _ digest: String,
        of id: Int64,
        as reader: Reader
    ) async throws -> (mediaType: String, bytes: [UInt8])? {
        guard let cover = try await store.remedyFile(id, as: reader), cover.parts.contains(.chair) else { return nil }
        return try await store.impactPhoto(digest, of: id, as: reader)
    }

    // MARK: What happens

    /// Frees photos of what the camera noted, and hashes them as they arrived and as they are kept.
    ///
    /// - Throws: ``RemedyFault/noPhoto(_:)`` for what is no picture.
    static func photos(_ files: [[UInt8]]) throws(RemedyFault) -> [(photo: ImpactPhoto, bytes: [UInt8])] {
        var limits = MediaLimits.usual
        limits.bytes = photoLimit
        var photos: [(photo: ImpactPhoto, bytes: [UInt8])] = []
        for file in files {
            let cleaned: CleanedMedia
            do throws(MediaFault) { cleaned = try MediaCleaner(limits: limits).clean(file) } catch {
                throw .noPhoto(error.reason)
            }
            guard cleaned.kind.isPicture, let bytes = cleaned.bytes(from: file) else { throw .noPhoto(.unknown) }
            let photo = ImpactPhoto(
                digest: Hexadecimal.text(SHA256.hash(data: bytes)),
                arrivedDigest: Hexadecimal.text(SHA256.hash(data: file)),
                mediaType: cleaned.kind.mediaType,
                removed: cleaned.removed.map(\.rawValue).sorted()
            )
            photos.append((photo, bytes))
        }
        return photos
    }

    /// Writes down a measurement with its photos.
    ///
    /// - Throws: ``RemedyFault/noPhoto(_:)`` for what is no picture; nothing is written then.
    public func measure(
        _ draft: MeasurementDraft,
        photos files: [[UInt8]] = [],
        inAssessment id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        let photos = try Self.photos(files)
        let act = AssessmentAct.measure(draft, photos: Set(photos.map(\.photo.digest)))
        try await say(act, photos, inAssessment: id, event: event, at: moment, by: reader)
    }

    /// Says that something happened in an assessment.
    ///
    /// What is told in an interview is sealed under a key of its own. Where consent to be counted is taken back, key and
    /// content are deleted and overwritten before this returns.
    public func say(
        _ act: AssessmentAct,
        inAssessment id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        try await say(act, [], inAssessment: id, event: event, at: moment, by: reader)
    }

    private func say(
        _ act: AssessmentAct,
        _ photos: [(photo: ImpactPhoto, bytes: [UInt8])],
        inAssessment id: Int64,
        event: String,
        at moment: UTCInstant?,
        by reader: Reader
    ) async throws {
        for _ in 0..<Self.attempts {
            guard let one = try await assessment(id, as: reader) else { throw RemedyFault.noSuchFile }
            guard let (entry, planned) = try saying(act, event, moment ?? now, one, reader) else { return }
            var changes = planned
            changes.photos = photos
            let outcome = try await store.appendToAssessment(
                id,
                entry,
                after: one.file.history.count,
                changes,
                saying: act.word,
                by: reader
            )
            if outcome != .stale { return }
        }
        throw RemedyFault.busy
    }

    /// The event of an act as the store keeps it, and what it changes; nil if it was said before.
    private func saying(
        _ act: AssessmentAct,
        _ event: String,
        _ moment: UTCInstant,
        _ one: AssessmentCase,
        _ reader: Reader
    ) throws -> (entry: RemedyEntry, changes: AssessmentChanges)? {
        let (content, words) = try Self.content(of: act, event, one)
        let author = Self.author(reader, .facilitator)
        // An interview that is forgotten cannot be held against the form that comes again.
        if case .interview = act, let known = one.file.history.all.first(where: { $0.id.rawValue == event }),
            case .fact(.heard) = known.content
        {
            return nil
        }
        guard
            let (plain, next) = try Self.adding(content, event, at: moment, by: author, to: one.file, now: now)
        else { return nil }
        var (entry, changes) = (plain, AssessmentChanges())
        let stands = Set(next.state.interviews.keys)
        if case .fact(.interviewed(let interview)) = content {
            let kept = try Self.sealing(plain, words, interview, of: one.id)
            entry = kept.entry
            if stands.contains(interview.id) { changes.kept = kept.sealed }
        }
        changes.forgotten = one.sealed.subtracting(stands)
        return (entry, changes)
    }

    private static func content(
        of act: AssessmentAct,
        _ event: String,
        _ one: AssessmentCase
    ) throws -> (content: Event<ImpactFact>.Content, words: [String: String]) {
        switch act {
        case .record(let what, let record): return (.fact(.recorded(what, record: record)), [:])
        case .scope(let right, let reason): return (.fact(.scoped(right: right, reason: reason)), [:])
        case .chooseSet(let id): return (.fact(.setChosen(id)), [:])
        case .interview(let draft):
            let (interview, words) = draft.interview(event)
            return (.fact(.interviewed(interview)), words)
        case .withdraw(let id, let uses):
            // A slip of the pen must not pass for a withdrawal.
            guard one.file.state.held[id] != nil else { throw Refusal(.nothingThere, [id]) }
            return (.fact(.withdrew(interview: id, uses)), [:])
        case .measure(let draft, let photos):
            return (.fact(.measured(draft.observation(event, photos: photos))), [:])
        case .find(let draft): return (.fact(.found(draft.finding(event))), [:])
        case .advance(let stage): return (.fact(.advanced(to: stage)), [:])
        case .strike(let target, let because):
            let said = one.file.entries.first { $0.id == target }
            switch said?.fact {
            case .recorded, .scoped, .setChosen, .measured, .found: break
            case nil: throw Refusal(.correctsNothing, [target.rawValue])
            default: throw Refusal(.notTheirs)
            }
            return (.correction(of: target, nil, because: because, at: nil), [:])
        case .close(let reason): return (.fact(.closed(reason: reason)), [:])
        }
    }

    /// An interview as the store keeps it: sealed, and an event that holds its id, its set and a digest.
    private static func sealing(
        _ plain: RemedyEntry,
        _ words: [String: String],
        _ interview: Interview,
        of file: Int64
    ) throws -> (entry: RemedyEntry, sealed: SealedInterview) {
        let event = try Event<ImpactFact>(reading: plain.bytes)
        let told = ToldInterview(event, words: words).bytes
        guard !told.isEmpty else { throw RemedyFault.broken(interview.id) }
        let sealed = try InterviewSeal.seal(told, interview.id, of: file)
        let fact = ImpactFact.heard(
            interview: interview.id,
            set: interview.set,
            digest: InterviewSeal.digest(sealed)
        )
        let heard = Event(event.id, at: event.at, rank: event.rank, by: event.author, fact)
        return (RemedyEntry(id: plain.id, bytes: heard.bytes), sealed)
    }
}
