public import Formats
public import Remedy
public import Store
public import Vocabulary

/// What the records of all complaints and commitments show.
public struct MechanismReport: Sendable {
    /// The measures, in the order of the criteria.
    public let measures: UNGPMeasures
    /// The queues of the bodies.
    public let queues: [QueueAge]
    /// How the complaints stand or ended, each in one row: the words of ``MechanismReport/outcomes``.
    public let outcomes: [(name: String, count: Int)]
    /// The day on which it was worked out.
    public let day: CalendarDay
    /// The least number of files that a public figure may speak of.
    public let threshold: Int

    /// How a complaint can stand, in the order in which it is told.
    public static let outcomeNames =
        ["open", "withdrawn"] + Closure.Reason.allCases.map(\.rawValue)

    /// The report as the public may see it, as canonical JSON: no ids, nothing of a few.
    var published: [UInt8] {
        let table = PublicTable(outcomes, threshold: threshold)
        let rows = table.rows.map { row in
            JSONNode.object([.init("name", .string(row.name)), .init("count", Self.json(row.cell))])
        }
        let node = JSONNode.object([
            .init("day", .string(day.text)), .init("threshold", .integer(table.threshold)),
            .init("measures", .array(measures.published(threshold: threshold).map(Self.json))),
            .init("outcomes", .array(rows)), .init("total", Self.json(table.total)),
        ])
        return (try? JSONCanonical.bytes(of: node)) ?? []
    }

    private static func json(_ cell: PublicTable.Cell) -> JSONNode {
        switch cell {
        case .count(let count): .integer(count)
        case .suppressed: .null
        }
    }

    private static func json(_ measure: Measure) -> JSONNode {
        var members: [JSONNode.Member] = [
            .init("kind", .string(measure.kind.rawValue)), .init("unit", .string(measure.unit.rawValue)),
        ]
        switch measure.value {
        case .share(let part, let whole):
            members += [.init("counted", .integer(part)), .init("of", .integer(whole))]
        case .median(let median, let count):
            members += [.init("median", .string(median.description)), .init("of", .integer(count))]
        case .days(let days): members.append(.init("days", .integer(days)))
        case .notKnown: members.append(.init("known", .bool(false)))
        case .suppressed(let below): members.append(.init("fewer_than", .integer(below)))
        }
        return .object(members)
    }
}

extension RemedyOffice {
    /// How many calendar days lie at least between two publications of statistics.
    public static let daysBetweenStatistics = 28

    /// The measures over every complaint and commitment of the store.
    ///
    /// - Throws: `Denial` for readers without `read_measures`.
    public func report(by reader: Reader) async throws -> MechanismReport {
        let procedures = try await procedures()
        let grievances = try await store.remedyBundlesForMeasures(.grievance, by: reader)
        let commitments = try await store.remedyBundlesForMeasures(.commitment, by: reader)
        return try Self.report(
            try Self.cases(grievances, procedures, now),
            try Self.commitmentCases(commitments, procedures, now),
            try await inForce(),
            try await store.remedyNotes(),
            now
        )
    }

    private static func report(
        _ cases: [GrievanceCase],
        _ commitments: [CommitmentCase],
        _ inForce: [String: SetProcedure],
        _ notes: [RemedyNote],
        _ now: UTCInstant
    ) throws -> MechanismReport {
        let settings = RemedyShelf.grievanceProcedures.compactMap { inForce[$0] }
        let day = settings.first?.calendar.day(of: now) ?? CalendarDay(clamping: now.dayNumber)
        let filed = cases.compactMap { one in one.file.map { FiledGrievance(CaseID(one.id), $0) } }
        let mechanism = Remedy.Mechanism(
            languages: settings.reduce(into: []) { $0.formUnion($1.settings.languages) },
            statistics: notes.filter { $0.kind == .statistics }.map(\.day),
            reviews: notes.filter { $0.kind == .review }.compactMap {
                Mechanism.JointReview(on: $0.day, proposals: $0.proposals, adopted: $0.adopted)
            }
        )
        let measures = UNGPMeasures(
            grievances: filed,
            commitments: commitments.map { (CaseID($0.id), $0.file) },
            mechanism: settings.isEmpty ? nil : mechanism,
            on: day
        )
        let names = cases.map { outcome(of: $0.glimpse) }
        return MechanismReport(
            measures: measures,
            queues: QueueAge.all(of: filed, on: day),
            outcomes: MechanismReport.outcomeNames.map { name in (name, names.count { $0 == name }) },
            day: day,
            threshold: settings.map(\.settings.threshold).max() ?? PublicTable.leastThreshold
        )
    }

    private static func outcome(of glimpse: GrievanceCase.Glimpse) -> String {
        guard glimpse.ended != nil else { return "open" }
        return glimpse.closure?.rawValue ?? "withdrawn"
    }

    /// Publishes the measures as they are today, with small numbers suppressed; what was published stays as it was.
    ///
    /// - Throws: ``RemedyFault/publishedRecently(until:)``: two tables of nearly the same complaints give single ones away.
    public func publishStatistics(by reader: Reader) async throws {
        let report = try await report(by: reader)
        if let last = try await store.remedyNotes().last(where: { $0.kind == .statistics }) {
            let next = CalendarDay(clamping: last.day.number + Self.daysBetweenStatistics)
            guard report.day >= next else { throw RemedyFault.publishedRecently(until: next.text) }
        }
        try await store.addRemedyNote(RemedyNote(.statistics, on: report.day, bytes: report.published), by: reader)
    }

    /// Notes that the mechanism was reviewed together with those for whom it is there.
    public func noteReview(on day: CalendarDay, proposals: Int, adopted: Int, by reader: Reader) async throws {
        guard Mechanism.JointReview(on: day, proposals: proposals, adopted: adopted) != nil else {
            throw Refusal(.notANumber, [String(proposals), String(adopted)])
        }
        let note = RemedyNote(.review, on: day, proposals: proposals, adopted: adopted)
        try await store.addRemedyNote(note, by: reader)
    }

    /// The statistics that were published last, as JSON; nil where there are none.
    public func publishedStatistics() async throws -> JSONNode? {
        let notes = try await store.remedyNotes()
        return notes.last { $0.kind == .statistics }?.bytes.flatMap { try? JSONNode(parsing: $0) }
    }
}
