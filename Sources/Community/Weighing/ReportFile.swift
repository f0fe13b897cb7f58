import Store
public import Vocabulary

/// What the officers of an organisation have said of a report, as it holds now.
public struct ReportFile: Sendable, Hashable {
    /// A note with the day on which it was written, and by whom.
    public struct Entry: Sendable, Hashable {
        /// What it says.
        public let note: ReportNote
        /// When.
        public let day: CalendarDay
        /// Who.
        public let by: String

        /// A note.
        public init(note: ReportNote, day: CalendarDay, by: String) {
            (self.note, self.day, self.by) = (note, day, by)
        }
    }

    /// The grade that holds.
    public struct Grading: Sendable, Hashable {
        /// The grade.
        public let grade: InformationGrade
        /// Why.
        public let reason: String
        /// Who outside confirms it; empty for nobody.
        public let confirmation: String
        /// When, and by whom.
        public let entry: Entry
    }

    /// Everything that was said, the oldest first, without traits.
    public private(set) var entries: [Entry] = []
    /// By what it is compared; nil before anybody has opened it.
    public private(set) var traits: ReportTraits?
    /// The grade; nil before there is one.
    public private(set) var grading: Grading?
    /// What it is about, in the order in which it was said.
    public private(set) var links: [ReportLink] = []
    /// The names of the reports that tell of the same matter.
    public private(set) var same: Set<[UInt8]> = []
    /// The names of the reports that tell of another.
    public private(set) var different: Set<[UInt8]> = []
    /// The incidents that were written from it.
    public private(set) var incidents: [String] = []

    /// Puts notes together, the oldest first.
    public init(_ notes: [Entry]) {
        for entry in notes { add(entry) }
    }

    private mutating func add(_ entry: Entry) {
        switch entry.note {
        case .traits(let traits):
            self.traits = traits
            return
        case .graded(let grade, let reason, let confirmation):
            grading = Grading(grade: grade, reason: reason, confirmation: confirmation, entry: entry)
        case .linked(let link):
            if !links.contains(link) { links.append(link) }
        case .unlinked(let link): links.removeAll { $0 == link }
        case .same(let report):
            same.insert(report)
            different.remove(report)
        case .different(let report):
            different.insert(report)
            same.remove(report)
        case .remark, .held: break
        case .incident(let id): incidents.append(id)
        }
        entries.append(entry)
    }
}

/// Reports that tell of the same matter.
public enum SameMatter {
    /// Everything that is tied to a report, by however many steps, without itself; a tie that either end denies last is none.
    ///
    /// - Parameter files: The files by the names of their reports.
    /// - Complexity: O(n + t) in reports and ties.
    public static func cluster(of report: [UInt8], in files: [[UInt8]: ReportFile]) -> Set<[UInt8]> {
        var neighbours: [[UInt8]: Set<[UInt8]>] = [:]
        for (name, file) in files {
            for other in file.same where files[other]?.different.contains(name) != true {
                neighbours[name, default: []].insert(other)
                neighbours[other, default: []].insert(name)
            }
        }
        var found: Set<[UInt8]> = [report]
        var ahead = [report]
        while let next = ahead.popLast() {
            for other in neighbours[next] ?? [] where found.insert(other).inserted { ahead.append(other) }
        }
        return found.subtracting([report])
    }

    /// Why a grade does not stand, in the key of a message; nil if it does.
    ///
    /// “Confirmed” says that a source that is independent of this one says the same: another report of the same matter, or
    /// somebody outside who is named. Without a reason no grade stands.
    public static func fault(of grade: InformationGrade, reason: String, confirmation: String, cluster: Int) -> String?
    {
        guard reason.contains(where: { !$0.isWhitespace }) else { return "weigh.fault.reason" }
        if grade.information == .confirmed, cluster == 0, !confirmation.contains(where: { !$0.isWhitespace }) {
            return "weigh.fault.unconfirmed"
        }
        return nil
    }
}
