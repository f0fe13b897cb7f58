public import Sealing
public import Store
public import Vocabulary

/// What a receipt opens.
public struct ReporterThread: Sendable, Hashable {
    /// A message, or one that cannot be opened.
    public struct Message: Sendable, Hashable {
        /// Whether the organisations wrote it, or the reporter.
        public let isAnswer: Bool
        /// The words; nil if they were for the organisations alone, or cannot be opened.
        public let text: String?
        /// The day on which it came.
        public let day: CalendarDay?
    }

    /// What stands in the open of the report.
    public let report: SealedReport
    /// What became of it, from its coming on.
    public let steps: [ReportStep]
    /// The report itself, if its reporter chose to read it again.
    public let content: ReportContent?
    /// What both sides wrote, in its order.
    public let messages: [Message]
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
        return Self.thread(report, steps, parts, keys.key)
    }

    private static let purposes = [
        EnvelopeLabel.Purpose.report, .messageToOrganisations, .messageToReporter,
    ].map(\.rawValue)

    private static func thread(
        _ report: SealedReport,
        _ steps: [ReportStep],
        _ parts: [ReportPart],
        _ key: OpeningKey
    ) -> ReporterThread {
        var content: ReportContent?
        var messages: [ReporterThread.Message] = []
        for part in ThreadOrder.sorted(parts) {
            let bytes = ThreadOpening.content(of: part, in: report, key)
            switch EnvelopeLabel.Purpose(rawValue: part.purpose) {
            case .report: content = bytes.flatMap(ReportContent.init(parsing:))
            case .messageToReporter, .messageToOrganisations:
                messages.append(
                    .init(
                        isAnswer: part.purpose == EnvelopeLabel.Purpose.messageToReporter.rawValue,
                        text: bytes.flatMap(ThreadMessage.init(parsing:))?.text,
                        day: part.cameOn
                    )
                )
            case .attachment, .share, nil: break
            }
        }
        return ReporterThread(
            report: report,
            steps: steps,
            content: content,
            messages: messages
        )
    }

    /// Writes to the organisations that received the report.
    ///
    /// - Throws: ``CommunityFault``.
    public func write(_ text: String, with receipt: Sealing.Receipt) async throws {
        guard text.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
        guard text.utf8.count <= ThreadMessage.longest else { throw CommunityFault.tooLong(ThreadMessage.longest) }
        let keys = try keys(of: receipt)
        guard let report = try await store.report(lookup: keys.lookUp.bytes) else { throw CommunityFault.noSuchReport }
        let present = try await store.reportKeys(at: report.door).filter { report.recipients.contains($0.agency) }
        let purpose = EnvelopeLabel.Purpose.messageToOrganisations
        let earlier = try await store.parts(ofReport: keys.lookUp.bytes, purposes: Self.purposes)
        let part = try Self.message(
            text,
            purpose,
            of: report,
            to: present.map { try LockedKey($0.sealedKey).recipient },
            behind: earlier
        )
        let end = deletion(.open(lastActive: today()))
        _ = try await store.append(part, toReport: keys.lookUp.bytes, deleteOn: end)
    }

    /// Withdraws the report: it is deleted after some days.
    public func withdraw(_ receipt: Sealing.Receipt) async throws {
        let keys = try keys(of: receipt)
        guard try await store.report(lookup: keys.lookUp.bytes) != nil else { throw CommunityFault.noSuchReport }
        try await store.withdrawReport(lookup: keys.lookUp.bytes, deleteOn: deletion(.withdrawn(today())))
    }

    /// Seals a message behind those that are there.
    static func message(
        _ text: String,
        _ purpose: EnvelopeLabel.Purpose,
        of report: SealedReport,
        to organisations: [RecipientKey],
        behind earlier: [ReportPart]
    ) throws -> ReportPart {
        guard let id = ReportID(report.report), !organisations.isEmpty else { throw CommunityFault.nobodyReceives }
        let thread = ReportThread(
            report: id,
            reporter: try RecipientKey(.p256, report.reporterKey),
            organisations: organisations,
            // What one writes in a thread one reads again there.
            reporterReadsOwn: true
        )
        let sequence = ThreadOrder.next(behind: earlier)
        let envelope = try thread.seal(purpose, sequence: sequence, content: ThreadMessage(text).bytes)
        return ReportPart(purpose: purpose.rawValue, sequence: sequence, envelope: envelope.bytes)
    }
}

/// Opens pieces of a report.
enum ThreadOpening {
    /// The content of a piece, if the key opens it and it is what its place says; nil otherwise.
    static func content(of part: ReportPart, in report: SealedReport, _ key: OpeningKey) -> [UInt8]? {
        guard let id = ReportID(report.report), let purpose = EnvelopeLabel.Purpose(rawValue: part.purpose),
            let envelope = try? SealedEnvelope(part.envelope), envelope.header.isFor(key.recipient)
        else { return nil }
        return try? envelope.open(key, expecting: EnvelopeLabel(purpose, of: id, sequence: part.sequence))
    }
}

/// The order of what both sides of a thread write: by place alone, as no time of day is kept.
enum ThreadOrder {
    private static let messages = [
        EnvelopeLabel.Purpose.messageToOrganisations.rawValue, EnvelopeLabel.Purpose.messageToReporter.rawValue,
    ]

    /// Pieces in the order in which they were written.
    static func sorted(_ parts: [ReportPart]) -> [ReportPart] {
        parts.sorted { ($0.sequence, $0.purpose) < ($1.sequence, $1.purpose) }
    }

    /// The messages among pieces, in their order.
    static func messages(_ parts: [ReportPart]) -> [ReportPart] {
        sorted(parts.filter { messages.contains($0.purpose) })
    }

    /// The place of the next message of either side.
    static func next(behind parts: [ReportPart]) -> UInt32 {
        messages(parts).last.map { $0.sequence + 1 } ?? 0
    }
}
