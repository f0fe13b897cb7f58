public import Media
import Sealing
public import Store
public import Vocabulary

/// A report that an organisation has opened.
public struct OpenedReport: Sendable {
    /// A photo or recording of it.
    public struct Attachment: Sendable, Hashable {
        /// Its number in the report, from 0.
        public let number: UInt32
        /// What it is; nil if none of the keys opens it.
        public let kind: MediaKind?
        /// How many bytes it has.
        public let byteCount: Int
        /// The day on which it came.
        public let day: CalendarDay?
    }

    /// What it said at first, or before its reporter changed it.
    public struct Version: Sendable, Hashable {
        /// What it said; nil if none of the keys opens it.
        public let content: ReportContent?
        /// The day on which it came.
        public let day: CalendarDay?
    }

    /// What stands in the open.
    public let report: SealedReport
    /// What became of it.
    public let steps: [ReportStep]
    /// What it says.
    public let content: ReportContent
    /// What it said before, the newest first; empty unless its reporter changed it and sent it again.
    public let earlier: [Version]
    /// Its photos and recordings.
    public let attachments: [Attachment]
    /// What both sides wrote, in its order.
    public let messages: [ThreadEntry]
    /// Whether the reporter allows something: what they ticked, until they withdraw the report.
    public func allows(_ use: ReportContent.Use) -> Bool {
        report.state != .withdrawn && content.uses.contains(use)
    }

    let spoken: [ReportPart]
    private let sealedFiles: [ReportPart]

    init(_ report: SealedReport, _ steps: [ReportStep], _ parts: [ReportPart], _ keys: [OpeningKey]) throws {
        func bytes(_ part: ReportPart) -> [UInt8]? { ThreadOpening.content(of: part, in: report, keys) }
        let versions = ThreadOrder.pieces(.report, parts).reversed().map { part in
            Version(content: bytes(part).flatMap(ReportContent.init(parsing:)), day: part.cameOn)
        }
        guard let newest = versions.firstIndex(where: { $0.content != nil }), let content = versions[newest].content
        else {
            throw CommunityFault.cannotBeOpened
        }
        self.report = report
        self.steps = steps
        self.content = content
        earlier = versions.enumerated().filter { $0.offset != newest }.map(\.element)
        sealedFiles = ThreadOrder.pieces(.attachment, parts)
        attachments = sealedFiles.map { part in
            let content = bytes(part)
            return Attachment(
                number: part.sequence,
                kind: content.flatMap { try? MediaJudgement.kind(of: $0) },
                byteCount: content?.count ?? part.envelope.count,
                day: part.cameOn
            )
        }
        spoken = ThreadOrder.messages(parts)
        messages = spoken.map { ThreadEntry($0, bytes($0)) }
    }

    /// The bytes of its photos and recordings.
    ///
    /// - Throws: ``CommunityFault/cannotBeOpened`` if one of them is none that the keys open.
    func files(_ keys: [OpeningKey]) throws(CommunityFault) -> [[UInt8]] {
        var files: [[UInt8]] = []
        for part in sealedFiles {
            guard let bytes = ThreadOpening.content(of: part, in: report, keys) else { throw .cannotBeOpened }
            files.append(bytes)
        }
        return files
    }
}
