public import Formats
import Remedy
public import Store
import Vocabulary

extension RemedyOffice {
    /// Publishes what an assessment found: counts without small numbers, and no place by its name.
    ///
    /// What was published stays as it was, so that two reports of nearly the same people do not give single ones away.
    ///
    /// - Parameters:
    ///   - title: What it is called for everybody.
    ///   - area: Where it was, as far as everybody may know: a district, not a village.
    /// - Throws: ``RemedyFault/notReadOut`` before report, reading out and summary are there;
    ///   ``RemedyFault/reportedRecently(until:)``.
    public func publish(
        assessment id: Int64,
        title: String,
        area: String,
        by reader: Reader
    ) async throws {
        guard let one = try await assessment(id, as: reader) else { throw RemedyFault.noSuchFile }
        let records = one.file.state.records
        guard [ImpactRecord.report, .validation, .summary].allSatisfy({ records[$0] != nil }) else {
            throw RemedyFault.notReadOut
        }
        guard [title, area].allSatisfy({ $0.contains { !$0.isWhitespace } }) else { throw Refusal(.reasonMissing) }
        if let last = try await store.impactReports().first(where: { $0.assessment == id }) {
            let next = CalendarDay(clamping: last.day.number + Self.daysBetweenStatistics)
            guard one.today >= next else { throw RemedyFault.reportedRecently(until: next.text) }
        }
        let names = try await store.agencies().map { ($0.number, $0.name) }
        let report = PublicAssessment(one: one, names: Dictionary(names) { first, _ in first }, title, area)
        try await store.publishImpactReport(of: id, on: one.today, report.bytes, by: reader)
    }

    /// The reports of assessments as they were published last, the newest first.
    public func publishedAssessments() async throws -> [(report: ImpactReport, content: JSONNode)] {
        try await store.impactReports().map { report in
            guard let content = try? JSONNode(parsing: report.bytes) else {
                throw RemedyFault.broken("report of \(report.assessment)")
            }
            return (report, content)
        }
    }
}
