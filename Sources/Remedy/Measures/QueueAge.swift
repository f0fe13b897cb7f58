public import Vocabulary

/// A grievance by its id.
public struct FiledGrievance: Sendable {
    /// The id.
    public let id: CaseID
    /// The file.
    public let file: GrievanceFile

    /// A grievance by its id.
    public init(_ id: CaseID, _ file: GrievanceFile) {
        self.id = id
        self.file = file
    }

    var state: GrievanceState { file.state }
}

/// How many files wait with a body, and since when.
public struct QueueAge: Sendable, Hashable {
    /// The organisation; nil for files that no body may touch, which somebody has to assign.
    public let body: OrganisationID?
    /// The files that wait for it.
    public let waiting: [CaseID]
    /// The files that it has but that wait for somebody else: the person, or who owes something.
    public let elsewhere: [CaseID]
    /// How long the oldest of those that wait has been in its step, calendar days; nil where none waits.
    public let oldest: Int?
    /// The median of these ages; nil where none waits.
    public let median: Median?
    /// The files whose limit has passed.
    public let overdue: [CaseID]

    /// The queues of all bodies on a day, by their ids; files without a body come last.
    public static func all(of grievances: [FiledGrievance], on day: CalendarDay) -> [QueueAge] {
        let open = grievances.filter { $0.state.step != nil && $0.state.ended == nil }
        let bodies = Set(open.map(\.state.acting)).sorted {
            guard let left = $0, let right = $1 else { return $0 != nil }
            return left < right
        }
        return bodies.map { body in
            let own = open.filter { $0.state.acting == body }.sorted { $0.id < $1.id }
            let waiting = own.filter { body == nil || $0.isWaitingForBody }
            let ages = waiting.map { $0.ageInStep(on: day) }
            return QueueAge(
                body: body,
                waiting: waiting.map(\.id),
                elsewhere: own.filter { one in !waiting.contains { $0.id == one.id } }.map(\.id),
                oldest: ages.max(),
                median: Median(of: ages),
                overdue: waiting.filter { $0.overdue(on: day) > 0 }.map(\.id)
            )
        }
    }
}

extension FiledGrievance {
    var isWaitingForBody: Bool {
        state.step.flatMap(file.rules.procedure.step)?.waitsFor == .body
    }

    /// How long the file has been with its body in its step, calendar days.
    func ageInStep(on day: CalendarDay) -> Int { state.stays.last?.days(until: day) ?? 0 }

    func overdue(on day: CalendarDay) -> Int { file.rules.overdue(on: day, in: state) }
}
