public import Community
internal import Foundation
public import Identity
internal import Messaging
internal import Sealing
internal import Store
internal import Synchronization
internal import Vocabulary

/// How text messages go out and which gateways may be posted to.
public struct MessageSettings: Sendable {
    /// The limits of what goes out and comes in.
    public var rules: MessageRules
    /// Which addresses gateways may have.
    public var outbound: OutboundGuard

    /// The settings; the defaults are those of the configuration.
    public init(rules: MessageRules = MessageRules(), outbound: OutboundGuard = OutboundGuard()) {
        (self.rules, self.outbound) = (rules, outbound)
    }
}

/// What the routes and pages of text messages ask: the desk, the queue, the gateways.
final class TextMessages: Sendable {
    /// What is opened together, once somebody needs it: until then no key is made.
    struct Office: Sendable {
        let desk: MessageDesk
        let outbox: MessageOutbox
        let register: GatewayRegister
    }

    let store: FactStore
    let settings: MessageSettings
    let book: KeywordBook
    private let lists: [ReceiptWordList]
    private let texts: MessageTexts
    private let office = Mutex<Office?>(nil)
    /// Receipts take much memory on purpose: a few at once, and gateways send again.
    let counter = Turnstile(limit: 8)

    /// - Throws: ``Messaging/KeywordFaults``, or what is wrong with the words of receipts.
    init(
        _ store: FactStore,
        content: URL,
        messages: MessageCatalogue,
        lexicon: Lexicon,
        settings: MessageSettings
    ) throws {
        self.store = store
        self.settings = settings
        let keywords = content.appending(path: "keywords/keywords.json")
        book = try KeywordBook(parsing: Array(try Data(contentsOf: keywords)))
        lists = try Language.allCases.map { language in
            let file = content.appending(path: "receipt-words/\(language.rawValue).txt")
            return try ReceiptWordList(language, parsing: String(contentsOf: file, encoding: .utf8))
        }
        let words = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, messages.words(in: $0)) })
        texts = MessageTexts(
            text: { language, key in words[language].flatMap { $0.has(key) ? $0(key, filling: { "{\($0)}" }) : nil } },
            mineral: { id, language in lexicon.mineral(MineralID(rawValue: id))?.name[language] ?? id }
        )
    }

    /// The time of messages.
    static let now: @Sendable () -> UTCInstant = {
        // The clock of a server stands between the years that an instant can name.
        UTCInstant(Date())
    }

    private static let today: @Sendable () -> CalendarDay = { CalendarDay(clamping: now().dayNumber) }

    /// The desk, the queue and the gateways, opened when they are first asked for.
    func open() async throws -> Office {
        if let office = office.withLock({ $0 }) { return office }
        let keys = try MessageKeys.ofStore(at: store.folder)
        let reporters = try await ReporterDesk(store, today: Self.today)
        let made = Office(
            desk: MessageDesk(
                store,
                reporters: reporters,
                keys: keys,
                book: book,
                lists: lists,
                texts: texts,
                rules: settings.rules,
                now: Self.now
            ),
            outbox: MessageOutbox(store, keys: keys, rules: settings.rules.outbound, now: Self.now),
            register: GatewayRegister(store, keys: keys)
        )
        office.withLock { $0 = made }
        return made
    }
}

extension UTCInstant {
    /// The beginning of 1970.
    fileprivate static var epoch: UTCInstant {
        guard let epoch = UTCInstant(milliseconds: 0) else { preconditionFailure("1970 is a year that can be named") }
        return epoch
    }
}
