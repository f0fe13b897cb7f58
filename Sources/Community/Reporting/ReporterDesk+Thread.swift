public import Sealing
public import Store
import Vocabulary

/// What a receipt opens.
public struct ReporterThread: Sendable, Hashable {
    /// What stands in the open of the report.
    public let report: SealedReport
    /// What became of it, from its coming on.
    public let steps: [ReportStep]
    /// The report itself, if its reporter chose to read it again.
    public let content: ReportContent?
    /// What both sides wrote, in its order.
    public let messages: [ThreadEntry]
    /// The names of the organisations that answered.
    public let names: [AgencyNumber: String]
}

extension ReporterDesk {
    /// The thread that a receipt opens.
    ///
    /// - Throws: ``CommunityFault/noSuchReport``: a wrong receipt and a report that was deleted cannot be told apart.
    public func thread(_ receipt: Sealing.Receipt) async throws -> ReporterThread {
        let keys = try keys(of: receipt)
        guard let report = try await store.report(lookup: keys.lookUp.bytes) else { throw CommunityFault.noSuchReport }
        let parts = try await store.parts(ofReport: keys.lookUp.bytes, purposes: Self.purposes)
        let steps = try await store.steps(ofReport: report.id)
        let answered = Set(parts.compactMap(\.agency))
        let agencies = answered.isEmpty ? [] : try await store.agencies().filter { answered.contains($0.number) }
        let names = agencies.namesByNumber
        return Self.thread(report, steps, parts, names, keys.key)
    }

    private static let purposes = [
        EnvelopeLabel.Purpose.report, .messageToOrganisations, .messageToReporter,
    ].map(\.rawValue)

    private static func thread(
        _ report: SealedReport,
        _ steps: [ReportStep],
        _ parts: [ReportPart],
        _ names: [AgencyNumber: String],
        _ key: OpeningKey
    ) -> ReporterThread {
        func content(_ part: ReportPart) -> [UInt8]? { ThreadOpening.content(of: part, in: report, [key]) }
        return ReporterThread(
            report: report,
            steps: steps,
            content: ThreadOrder.pieces(.report, parts).last.flatMap(content).flatMap(ReportContent.init(parsing:)),
            messages: ThreadOrder.messages(parts).map { ThreadEntry($0, content($0)) },
            names: names
        )
    }

    /// Writes to the organisations that received the report.
    ///
    /// - Parameter attempt: The same for each time that one message is sent, so that it is there once; any text.
    /// - Throws: ``CommunityFault``.
    public func write(
        _ text: String,
        with receipt: Sealing.Receipt,
        attempt: String
    ) async throws -> FactStore.Delivery {
        guard text.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
        guard text.utf8.count <= ThreadMessage.longest else { throw CommunityFault.tooLong(ThreadMessage.longest) }
        let keys = try keys(of: receipt)
        // What one writes in a thread one reads again there.
        return try await add(
            .messageToOrganisations,
            ThreadMessage(text).bytes,
            with: keys,
            reporterReadsOwn: true,
            attempt: attempt
        )
    }

    /// Withdraws the report: it is deleted after some days.
    public func withdraw(_ receipt: Sealing.Receipt) async throws {
        let keys = try keys(of: receipt)
        guard try await store.report(lookup: keys.lookUp.bytes) != nil else { throw CommunityFault.noSuchReport }
        try await store.withdrawReport(lookup: keys.lookUp.bytes, deleteOn: deletion(.withdrawn(today())))
    }
}
