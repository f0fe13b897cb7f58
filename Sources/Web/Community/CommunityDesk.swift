internal import Community
internal import Crypto
internal import Formats
internal import Foundation
internal import Identity
internal import Media
internal import Sealing
internal import Secrets
internal import Store
internal import Synchronization
internal import Vocabulary

/// What the pages of reports ask: the desks, receipts as people write them, tickets of forms, keys that are open.
final class CommunityDesk: Sendable {
    private let store: FactStore
    private let lists: [ReceiptWordList]
    /// Tickets hold until the server ends: a form that was open then says so and keeps what was written.
    private let tickets: WaitingTicket
    private let puzzles: ProofOfWork
    /// Puzzles that were used, until they run out.
    private let used = Mutex<[String: Date]>([:])
    private let desk = Mutex<ReporterDesk?>(nil)
    private let ring = KeyRing()
    private let quota: ReportQuota
    private let countsLocal: Bool
    private let delay = ReceiptDelay()

    /// Receipts and passphrases take much memory and time on purpose: a few at once.
    private let counter = Turnstile(limit: 8)

    let officers: OfficerDesk
    /// What phones deliver in pieces, until all of it is there.
    let pieces = PieceShelf()

    private let office: RemedyOffice
    private let complainants = Mutex<ComplainantDesk?>(nil)

    /// - Throws: ``ReceiptWordList/Fault``, or what the system says of the files.
    init(_ store: FactStore, _ office: RemedyOffice, words: URL, limits: RequestLimits) throws {
        quota = ReportQuota(perDoor: limits.reportsPerDoor, perSender: limits.reportsPerAddress)
        countsLocal = limits.countsLocal
        self.store = store
        self.office = office
        lists = try Language.allCases.map { language in
            let file = words.appending(path: "\(language.rawValue).txt")
            return try ReceiptWordList(language, parsing: String(contentsOf: file, encoding: .utf8))
        }
        let key = SecretBytes(SymmetricKey(size: .bits256))
        guard let secret = TicketSecret(key) else { throw SiteError(.failed) }
        tickets = WaitingTicket(form: "report", secret: secret)
        puzzles = ProofOfWork(form: "delivery", secret: secret)
        officers = OfficerDesk(store, today: Self.today)
    }

    private static let today: @Sendable () -> CalendarDay = {
        CalendarDay(clamping: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    }

    /// The desk for reporters, made when it is first asked for.
    private func reporters() async throws -> ReporterDesk {
        if let desk = desk.withLock({ $0 }) { return desk }
        let made = try await ReporterDesk(store, quota: quota, today: Self.today)
        desk.withLock { $0 = made }
        return made
    }

    /// The desk for people who look after their own complaint, made when it is first asked for; each receipt takes its turn.
    func complainant<T: Sendable>(_ body: (ComplainantDesk) async throws -> T) async throws -> T {
        var desk = complainants.withLock { $0 }
        if desk == nil {
            desk = try await ComplainantDesk(office)
            complainants.withLock { [desk] in $0 = desk }
        }
        guard let desk else { throw SiteError(.failed) }
        do { return try await counter.letIn { try await body(desk) } } catch let error as SiteError
            where error.code == .busy
        {
            throw RemedyFault.busy
        }
    }

    /// The doors behind which somebody can receive, with the names of who does.
    func doors() async throws -> [(door: ReportDoor, names: [String])] {
        let agencies = try await store.agencies()
        var doors: [(ReportDoor, [String])] = []
        for door in ReportDoor.allCases {
            let keys = try await store.reportKeys(at: door)
            let names = keys.compactMap { key in agencies.first { $0.number == key.agency }?.name }
            if !names.isEmpty { doors.append((door, names)) }
        }
        return doors
    }

    /// Does something with a receipt or a passphrase, while few others do.
    ///
    /// - Throws: ``CommunityFault/outOfMemory`` where too many do already.
    func inTurn<T>(_ body: () async throws -> T) async throws -> T {
        do { return try await counter.letIn(body) } catch let error as SiteError where error.code == .busy {
            throw CommunityFault.outOfMemory
        }
    }

    /// By what a sender is told apart for an hour: a number that means nothing outside this process, and leads to no address;
    /// nil for whoever is on this machine, as all are who come through an onion service.
    func sender(_ client: ClientAddress) -> Int? {
        guard let address = client.address?.visitor, countsLocal || !client.isLocal else { return nil }
        var hasher = Hasher()
        hasher.combine(address)
        return hasher.finalize()
    }

    /// How many seconds a sender has to wait after wrong receipts; nil for none.
    func receiptWait(_ sender: Int?) -> Int? { delay.wait(sender) }

    /// Notes that a receipt of a sender led nowhere.
    func noteWrongReceipt(_ sender: Int?) { delay.noteWrong(sender) }

    /// Hands a report in.
    func handIn(_ report: ReporterDesk.Report, from sender: Int?) async throws {
        let reporters = try await self.reporters()
        _ = try await inTurn { try await reporters.handIn(report, from: sender) }
    }

    /// Adds a photo or recording to a report.
    func attach(_ file: [UInt8], with receipt: Sealing.Receipt) async throws {
        let reporters = try await self.reporters()
        _ = try await inTurn { try await reporters.attach(file, with: receipt) }
    }

    /// Opens what a phone delivers.
    func opened(_ sealed: [UInt8]) async throws -> PhoneDelivery { try await reporters().opened(sealed) }

    /// Keeps a report, or a part of one, that a phone delivered.
    func keep(_ delivery: PhoneDelivery, from sender: Int?) async throws -> FactStore.Delivery {
        let reporters = try await self.reporters()
        return try await inTurn { try await reporters.keep(delivery, from: sender) }
    }

    /// The key to which phones seal what waits on them.
    func deliveryKey() async throws -> [UInt8] { try await reporters().deliveryKey }

    /// The thread that a receipt opens.
    func thread(_ receipt: Sealing.Receipt) async throws -> ReporterThread {
        let reporters = try await self.reporters()
        return try await inTurn { try await reporters.thread(receipt) }
    }

    /// Writes into a thread.
    ///
    /// - Parameter attempt: The same for each time that the same form is sent.
    func write(_ text: String, with receipt: Sealing.Receipt, attempt: String) async throws {
        let reporters = try await self.reporters()
        _ = try await inTurn { try await reporters.write(text, with: receipt, attempt: attempt) }
    }

    /// Withdraws a report.
    func withdraw(_ receipt: Sealing.Receipt) async throws {
        let reporters = try await self.reporters()
        try await inTurn { try await reporters.withdraw(receipt) }
    }

    /// Opens an organisation's keys.
    func unlock(_ passphrase: Passphrase, by officer: Reader) async throws -> [OpeningKey] {
        try await inTurn { try await officers.unlock(passphrase, by: officer) }
    }

    /// Makes an organisation's key.
    func makeKey(_ passphrase: Passphrase, by officer: Reader) async throws {
        try await inTurn { try await officers.makeKey(passphrase, by: officer) }
    }

    // MARK: Forms

    func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text(ReportID.make(using: &generator).bytes)
    }

    func newReceipt() -> String {
        var generator = SystemRandomNumberGenerator()
        return Sealing.Receipt.make(using: &generator).digits.joined()
    }

    func newTicket() -> String {
        var generator = SystemRandomNumberGenerator()
        return tickets.ticket(at: UTCInstant(Date()), using: &generator)
    }

    /// Why a form is not taken: the message that says so, and the ticket with which it comes back; nil if it is taken.
    ///
    /// One that came too fast keeps its ticket, which grows good; one that ran out gets another, and has to wait again.
    func refusal(ofTicket ticket: String?) -> (message: String, ticket: String)? {
        do throws(TicketFault) {
            try tickets.check(ticket ?? "", at: UTCInstant(Date()))
            return nil
        } catch {
            if error == .tooFast, let ticket { return ("report.fault.too_fast", ticket) }
            return ("report.fault.expired", newTicket())
        }
    }

    /// A puzzle for a phone that has something to deliver, and how many attempts it takes on average.
    func newPuzzle() -> (text: String, hashes: Int) {
        var generator = SystemRandomNumberGenerator()
        let text = puzzles.puzzle(at: UTCInstant(Date()), using: &generator)
        return (text, ProofOfWork.usualHashes)
    }

    /// Whether a puzzle of ours was solved, and is used for the first time.
    func isSolved(_ puzzle: String, by solution: String) -> Bool {
        let time = Date()
        guard (try? puzzles.check(solution, of: puzzle, at: UTCInstant(time))) != nil else { return false }
        return used.withLock { used in
            if used.count > 10_000 { used = used.filter { $0.value > time } }
            return used.updateValue(time.addingTimeInterval(Double(puzzles.lifetime)), forKey: puzzle) == nil
        }
    }

    // MARK: Receipts

    func words(of receipt: Sealing.Receipt, in language: Language) -> [String] {
        lists.first { $0.language == language }.map { receipt.words(in: $0) } ?? []
    }

    /// All words of a language's receipts, in the order of their numbers.
    func wordList(_ language: Language) -> [String] { lists.first { $0.language == language }?.words ?? [] }

    func receipt(digits: String) -> Sealing.Receipt? { try? ReceiptReader(lists).read(digits).receipt }

    func read(receipt text: String, in language: Language) -> Result<Sealing.Receipt, ReceiptFault> {
        let reader = ReceiptReader(lists)
        do throws(ReceiptFault) {
            return .success(try reader.read(text).receipt)
        } catch {
            guard error.reason == .ambiguous else { return .failure(error) }
        }
        do throws(ReceiptFault) { return .success(try reader.read(text, in: language).receipt) } catch {
            return .failure(error)
        }
    }

    /// The message that says what is wrong.
    func message(of fault: CommunityFault) -> String {
        switch fault {
        case .nobodyReceives: "report.fault.nobody"
        case .nothingSaid: "report.fault.nothing"
        case .tooLong: "report.fault.long"
        case .noSuchReport: "thread.unknown"
        case .noKey: "inbox.fault.no_key"
        case .wrongPassphrase: "inbox.fault.passphrase"
        case .cannotBeOpened: "inbox.fault.closed"
        case .taken: "report.fault.taken"
        case .notTaken(let reason): reason.messageKey
        case .full: "report.fault.full"
        case .notDeliverable: "report.fault.foreign"
        case .notAllowed: "inbox.fault.not_allowed"
        case .notAnIncident: "inbox.fault.incident"
        case .setAside: "inbox.fault.set_aside"
        case .notAPlace: "inbox.fault.place"
        case .grade(let key): key
        case .unknownThing: "inbox.fault.unknown_thing"
        case .later: "report.fault.later"
        case .notAHold: "hold.fault.day"
        case .withdrawn: "hold.fault.withdrawn"
        case .outOfMemory: "report.fault.busy"
        }
    }

    // MARK: Keys of officers

    /// - Parameter report: The number of the one report that they are for; nil for all.
    func keep(_ keys: [OpeningKey], for session: Int64, only report: Int64? = nil) {
        ring.keep(keys, for: session, only: report)
    }

    func keys(of session: Int64) -> [OpeningKey]? { ring.keys(of: session) }

    /// The keys that officers opened together for one report alone, and that the visitor has open for it.
    func lentKeys(_ visit: Visit, for report: Int64) -> [OpeningKey]? {
        visit.reader.session.flatMap { ring.keys(of: $0, lentFor: report) }
    }

    /// The keys that the visitor has open, or that a passphrase opens now; open from then on for a quarter of an hour.
    ///
    /// - Parameter report: The number of the report that is to be opened; nil for anything else.
    /// - Throws: `CommunityFault`.
    func keys(for visit: Visit, passphrase: String?, report: Int64? = nil) async throws -> [OpeningKey] {
        guard let session = visit.reader.session else { throw SiteError(.badRequest) }
        if let keys = keys(of: session) ?? report.flatMap({ lentKeys(visit, for: $0) }) { return keys }
        guard let passphrase = try? Passphrase(passphrase ?? "") else { throw CommunityFault.wrongPassphrase }
        let keys = try await unlock(passphrase, by: visit.reader)
        keep(keys, for: session)
        return keys
    }

    /// The day by which clocks are judged.
    var today: CalendarDay { Self.today() }

    func close(_ session: Int64) { ring.close(session) }
}

extension ReceiptFault {
    /// What is wrong and what may have been meant, for the visitor.
    func words(_ words: Words) -> String {
        let hints = suggestions.prefix(3).map { suggestion in
            words(
                "receipt.suggestion",
                ["place": "\(suggestion.place)", "words": suggestion.texts.prefix(3).joined(separator: ", ")]
            )
        }
        return ([words(reason.messageKey)] + hints).joined(separator: " ")
    }
}
