import Community
import Formats
import Foundation
import KernelSamples
import Messaging
import Sealing
import Secrets
import Store
import StoreSamples
import Testing
import Vocabulary

/// A village whose people have old phones, and a gateway.
struct PhoneVillage {
    let village: Village
    let keys: MessageKeys
    let desk: MessageDesk
    let outbox: MessageOutbox
    let gateway: MessageGateway
    private let reader: GatewayReader

    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url
    }()

    init() async throws {
        village = try await Village()
        let store = village.shelf.store
        keys = try MessageKeys.ofStore(at: store.folder)
        let register = GatewayRegister(store, keys: keys)
        let plan = try #require(NumberPlan(callingCode: "243", trunkPrefix: "0", nationalDigits: 9...9))
        _ = try await register.add(.init(name: "pilot", shape: .own, plan: plan, language: .en), by: .local)
        gateway = try #require(try await store.messageGateway("pilot"))
        reader = try #require(register.reader(of: gateway))
        let clock = village.clock
        let now: @Sendable () -> UTCInstant = {
            UTCInstant(milliseconds: Int(clock.now.timeIntervalSince1970 * 1_000)) ?? Self.start
        }
        let book = try KeywordBook(parsing: Self.bytes("Content/keywords/keywords.json"))
        let catalogue = try Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, try JSONNode(parsing: Self.bytes("Content/messages/\($0.rawValue).json")))
            }
        )
        let lists = try Language.allCases.map {
            try ReceiptWordList(
                $0,
                parsing: String(decoding: try Self.bytes("Content/receipt-words/\($0.rawValue).txt"), as: UTF8.self)
            )
        }
        desk = MessageDesk(
            store,
            reporters: village.reporters,
            keys: keys,
            book: book,
            lists: lists,
            texts: MessageTexts(text: { catalogue[$0]?[$1]?.string }, mineral: { id, _ in id }),
            rules: MessageRules(),
            now: now
        )
        outbox = MessageOutbox(store, keys: keys, rules: MessageRules().outbound, now: now)
    }

    static let start: UTCInstant = {
        guard let start = UTCInstant(milliseconds: 0) else { preconditionFailure("1970 can be named") }
        return start
    }()

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    static func number(_ phone: Int) -> String { "+24381777000\(phone)" }

    @discardableResult
    func send(_ text: String, from phone: Int = 0, id: String) async throws -> Bool {
        let members: [JSONNode.Member] = [
            .init("from", .string(Self.number(phone))), .init("id", .string(id)), .init("text", .string(text)),
        ]
        let body = try GatewayReader.Body(JSONNode.object(members).bytes(), isJSON: true)
        let delivery = try reader.read(body, at: UTCInstant(milliseconds: 0) ?? Self.start)
        return try await desk.receive(delivery, through: gateway).isRepeated
    }

    /// What waits, taken and confirmed.
    func fetch() async throws -> [String] {
        let leased = try await outbox.lease("pilot")
        try await outbox.settle(leased.map { ($0.id, .accepted(reference: nil)) }, of: "pilot")
        return leased.map(\.text)
    }

    func rows(_ table: String) throws -> [[String]] { try village.shelf.rows("SELECT * FROM \(table)") }
}

@Suite("Text messages at the desk")
struct MessageDeskTests {
    private static let talk = ["REPORT", "YES", "6", "Rubaya", "The cooper of Rubaya was beaten", "YES", "NO"]

    private static func seed(_ name: String) -> UInt64 {
        let given = ProcessInfo.processInfo.environment["MESSAGING_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(name): MESSAGING_SEED=\(seed)")
        return seed
    }

    @Test("However deliveries of several phones mingle and repeat, each message counts once")
    func exactlyOnce() async throws {
        var dice = Dice(seed: Self.seed("exactly once"))
        let village = try await PhoneVillage()
        let phones = 3
        // Of one phone the next message comes when the one before was taken; all that was sent may come again at any time.
        var next = [Int](repeating: 0, count: phones)
        var sent: [(phone: Int, place: Int)] = []
        while let phone = (0..<phones).filter({ next[$0] < Self.talk.count }).randomElement(using: &dice) {
            if let old = sent.randomElement(using: &dice), Bool.random(using: &dice) {
                let isRepeated = try await village.send(
                    Self.talk[old.place],
                    from: old.phone,
                    id: "\(old.phone)-\(old.place)"
                )
                #expect(isRepeated)
                continue
            }
            let place = next[phone]
            let isRepeated = try await village.send(Self.talk[place], from: phone, id: "\(phone)-\(place)")
            #expect(!isRepeated)
            sent.append((phone, place))
            next[phone] += 1
        }
        for (phone, place) in sent.shuffled(using: &dice) {
            #expect(try await village.send(Self.talk[place], from: phone, id: "\(phone)-\(place)"))
        }
        #expect(try village.rows("sealed_report").count == phones)
        #expect(try village.rows("message_arrival").count == phones * Self.talk.count)
        // A reply to each message but the last yes, which has three: two receipts and a question.
        #expect(try village.rows("message_out").count == phones * (Self.talk.count + 2))
        #expect(try await village.fetch().count == phones * (Self.talk.count + 2))
        #expect(try await village.fetch().isEmpty, "what was taken is not given out again")
    }

    @Test("Two deliveries of one message at the same time are one")
    func atOnce() async throws {
        let village = try await PhoneVillage()
        for (place, text) in Self.talk.dropLast(2).enumerated() { try await village.send(text, id: "a\(place)") }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 { group.addTask { try await village.send("YES", id: "last") } }
            var fresh = 0
            for try await isRepeated in group where !isRepeated { fresh += 1 }
            #expect(fresh == 1)
        }
        #expect(try village.rows("sealed_report").count == 1)
    }

    @Test("The bytes of the database hold neither number nor words, while a report is drafted, waits and is told")
    func sealed() async throws {
        let village = try await PhoneVillage()
        for (place, text) in Self.talk.dropLast().enumerated() { try await village.send(text, id: "a\(place)") }
        try await village.send("YES", id: "tell")
        try await village.send("REPORT", from: 1, id: "b0")
        try await village.send("YES", from: 1, id: "b1")
        try await village.send("6", from: 1, id: "b2")
        try await village.send("The weighbridge at Numbi", from: 1, id: "b3")
        #expect(try village.rows("message_watch").count == 1)
        let files = ["facts.sqlite", "facts.sqlite-wal"].map { village.village.shelf.store.folder.appending(path: $0) }
        var size = 0
        for file in files where FileManager.default.fileExists(atPath: file.path) {
            let bytes = try Data(contentsOf: file)
            size += bytes.count
            for needle in ["81777000", "cooper", "Rubaya", "beaten", "weighbridge", "Numbi"] {
                #expect(bytes.range(of: Data(needle.utf8)) == nil, "\(file.lastPathComponent) holds \(needle)")
            }
        }
        #expect(size > 100_000)
        // Another root opens nothing: what waits is ended, not guessed.
        let other = try #require(MessageKeys(root: SecretBytes([UInt8](repeating: 1, count: 32))))
        let lost = MessageOutbox(village.village.shelf.store, keys: other, rules: MessageRules().outbound) {
            UTCInstant(milliseconds: Int(Date().timeIntervalSince1970 * 1_000)) ?? PhoneVillage.start
        }
        #expect(try await lost.lease("pilot").isEmpty)
    }

    @Test("Once a message is settled, nothing of its phone is kept")
    func forgotten() async throws {
        let village = try await PhoneVillage()
        try await village.send("HELP", id: "a")
        _ = try await village.fetch()
        let left = try village.village.shelf.rows(
            "SELECT state, recipient, sealed_number, sealed_text FROM message_out"
        )
        #expect(left == [["accepted", "-", "-", "-"]])
    }

    @Test("An answer is told once, and its words only by receipt and YES")
    func answered() async throws {
        let village = try await PhoneVillage()
        for (place, text) in Self.talk.dropLast().enumerated() { try await village.send(text, id: "a\(place)") }
        let heard = try await village.fetch()
        let digits = try #require(heard.firstMatch(of: #/(\d{4} ){6}\d{4}/#).map { String($0) })
        try await village.send("YES", id: "tell")
        _ = try await village.fetch()
        #expect(try await village.desk.tellOfAnswers() == 0)
        let officer = village.village.liaison
        let report = try #require(try await village.village.shelf.store.sealedReports(as: officer).first)
        let opened = try await village.village.officers.open(
            report.id,
            with: village.village.unlocked(officer),
            as: officer,
            for: .safeguarding,
            case: "inbox"
        )
        #expect(opened.content.text.contains("The cooper of Rubaya was beaten"))
        #expect(opened.content.text.contains("water or waste") && opened.content.text.contains("phone company"))
        #expect(opened.content.place?.text == "Rubaya" && opened.content.contact == nil && opened.content.uses.isEmpty)
        try await village.village.officers.answer(opened, "The inspector comes on Friday", by: officer)
        #expect(try await village.desk.tellOfAnswers() == 1)
        #expect(try await village.desk.tellOfAnswers() == 0)
        let told = try await village.fetch()
        #expect(told.count == 1 && !told[0].contains("Friday"))
        #expect(try village.rows("message_watch").isEmpty)
        try await village.send("ANSWER \(digits)", id: "ask")
        #expect(try await village.fetch().allSatisfy { !$0.contains("Friday") })
        try await village.send("YES", id: "read")
        #expect(try await village.fetch().contains { $0.contains("The inspector comes on Friday") })
    }

    @Test("After STOP one notice goes out, what waits does not, and nobody is told of an answer")
    func stop() async throws {
        let village = try await PhoneVillage()
        for (place, text) in Self.talk.dropLast().enumerated() { try await village.send(text, id: "a\(place)") }
        try await village.send("YES", id: "tell")
        try await village.send("STOP", id: "stop")
        #expect(try village.rows("message_watch").isEmpty)
        #expect(try await village.fetch().count == 1)
        try await village.send("HELP", id: "help")
        #expect(try await village.fetch().isEmpty)
        // It holds when all that is remembered of the talk is forgotten.
        village.village.clock.advance(40 * 86_400)
        try await village.village.shelf.store.forgetMessages()
        try await village.send("HELP", id: "later")
        #expect(try await village.fetch().isEmpty)
        try await village.send("START", id: "start")
        #expect(try await village.fetch().count == 1)
        #expect(try village.rows("sealed_report").count == 1)
    }

    @Test("A lease that ends unanswered is given out again under the same name, and not before")
    func lease() async throws {
        let village = try await PhoneVillage()
        try await village.send("HELP", id: "a")
        let first = try await village.outbox.lease("pilot")
        #expect(first.count == 1)
        village.village.clock.advance(100)
        #expect(try await village.outbox.lease("pilot").isEmpty)
        village.village.clock.advance(21)
        #expect(try await village.outbox.lease("pilot").isEmpty, "a try without an answer waits like one that failed")
        village.village.clock.advance(16)
        let second = try await village.outbox.lease("pilot")
        #expect(second.map(\.id) == first.map(\.id) && second.map(\.attempt) == [2])
        village.village.clock.advance(4 * 86_400)
        #expect(try await village.outbox.lease("pilot").isEmpty, "a reply of days ago is of no use")
    }
}

@Suite("Files of prices")
struct PriceSheetTests {
    private static let today = CalendarDay(year: 2026, month: 3, day: 9) ?? CalendarDay(clamping: 0)

    private static func sheet(_ text: String) throws -> PriceSheet {
        try PriceSheet(Array(text.utf8), named: "p.csv", minerals: ["tin", "gold"], today: today)
    }

    @Test("Good lines are taken, each other one is named by its line, with what to do, and kept as it came")
    func lines() throws {
        let sheet = try Self.sheet(
            """
            source,mineral,place,price,currency,unit,day
            Radio,tin,"Goma, market",12.5,USD,kilogram,2026-03-09

            Radio,silver,Goma,1,USD,kilogram,2026-03-09
            Radio,gold,Goma,61.239,USD,gram,2026-03-09
            Radio,gold,Goma,61,USD,gram,2026-03-10
            Radio,gold,Goma,61,USD,gram
            ,gold,Goma,61,USD,gram,2026-03-09
            Radio,gold,Goma,-1,USD,gram,2026-03-09
            Radio,gold,Goma,61,USD,pinch,2026-03-09
            Radio,GOLD,Goma,61.20,usd,gram,2026-03-08
            """
        )
        #expect(sheet.prices.map(\.minor) == [1_250, 6_120])
        #expect(sheet.prices.map(\.place) == ["Goma, market", "Goma"])
        #expect(sheet.rejected.map(\.line) == [4, 5, 6, 7, 8, 9, 10])
        #expect(sheet.rejected.allSatisfy { $0.file == "p.csv" && $0.reason.contains(". ") })
        #expect(sheet.rejected[0].text == "Radio,silver,Goma,1,USD,kilogram,2026-03-09")
    }

    @Test("A file without its heading is refused with the columns that lack")
    func heading() throws {
        #expect(throws: PriceSheet.Fault.heading(["place", "currency", "unit", "day", "source"])) {
            try Self.sheet("mineral,price\n")
        }
        #expect(throws: PriceSheet.Fault.self) { try Self.sheet("") }
    }
}

extension [String] {
    /// The first match of a pattern among texts.
    fileprivate func firstMatch<Output>(of pattern: some RegexComponent<Output>) -> Substring? {
        for text in self { if let match = text.firstMatch(of: pattern) { return text[match.range] } }
        return nil
    }
}
