import Crypto
import Formats
public import Media
public import Sealing
import Secrets
public import Store

/// What a reporter adds to a report that is there: each thing once, however often it is sent.
extension ReporterDesk {
    /// The most photos and recordings of a report.
    public static let mostAttachments = 12
    /// The most messages of a thread, and texts of a report.
    static let mostTexts = 200
    /// What a photo or recording may ask for: what an old phone can send, and a server can hold in memory.
    public static let mediaLimits = MediaLimits(bytes: 8 << 20, pixels: 64_000_000, side: 16_384, parts: 200_000)

    /// Frees a photo or recording of all that it carries besides its content, and keeps it sealed to the organisations
    /// that received the report.
    ///
    /// - Returns: Whether it is kept now, and what was left out.
    /// - Throws: ``CommunityFault``, with `notTaken` for a file that cannot be cleaned.
    @discardableResult
    public func attach(
        _ file: [UInt8],
        with receipt: Sealing.Receipt
    ) async throws -> (delivery: FactStore.Delivery, removed: Set<CleanedMedia.Removed>) {
        let (content, removed) = try Self.cleaned(file)
        let keys = try keys(of: receipt)
        // The mark is that of the file as it came: a later cleaner may leave out more.
        let delivery = try await add(.attachment, content, with: keys, reporterReadsOwn: false, marked: file)
        return (delivery, removed)
    }

    private static func cleaned(
        _ file: [UInt8]
    ) throws(CommunityFault) -> (content: [UInt8], removed: Set<CleanedMedia.Removed>) {
        let media: CleanedMedia
        do throws(MediaFault) { media = try MediaCleaner(limits: mediaLimits).clean(file) } catch {
            throw .notTaken(error.reason)
        }
        guard let content = media.bytes(from: file) else { throw .notTaken(.malformed) }
        return (content, media.removed)
    }

    /// Seals a piece behind those that are there, unless it is among them.
    func add(
        _ purpose: EnvelopeLabel.Purpose,
        _ content: [UInt8],
        with keys: ReporterKeys,
        reporterReadsOwn: Bool,
        marked: [UInt8]? = nil,
        attempt: String = ""
    ) async throws -> FactStore.Delivery {
        guard let report = try await store.report(lookup: keys.lookUp.bytes) else { throw CommunityFault.noSuchReport }
        let present = try await store.reportKeys(at: report.door).filter { report.recipients.contains($0.agency) }
        let organisations = try present.map { try LockedKey($0.sealedKey).recipient }
        let mark = PartMark.of(marked ?? content, purpose, keys, attempt: attempt)
        let end = deletion(.open(lastActive: today()))
        // Somebody else of the thread may write at the same moment: then the place is taken, and the next is tried.
        for _ in 0..<8 {
            let earlier = try await store.parts(
                ofReport: keys.lookUp.bytes,
                purposes: PartMark.purposes(beside: purpose)
            )
            if earlier.contains(where: { $0.mark == mark }) { return .known }
            let part = try Self.piece(
                content,
                purpose,
                mark,
                of: report,
                to: organisations,
                behind: earlier,
                reporterReadsOwn: reporterReadsOwn
            )
            do { return try await store.append(part, toReport: keys.lookUp.bytes, deleteOn: end) } catch let error
                as StoreError where error.code == .conflict
            { continue }
        }
        throw CommunityFault.outOfMemory
    }

    /// Seals a piece of a thread behind those that are there.
    static func piece(
        _ content: [UInt8],
        _ purpose: EnvelopeLabel.Purpose,
        _ mark: [UInt8]?,
        of report: SealedReport,
        to organisations: [RecipientKey],
        behind earlier: [ReportPart],
        reporterReadsOwn: Bool
    ) throws -> ReportPart {
        guard let id = ReportID(report.report), !organisations.isEmpty else { throw CommunityFault.nobodyReceives }
        let most = purpose == .attachment ? mostAttachments : mostTexts
        guard earlier.count(where: { $0.purpose == purpose.rawValue }) < most else { throw CommunityFault.full }
        let thread = ReportThread(
            report: id,
            reporter: try RecipientKey(.p256, report.reporterKey),
            organisations: organisations,
            reporterReadsOwn: reporterReadsOwn
        )
        let sequence = ThreadOrder.next(purpose, behind: earlier)
        let envelope = try thread.seal(purpose, sequence: sequence, content: content)
        return ReportPart(purpose: purpose.rawValue, sequence: sequence, envelope: envelope.bytes, mark: mark)
    }
}

/// By what a thing is known again that was sent before: nobody without the receipt can reckon it from a guess.
enum PartMark {
    /// HMAC-SHA256 under the key of the thread, cut to 16 bytes.
    static func of(
        _ content: [UInt8],
        _ purpose: EnvelopeLabel.Purpose,
        _ keys: ReporterKeys,
        attempt: String = ""
    ) -> [UInt8] {
        var code = HMAC<SHA256>(key: keys.threadKey.symmetricKey)
        code.update(data: Array("touchstone part v1".utf8) + [purpose.rawValue])
        code.update(data: SHA256.hash(data: Array(attempt.utf8)).map { $0 })
        code.update(data: content)
        return Array(code.finalize().prefix(16))
    }

    /// The purposes among which a piece has its place.
    static func purposes(beside purpose: EnvelopeLabel.Purpose) -> [UInt8] {
        let messages: [EnvelopeLabel.Purpose] = [.messageToOrganisations, .messageToReporter]
        return (messages.contains(purpose) ? messages : [purpose]).map(\.rawValue)
    }
}
