public import Remedy
public import Store
public import Vocabulary

/// An assessment as who leads it sees it.
public struct AssessmentCase: Sendable {
    /// The cover.
    public let cover: RemedyFile
    /// The procedure that it was begun under.
    public let procedure: SetProcedure
    /// What happened.
    public let file: ImpactFile
    /// The photos of measurements, by the digest of what is kept.
    public let photos: [String: ImpactPhoto]
    /// To whom findings were put.
    public let puts: [ImpactPut]
    /// What became of them, by the number of the follow-up.
    public let followUps: [Int64: FollowUpFile]
    /// Everything that is missing today.
    public let gaps: [ImpactGap]
    /// Today, in the place.
    public let today: CalendarDay
    /// The interviews of which something is kept.
    let sealed: Set<String>
    /// What was said in words, by interview and record.
    let words: [String: [String: String]]

    /// Its number.
    public var id: Int64 { cover.id }
    /// Questions, quantities and limits.
    public var guide: ImpactGuide { file.rules.guide }
    /// What may happen now.
    public var allowed: [Refusal.Allowed] { file.rules.allowed(in: file.state) }
    /// The least number of people that a count may speak of where others read it.
    public var threshold: Int { procedure.settings.threshold }

    /// The day that a moment falls on in the place.
    public func day(of moment: UTCInstant) -> CalendarDay { procedure.calendar.day(of: moment) }

    /// A measurement against all limits of what was measured, whatever they are for.
    public func comparisons(_ observation: Observation) -> [LimitComparison] {
        procedure.comparisons(observation)
    }

    /// Baseline against now.
    public var baseline: BaselineReport { BaselineReport(file.state.observations.values, guide: guide) }

    init(
        _ bundle: RemedyBundle,
        _ contents: AssessmentContents,
        followUps bundles: [RemedyBundle],
        _ procedure: SetProcedure,
        _ now: UTCInstant
    ) throws {
        let rules = try procedure.impactRules()
        cover = bundle.file
        self.procedure = procedure
        var words: [String: [String: String]] = [:]
        file = try Self.file(rules, bundle, contents.interviews, &words)
        self.words = words
        sealed = Set(contents.interviews.map(\.id))
        photos = Dictionary(contents.photos.map { ($0.digest, $0) }) { first, _ in first }
        puts = contents.puts
        var followUps: [Int64: FollowUpFile] = [:]
        for put in contents.puts {
            guard let found = bundles.first(where: { $0.file.id == put.followUp }) else { continue }
            followUps[put.followUp] = try RemedyOffice.file(rules.followUp, found.entries)
        }
        self.followUps = followUps
        let states = contents.puts.compactMap { put in followUps[put.followUp].map { (CaseID(put.code), $0.state) } }
        today = procedure.calendar.day(of: now)
        gaps = rules.gaps(file.state, followUps: Dictionary(states) { first, _ in first }, on: today)
    }

    /// The file with what is known of its interviews put back into their places.
    private static func file(
        _ rules: ImpactRules,
        _ bundle: RemedyBundle,
        _ kept: [SealedInterview],
        _ words: inout [String: [String: String]]
    ) throws -> ImpactFile {
        let kept = Dictionary(kept.map { ($0.id, $0) }) { first, _ in first }
        let plain: ImpactFile = try RemedyOffice.file(rules, bundle.entries)
        var events: [Event<ImpactFact>] = []
        for event in plain.history.all {
            guard case .fact(.heard(let id, _, let digest)) = event.content, let sealed = kept[id] else {
                events.append(event)
                continue
            }
            guard InterviewSeal.digest(sealed) == digest, let bytes = InterviewSeal.open(sealed, of: bundle.file.id),
                let told = ToldInterview(reading: bytes), told.event.id == event.id,
                case .fact(.interviewed(let interview)) = told.event.content, interview.id == id
            else { throw RemedyFault.broken("\(bundle.file.id): interview \(id)") }
            events.append(told.event)
            words[id] = told.words
        }
        return ImpactFile(rules, events: events)
    }
}

extension SetProcedure {
    /// A measurement against all limits of what was measured, of no country and of the one where the procedure works.
    func comparisons(_ observation: Observation) -> [LimitComparison] {
        guard let guide = try? impactRules().guide else { return [] }
        let country = CountryCode(String(settings.calendar.prefix(2)).uppercased())
        return guide.limits.filter {
            $0.quantity == observation.quantity && ($0.country == nil || $0.country == country)
        }
        .map { guide.compare(observation, with: $0) }
    }
}
