import Community
import Formats
import KernelSamples
import Media
import Sealing
import Secrets
import Store
import StoreSamples
import Testing
import Vocabulary

/// What a phone hands in, as its script packs and seals it.
struct PhoneSample {
    let report: ReporterDesk.Report
    let recordings: [[UInt8]]

    var receipt: String { report.receipt.digits.joined() }

    /// Everything that it delivers, in its order.
    func deliveries(to key: [UInt8]) throws -> [[UInt8]] {
        var header: [JSONNode.Member] = [
            .init("kind", .string("report")), .init("version", .integer(1)),
            .init("id", .string(Hexadecimal.text(report.id.bytes))), .init("receipt", .string(receipt)),
            .init("language", .string(report.language.rawValue)), .init("door", .string(report.door.rawValue)),
            .init("urgent", .bool(report.isUrgent)), .init("own", .bool(report.reporterReadsOwn)),
            .init("category", .string(report.content.category)), .init("text", .string(report.content.text)),
            .init("uses", .array(report.content.uses.sorted().map { .string($0.rawValue) })),
        ]
        if let happened = report.content.happened { header.append(.init("happened", .string(happened))) }
        if let who = report.content.who { header.append(.init("who", .string(who))) }
        if let place = report.content.place {
            header.append(.init("place", .string(place.text)))
            if let position = place.position {
                header += [.init("lat", .string(position.lat)), .init("lon", .string(position.lon))]
            }
        }
        return try [Self.packed(.object(header))].map { try DeliveryBox.seal($0, to: key) }
            + recordings.map { try Self.attachment($0, receipt, key) }
    }

    static func attachment(_ bytes: [UInt8], _ receipt: String, _ key: [UInt8]) throws -> [UInt8] {
        let header = JSONNode.object([
            .init("kind", .string("attachment")), .init("version", .integer(1)), .init("receipt", .string(receipt)),
            .init("length", .integer(bytes.count)),
        ])
        return try DeliveryBox.seal(packed(header, bytes), to: key)
    }

    static func packed(_ header: JSONNode, _ bytes: [UInt8] = []) -> [UInt8] {
        let head = header.bytes()
        let count = head.count
        let length = [UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
        let whole = length + head + bytes
        return whole + [UInt8](repeating: 0, count: 8_192 - whole.count % 8_192)
    }

    /// A recording of two seconds with the name of who made it in it.
    static func recording(_ value: UInt8, by name: String = "Ermelinda of Quissanga") -> [UInt8] {
        func chunk(_ id: String, _ content: [UInt8]) -> [UInt8] {
            let even = content.count % 2 == 0 ? content : content + [0]
            return Array(id.utf8) + little(content.count) + even
        }
        func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(number >> ($0 * 8) & 255) } }
        let format: [UInt8] = [1, 0, 1, 0] + little(8_000) + little(8_000) + [1, 0, 8, 0]
        let body =
            chunk("fmt ", format) + chunk("LIST", Array("INFO".utf8) + chunk("IART", Array(name.utf8) + [0]))
            + chunk("data", [UInt8](repeating: value, count: 16_000))
        return Array("RIFF".utf8) + little(body.count + 4) + Array("WAVE".utf8) + body
    }
}

@Suite("What phones deliver that wrote without a signal")
struct DeliveryTests {
    /// A report as the store has it: its texts, and its recordings by their first sample.
    private func opened(_ village: Village) async throws -> [String: [UInt8]] {
        let keys = try await village.unlocked(village.liaison)
        var found: [String: [UInt8]] = [:]
        for report in try await village.shelf.store.sealedReports(as: village.liaison) {
            let opened = try await village.officers.open(
                report.id,
                with: keys,
                as: village.liaison,
                for: .safeguarding,
                case: "x"
            )
            var samples: [UInt8] = []
            for attachment in opened.attachments {
                let (kind, bytes) = try await village.officers.attachment(
                    attachment.number,
                    of: report.id,
                    with: keys,
                    as: village.liaison
                )
                #expect(kind == .wav)
                samples.append(bytes.last ?? 0)
            }
            #expect(opened.earlier.isEmpty)
            found[opened.content.text] = samples.sorted()
        }
        return found
    }

    @Test("is there once and whole, however often, in whatever order and however broken it comes", arguments: [1, 2])
    func once(seed: UInt64) async throws {
        print("deliveries: seed \(seed)")
        var generator = Dice(seed: seed)
        let village = try await Village()
        let key = village.reporters.deliveryKey
        var expected: [String: [UInt8]] = [:]
        var waiting: [[UInt8]] = []
        for number in 0..<2 {
            let values = (0..<Int.random(in: 0...2, using: &generator)).map { UInt8(number * 10 + $0 + 1) }
            let sample = PhoneSample(
                report: village.report("report \(number)"),
                recordings: values.map { PhoneSample.recording($0) }
            )
            expected["report \(number)"] = values
            waiting += try sample.deliveries(to: key)
        }
        // A phone sends each thing until it hears that it is kept; here many answers are lost, and some is half sent.
        var isHeard = Set<Int>()
        var attempts = 0
        while isHeard.count < waiting.count {
            attempts += 1
            try #require(attempts < 400)
            let index = Int.random(in: waiting.indices, using: &generator)
            let whole = waiting[index]
            if Int.random(in: 0..<4, using: &generator) == 0 {
                let half = Array(whole.prefix(Int.random(in: 0..<whole.count, using: &generator)))
                await #expect(throws: CommunityFault.notDeliverable) { try await village.reporters.deliver(half) }
                continue
            }
            do {
                _ = try await village.reporters.deliver(whole)
                if Bool.random(using: &generator) { isHeard.insert(index) }
            } catch let fault as CommunityFault {
                // A recording that overtook its report.
                #expect(fault == .noSuchReport)
            }
        }
        #expect(try await opened(village) == expected)
    }

    @Test("that were not sealed to this server, or are something else, are refused and leave nothing")
    func foreign() async throws {
        let village = try await Village()
        let key = village.reporters.deliveryKey
        let other = try DeliveryBox(seed: SecretBytes([UInt8](repeating: 7, count: 32))).publicKey
        let sample = PhoneSample(report: village.report(), recordings: [])
        var bad = try sample.deliveries(to: other)
        bad += [[], [UInt8](repeating: 4, count: 65), [UInt8](repeating: 0, count: 9_000)]
        let texts = [
            "", "{}", #"{"kind":"report","version":1}"#, #"{"kind":"attachment","version":1,"receipt":"1"}"#,
            #"{"kind":"attachment","version":1,"receipt":"\#(sample.receipt)","length":-1}"#,
            #"{"kind":"attachment","version":1,"receipt":"\#(sample.receipt)","length":99999999}"#,
            #"{"kind":"attachment","version":2,"receipt":"\#(sample.receipt)","length":0}"#,
        ]
        for text in texts {
            let head = Array(text.utf8)
            let count = [UInt8(0), 0, 0, UInt8(head.count)]
            bad.append(try DeliveryBox.seal(count + head, to: key))
        }
        bad.append(try DeliveryBox.seal([255, 255, 255, 255], to: key))
        for sealed in bad {
            await #expect(throws: CommunityFault.notDeliverable) { try await village.reporters.deliver(sealed) }
        }
        #expect(try village.shelf.rows("SELECT * FROM sealed_report").isEmpty)
    }

    @Test("lose what devices noted; what cannot be freed of it is refused, and the report stays")
    func cleaned() async throws {
        let village = try await Village()
        let report = village.report()
        _ = try await village.reporters.handIn(report)
        let recording = PhoneSample.recording(9)
        #expect(recording.contains(Array("Ermelinda".utf8)), "the needle is there before")
        let result = try await village.reporters.attach(recording, with: report.receipt)
        #expect(result.delivery == .kept && result.removed.contains(.text))
        await #expect(throws: CommunityFault.notTaken(.document)) {
            try await village.reporters.attach(Array("%PDF-1.7 by Ermelinda".utf8), with: report.receipt)
        }
        await #expect(throws: CommunityFault.notTaken(.empty)) {
            try await village.reporters.attach([], with: report.receipt)
        }
        let id = try #require(try await village.shelf.store.sealedReports(as: village.liaison).first?.id)
        let keys = try await village.unlocked(village.liaison)
        let (kind, bytes) = try await village.officers.attachment(0, of: id, with: keys, as: village.liaison)
        #expect(kind == .wav && !bytes.contains(Array("Ermelinda".utf8)))
        await #expect(throws: StoreError(.notFound, "")) {
            try await village.officers.attachment(1, of: id, with: keys, as: village.liaison)
        }
        let openings = try village.shelf.rows("SELECT detail FROM access WHERE action = 'report-opened'")
        #expect(openings.first == ["safeguarding attachment 1"])
    }

    @Test("end where a report has as many as it may have")
    func full() async throws {
        let village = try await Village()
        let report = village.report()
        _ = try await village.reporters.handIn(report)
        for number in 0..<ReporterDesk.mostAttachments {
            try await village.reporters.attach(PhoneSample.recording(UInt8(number)), with: report.receipt)
        }
        #expect(try await village.reporters.attach(PhoneSample.recording(0), with: report.receipt).delivery == .known)
        await #expect(throws: CommunityFault.full) {
            try await village.reporters.attach(PhoneSample.recording(100), with: report.receipt)
        }
    }

    @Test("changed and sent again keep both texts; a message is there once for each form that was filled in")
    func changed() async throws {
        let village = try await Village()
        var report = village.report("At the gate")
        #expect(try await village.reporters.handIn(report) == .kept)
        let first = report
        report.content.text = "At the gate, at night"
        report.isUrgent = true
        #expect(try await village.reporters.handIn(report) == .kept)
        #expect(try await village.reporters.handIn(report) == .known)
        #expect(try await village.reporters.handIn(first) == .known)
        for attempt in ["a", "a", "b"] {
            _ = try await village.reporters.write("Nobody came", with: report.receipt, attempt: attempt)
        }
        let listed = try #require(try await village.shelf.store.sealedReports(as: village.liaison).first)
        #expect(listed.isUrgent)
        let opened = try await village.officers.open(
            listed.id,
            with: village.unlocked(village.liaison),
            as: village.liaison,
            for: .safeguarding,
            case: "x"
        )
        #expect(opened.content.text == "At the gate, at night")
        #expect(opened.earlier.map(\.content?.text) == ["At the gate"])
        #expect(opened.messages.map(\.text) == ["Nobody came", "Nobody came"])
        report.door = .child
        await #expect(throws: CommunityFault.taken) { try await village.reporters.handIn(report) }
    }

    @Test("police, companies and unknown bodies cannot stand behind the door for complaints about guards and police")
    func doors() async throws {
        let village = try await Village(doors: [.general])
        let store = village.shelf.store
        let staff = Staff(store)
        for kind in Agency.Kind.allCases {
            let officer = try await staff.person(.communityLiaison, of: staff.agency(kind))
            try await village.officers.makeKey(Passphrase(Village.passphrase), by: officer)
            if [.police, .company, .other].contains(kind) {
                await #expect(throws: StoreError(.invalid, "")) {
                    try await store.setReportDoors([.security], by: officer)
                }
            } else {
                try await store.setReportDoors([.security], by: officer)
                #expect(try await store.reportKeys(at: .security).contains { $0.agency == officer.agency })
                // It becomes another body: from then on nothing more is sealed to it.
                try village.shelf.execute("UPDATE agency SET kind = 'police' WHERE id = \(officer.agency.rawValue)")
                #expect(try await store.reportKeys(at: .security).isEmpty)
            }
        }
    }
}
