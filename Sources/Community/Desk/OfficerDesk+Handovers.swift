public import Media
public import Sealing
public import Store
import Vocabulary

/// What an officer wants to hand over.
public struct HandoverOrder: Sendable, Hashable {
    /// To whom.
    public var to: AgencyNumber
    /// What is said about it.
    public var note: String
    /// Whether the way to reach the reporter goes with it.
    public var tellsContact: Bool
    /// Whether photos and recordings go with it.
    public var sendsFiles: Bool
    /// How far it is believed; nil to say nothing.
    public var grade: InformationGrade?

    /// Describes it.
    public init(
        to: AgencyNumber,
        note: String,
        tellsContact: Bool = false,
        sendsFiles: Bool = false,
        grade: InformationGrade? = nil
    ) {
        self.to = to
        self.note = note
        self.tellsContact = tellsContact
        self.sendsFiles = sendsFiles
        self.grade = grade
    }
}

/// A hand-over that was opened.
public struct OpenedHandover: Sendable {
    /// What stands in the open.
    public let handover: ReportHandover
    /// What was handed over.
    public let content: HandoverContent
    /// The kinds of the files that came with it, in their order; nil for one that cannot be opened.
    public let files: [MediaKind?]
}

/// Handing reports to other organisations.
extension OfficerDesk {
    /// How many days there are for an answer; one where somebody is in danger.
    public static let answerDays = 3

    /// Hands a report over, sealed to the other organisation and to one's own.
    ///
    /// - Throws: ``CommunityFault/notAllowed`` unless the reporter has agreed that it is handed over;
    ///   ``CommunityFault/nothingSaid`` without a word about it; ``CommunityFault/nobodyReceives`` for an organisation
    ///   without a key; ``StoreError`` with `invalid` or `conflict`.
    public func handOver(
        _ opened: OpenedReport,
        _ order: HandoverOrder,
        with keys: [OpeningKey],
        by officer: Reader
    ) async throws -> Int64 {
        guard opened.allows(.refer) else { throw CommunityFault.notAllowed }
        guard order.note.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
        guard order.note.utf8.count <= ReportNote.longest else { throw CommunityFault.tooLong(ReportNote.longest) }
        guard let theirs = try await store.handoverKey(of: order.to),
            let ours = try await store.reportKeys(by: officer).first(where: { $0.retiredAt == nil })
        else { throw CommunityFault.nobodyReceives }
        let sequence = try await store.nextHandoverSequence(of: opened.report.id)
        let envelopes = try Self.envelopes(opened, order, keys, sequence, [theirs, ours])
        let days = opened.report.isUrgent ? 1 : Self.answerDays
        let end = Retention(.open(lastActive: today()), rule: retention)?.deletion ?? today()
        return try await store.handOver(
            opened.report.id,
            envelopes,
            at: sequence,
            to: order.to,
            answerBy: CalendarDay(clamping: today().number + days),
            deleteOn: end,
            by: officer
        )
    }

    private static func envelopes(
        _ opened: OpenedReport,
        _ order: HandoverOrder,
        _ keys: [OpeningKey],
        _ first: UInt32,
        _ recipients: [ReportKey]
    ) throws -> [[UInt8]] {
        guard let id = ReportID(opened.report.report) else { throw CommunityFault.cannotBeOpened }
        var report = opened.content
        if !order.tellsContact { report.contact = nil }
        let content = HandoverContent(report: report, note: order.note, grade: order.grade?.description)
        var contents = [content.bytes]
        if order.sendsFiles { contents += try opened.files(keys) }
        let to = try recipients.map { try LockedKey($0.sealedKey).recipient }
        return try contents.enumerated().map { place, content in
            let label = EnvelopeLabel(.handover, of: id, sequence: first + UInt32(place))
            return try SealedEnvelope(label, to: to, content: content).bytes
        }
    }

    /// Opens what was handed over, for who gave it or got it.
    ///
    /// - Throws: ``CommunityFault/cannotBeOpened``; ``StoreError`` with `notFound`.
    public func handover(
        _ id: Int64,
        with keys: [OpeningKey],
        as officer: Reader
    ) async throws -> OpenedHandover {
        let (handover, contents) = try await contents(of: id, keys, officer)
        guard let first = contents.first, let bytes = first, let content = HandoverContent(parsing: bytes) else {
            throw CommunityFault.cannotBeOpened
        }
        let files = contents.dropFirst().map { file in file.flatMap { try? MediaJudgement.kind(of: $0) } }
        return OpenedHandover(handover: handover, content: content, files: files)
    }

    /// A file that was handed over; the first is 0.
    public func handedFile(
        _ number: Int,
        of id: Int64,
        with keys: [OpeningKey],
        as officer: Reader
    ) async throws -> (kind: MediaKind, bytes: [UInt8]) {
        let (_, contents) = try await contents(of: id, keys, officer)
        guard contents.indices.contains(number + 1) else { throw StoreError(.notFound, "There is no such file.") }
        guard let bytes = contents[number + 1], let kind = try? MediaJudgement.kind(of: bytes) else {
            throw CommunityFault.cannotBeOpened
        }
        return (kind, bytes)
    }

    private func contents(
        of id: Int64,
        _ keys: [OpeningKey],
        _ officer: Reader
    ) async throws -> (ReportHandover, [[UInt8]?]) {
        let (handover, envelopes) = try await store.openHandover(id, as: officer)
        guard let report = ReportID(handover.report) else { throw CommunityFault.cannotBeOpened }
        let contents = envelopes.enumerated().map { place, bytes -> [UInt8]? in
            let label = EnvelopeLabel(.handover, of: report, sequence: handover.firstSequence + UInt32(place))
            guard let envelope = try? SealedEnvelope(bytes) else { return nil }
            let fitting = keys.filter { envelope.header.isFor($0.recipient) }
            return fitting.lazy.compactMap { try? envelope.open($0, expecting: label) }.first
        }
        return (handover, contents)
    }

    /// Takes what was handed over, or says why not.
    public func answerHandover(
        _ id: Int64,
        declining reason: ReportHandover.Reason?,
        by officer: Reader
    ) async throws {
        try await store.answerHandover(id, declining: reason, by: officer)
    }
}
