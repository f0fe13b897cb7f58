import Sealing
public import Store
public import Vocabulary

/// A message of a thread, or one that cannot be opened.
public struct ThreadEntry: Sendable, Hashable {
    /// Whether an organisation wrote it, or the reporter.
    public let isAnswer: Bool
    /// The words; nil if they were for others, or cannot be opened.
    public let text: String?
    /// The day on which it came.
    public let day: CalendarDay?
    /// Of an answer: the organisation that wrote it.
    public let agency: AgencyNumber?

    init(_ part: ReportPart, _ content: [UInt8]?) {
        isAnswer = part.purpose == EnvelopeLabel.Purpose.messageToReporter.rawValue
        text = content.flatMap(ThreadMessage.init(parsing:))?.text
        day = part.cameOn
        agency = isAnswer ? part.agency : nil
    }
}

/// Opens pieces of a report.
enum ThreadOpening {
    /// The content of a piece, if one of the keys opens it and it is what its place says; nil otherwise.
    static func content(of part: ReportPart, in report: SealedReport, _ keys: [OpeningKey]) -> [UInt8]? {
        guard let id = ReportID(report.report), let purpose = EnvelopeLabel.Purpose(rawValue: part.purpose),
            let envelope = try? SealedEnvelope(part.envelope)
        else { return nil }
        let label = EnvelopeLabel(purpose, of: id, sequence: part.sequence)
        for key in keys where envelope.header.isFor(key.recipient) {
            if let content = try? envelope.open(key, expecting: label) { return content }
        }
        return nil
    }
}

/// The order of what both sides of a thread write: by place alone, as no time of day is kept.
enum ThreadOrder {
    private static let messages = [
        EnvelopeLabel.Purpose.messageToOrganisations.rawValue, EnvelopeLabel.Purpose.messageToReporter.rawValue,
    ]

    /// The messages among pieces, in the order in which they were written.
    static func messages(_ parts: [ReportPart]) -> [ReportPart] {
        parts.filter { messages.contains($0.purpose) }
            .sorted { ($0.sequence, $0.purpose) < ($1.sequence, $1.purpose) }
    }

    /// The pieces of one purpose, in their order.
    static func pieces(_ purpose: EnvelopeLabel.Purpose, _ parts: [ReportPart]) -> [ReportPart] {
        parts.filter { $0.purpose == purpose.rawValue }.sorted { $0.sequence < $1.sequence }
    }

    /// The place of the next message of either side, or of the next piece of another purpose.
    static func next(_ purpose: EnvelopeLabel.Purpose, behind parts: [ReportPart]) -> UInt32 {
        let earlier = messages.contains(purpose.rawValue) ? messages(parts) : pieces(purpose, parts)
        return earlier.last.map { $0.sequence + 1 } ?? 0
    }
}
