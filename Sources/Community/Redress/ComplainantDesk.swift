import Crypto
import Foundation
public import Media
public import Remedy
public import Sealing
public import Store
public import Vocabulary

/// A complaint as the person who brought it sees it with their receipt.
public struct OwnComplaint: Sendable {
    /// Where it stands, all of it.
    public let one: GrievanceCase
    /// What they said when it was taken in.
    public let account: RemedyAccount?
    /// What was added since.
    public let papers: [RemedyPaper]
    /// The day that it is where the procedure works.
    public let today: CalendarDay

    /// How many days are left for the step, by the calendar; below nought where it is late, nil where nothing runs.
    public var daysLeft: Int? {
        guard case .on(let due)? = one.glimpse.due else { return nil }
        return due.number - today.number
    }
}

/// Where people who have no account look after their own complaint: who has its receipt is taken for them.
///
/// A receipt is 80 bits by chance; the store keeps what scrypt makes of it, under a salt of its own.
public struct ComplainantDesk: Sendable {
    let office: RemedyOffice
    private let salt: [UInt8]

    /// By this id what a person said with their receipt is told apart from what somebody wrote down for them.
    public static let author = "complainant"
    /// What a photo, a recording or a paper may ask for.
    public static let mediaLimits = ReporterDesk.mediaLimits
    /// The kind under which a PDF is kept.
    public static let portableDocument = "pdf"

    /// Opens the desk of an office.
    public init(_ office: RemedyOffice) async throws {
        self.office = office
        let chance = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        salt = try await office.store.ledgerSecret("complaint receipts", orKeep: chance)
    }

    private func lookUp(_ receipt: Sealing.Receipt) throws(RemedyFault) -> [UInt8] {
        do throws(SealingFault) { return try ReporterKeys(receipt, salt: salt).lookUp.bytes } catch { throw .busy }
    }

    /// Makes a receipt the one of a complaint, as who took it in; the one before it opens nothing any more.
    public func give(_ receipt: Sealing.Receipt, for file: Int64, by reader: Reader) async throws {
        try await office.store.keepRemedyReceipt(lookUp(receipt), of: file, by: reader)
    }

    /// The complaint that a receipt opens.
    ///
    /// - Throws: ``RemedyFault/noSuchReceipt``.
    public func complaint(_ receipt: Sealing.Receipt) async throws -> OwnComplaint {
        let lookUp = try lookUp(receipt)
        let (bundle, procedure) = try await opened(lookUp)
        return OwnComplaint(
            one: try GrievanceCase(bundle, procedure, today: office.now),
            account: try await office.store.remedyAccount(receipt: lookUp),
            papers: try await office.store.remedyPapers(receipt: lookUp),
            today: office.today(procedure)
        )
    }

    private func opened(_ lookUp: [UInt8]) async throws -> (RemedyBundle, SetProcedure) {
        guard let bundle = try await office.store.remedyBundle(receipt: lookUp) else {
            throw RemedyFault.noSuchReceipt
        }
        return (bundle, try RemedyOffice.procedure(of: bundle, try await office.procedures()))
    }

    /// Says something as the person: takes or refuses an offer, confirms a delivery, appeals, answers the survey.
    ///
    /// - Parameter event: The id of the event, made where the form was made: sent twice, it is said once.
    /// - Throws: `Refusal` with what is allowed instead; ``RemedyFault``.
    public func say(_ fact: GrievanceFact, with receipt: Sealing.Receipt, event: String) async throws {
        let lookUp = try lookUp(receipt)
        for _ in 0..<RemedyOffice.attempts {
            let (bundle, procedure) = try await opened(lookUp)
            guard let (entry, consequences) = try step(fact, event, bundle, procedure) else { return }
            let outcome = try await office.store.appendToRemedyFile(
                receipt: lookUp,
                entry,
                after: bundle.entries.count,
                consequences,
                saying: fact.word
            )
            if outcome != .stale { return }
        }
        throw RemedyFault.busy
    }

    private func step(
        _ fact: GrievanceFact,
        _ event: String,
        _ bundle: RemedyBundle,
        _ procedure: SetProcedure
    ) throws -> (RemedyEntry, RemedyConsequences)? {
        let file = try RemedyOffice.file(procedure.grievanceRules(), bundle.entries)
        let author = Author(Self.author, RemedyOffice.voice(.taker, .everyone, file.state))
        let step = try office.saying(.fact(fact), event, at: office.now, by: author, in: bundle, file, procedure)
        return step.flatMap { step in step.entries.first.map { ($0, step.consequences) } }
    }

    // MARK: Words and papers

    /// Adds words to a complaint.
    public func add(_ words: String, tells: Bool, with receipt: Sealing.Receipt) async throws {
        try await add(try RemedyPaperDraft(words: words, tells: tells), with: receipt)
    }

    /// Adds a photo, a recording or a PDF to a complaint; what it carries of who made it is left out.
    public func add(file: [UInt8], tells: Bool, with receipt: Sealing.Receipt) async throws {
        try await add(try await RemedyPaperDraft.of(file: file, tells: tells, office.documents), with: receipt)
    }

    private func add(_ paper: RemedyPaperDraft, with receipt: Sealing.Receipt) async throws {
        let lookUp = try lookUp(receipt)
        let (bundle, procedure) = try await opened(lookUp)
        let one = try GrievanceCase(bundle, procedure, today: office.now)
        let acting = one.glimpse.acting?.agency ?? procedure.settings.keeper
        let reminded = Set([acting, bundle.file.owner].compactMap { $0 })
        do {
            _ = try await office.store.addRemedyPaper(paper, receipt: lookUp, reminding: reminded)
        } catch let error as StoreError where error.code == .conflict {
            throw RemedyFault.full
        }
    }
}

extension RemedyOffice {
    /// Adds words to a complaint, as who took it in or deals with it.
    public func add(_ words: String, to file: Int64, tells: Bool, as part: RemedyPart, by reader: Reader) async throws {
        try await add(try RemedyPaperDraft(words: words, tells: tells), to: file, as: part, by: reader)
    }

    /// Adds a photo, a recording or a PDF to a complaint.
    public func add(
        file bytes: [UInt8],
        to file: Int64,
        tells: Bool,
        as part: RemedyPart,
        by reader: Reader
    ) async throws {
        let paper = try await RemedyPaperDraft.of(file: bytes, tells: tells, documents)
        try await add(paper, to: file, as: part, by: reader)
    }

    private func add(_ paper: RemedyPaperDraft, to file: Int64, as part: RemedyPart, by reader: Reader) async throws {
        guard part == .taker || part == .body,
            try await store.remedyFile(file, as: reader)?.parts.contains(part) == true
        else { throw RemedyFault.noPart }
        do {
            _ = try await store.addRemedyPaper(paper, to: file, as: part, by: reader)
        } catch let error as StoreError where error.code == .conflict {
            throw RemedyFault.full
        }
    }
}

extension RemedyPaperDraft {
    init(words: String, tells: Bool) throws(RemedyFault) {
        let cleaned = try RemedyOffice.cleaned(words)
        guard cleaned.contains(where: { !$0.isWhitespace }) else { throw .nothingSaid }
        let bytes = Array(cleaned.utf8)
        let digest = Array(SHA256.hash(data: bytes))
        self.init(kind: RemedyPaper.words, arrived: digest, bytes: bytes, sha256: digest, tells: tells)
    }

    /// A file as it is kept: its digest is taken as it came, then all is left out that it need not carry.
    static func of(file: [UInt8], tells: Bool, _ documents: DocumentCleaner) async throws -> RemedyPaperDraft {
        guard file.starts(with: Array("%PDF-".utf8)) else { return try RemedyPaperDraft(media: file, tells: tells) }
        guard file.count <= ComplainantDesk.mediaLimits.bytes else {
            throw RemedyFault.notTaken(messageKey: MediaFault.Reason.tooLong.messageKey)
        }
        switch try await documents.clean(file) {
        case .cleaned(let bytes): return RemedyPaperDraft(document: bytes, from: file, tells: tells, isCleaned: true)
        // It is kept as it came, and the page says what it may tell: to lose it would be worse.
        case .noProgram: return RemedyPaperDraft(document: file, from: file, tells: tells, isCleaned: false)
        case .refused: throw RemedyFault.notTaken(messageKey: "remedy.fault.document")
        }
    }

    private init(document bytes: [UInt8], from file: [UInt8], tells: Bool, isCleaned: Bool) {
        self.init(
            kind: ComplainantDesk.portableDocument,
            arrived: Array(SHA256.hash(data: file)),
            bytes: bytes,
            sha256: Array(SHA256.hash(data: bytes)),
            tells: tells,
            isCleaned: isCleaned
        )
    }

    private init(media file: [UInt8], tells: Bool) throws(RemedyFault) {
        let arrived = Array(SHA256.hash(data: file))
        let media: CleanedMedia
        do throws(MediaFault) { media = try MediaCleaner(limits: ComplainantDesk.mediaLimits).clean(file) } catch {
            throw .notTaken(messageKey: error.reason.messageKey)
        }
        guard let bytes = media.bytes(from: file) else {
            throw .notTaken(messageKey: MediaFault.Reason.malformed.messageKey)
        }
        let digest = Array(SHA256.hash(data: bytes))
        self.init(kind: media.kind.rawValue, arrived: arrived, bytes: bytes, sha256: digest, tells: tells)
    }
}
