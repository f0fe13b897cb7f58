public import Sealing
public import Store
import Vocabulary

/// Answering a reporter as an organisation that has taken what was handed over.
extension OfficerDesk {
    private static let messages: [EnvelopeLabel.Purpose] = [.messageToOrganisations, .messageToReporter]

    /// What the officer's organisation has answered the reporter, in its order; nothing of what others wrote.
    ///
    /// - Throws: ``StoreError`` with `notFound`, or with `conflict` where it was not taken or the report is withdrawn.
    public func answers(
        throughHandover id: Int64,
        with keys: [OpeningKey],
        as officer: Reader
    ) async throws -> [ThreadEntry] {
        let thread = try await store.handedThread(id, purposes: Self.messages.map(\.rawValue), as: officer)
        return ThreadOrder.messages(thread.parts).filter { $0.agency == officer.agency }
            .map { ThreadEntry($0, ThreadOpening.content(of: $0, in: thread.report, keys)) }
    }

    /// Answers the reporter in their thread, sealed to them, to those who received the report, and to the officer's own
    /// organisation.
    ///
    /// - Throws: ``CommunityFault/notAllowed`` unless the reporter has agreed that the report is handed over;
    ///   ``StoreError`` with `notFound`, or with `conflict` where it was not taken, the report is withdrawn, or somebody
    ///   else wrote meanwhile.
    public func answer(_ opened: OpenedHandover, _ text: String, by officer: Reader) async throws {
        guard opened.content.report.uses.contains(.refer) else { throw CommunityFault.notAllowed }
        guard text.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
        guard text.utf8.count <= ThreadMessage.longest else { throw CommunityFault.tooLong(ThreadMessage.longest) }
        let id = opened.handover.id
        let thread = try await store.handedThread(id, purposes: Self.messages.map(\.rawValue), as: officer)
        guard let own = try await store.reportKeys(by: officer).first(where: { $0.retiredAt == nil }) else {
            throw CommunityFault.noKey
        }
        let recipients = try await store.reportKeys(at: thread.report.door)
            .filter { thread.report.recipients.contains($0.agency) }
        let part = try ReporterDesk.piece(
            ThreadMessage(text).bytes,
            .messageToReporter,
            nil,
            of: thread.report,
            to: (recipients + [own]).map { try LockedKey($0.sealedKey).recipient },
            behind: ThreadOrder.messages(thread.parts),
            reporterReadsOwn: true
        )
        let end = Retention(.open(lastActive: today()), rule: retention)?.deletion ?? today()
        try await store.answerReport(throughHandover: id, with: part, deleteOn: end, by: officer)
    }
}
