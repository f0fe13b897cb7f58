import Community
import Foundation
import Sealing
import Store
import StoreSamples
import Testing
import Vocabulary

/// An organisation with three officers, each with a key of their own for shares.
private struct SharedHouse {
    let village: Village
    /// The liaison who has the organisation's passphrase, and two colleagues.
    let officers: [Reader]
    static let request = "a passphrase for this request"

    init(needed: Int = 2) async throws {
        village = try await Village()
        let staff = Staff(village.shelf.store)
        var officers = [village.liaison]
        for name in ["Mara", "Nilo"] {
            officers.append(
                try await staff.person(.communityLiaison, of: village.liaison.agency.rawValue, name: name)
            )
        }
        self.officers = officers
        for officer in officers { try await village.officers.makeShareKey(Self.own(officer), by: officer) }
        try await shareOut(needed: needed)
    }

    var desk: OfficerDesk { village.officers }
    var store: FactStore { village.shelf.store }

    static func own(_ officer: Reader) throws -> Passphrase { try Passphrase("\(officer.name) keeps it in the pantry") }

    func shareOut(needed: Int) async throws {
        try await desk.shareOut(
            among: officers.compactMap(\.person),
            needed: needed,
            passphrase: Passphrase(Village.passphrase),
            by: village.liaison
        )
    }

    func sharing() async throws -> KeySharing { try #require(try await store.keySharings(by: village.liaison).first) }

    func ask(_ officer: Int, report: Int64? = nil) async throws -> Int64 {
        try await desk.askToOpen(
            OpeningWish(kind: .keyHolderLost, reason: "The paper burnt", report: report),
            passphrase: Passphrase(Self.request),
            by: officers[officer]
        )
    }

    func give(_ officer: Int, _ opening: Int64) async throws {
        try await desk.giveShare(for: opening, passphrase: Self.own(officers[officer]), by: officers[officer])
    }

    func open(_ officer: Int, _ opening: Int64) async throws -> OpeningKey {
        try await desk.open(opening, passphrase: Passphrase(Self.request), by: officers[officer]).key
    }

    func actions() throws -> [String] {
        try village.shelf.rows("SELECT action FROM access ORDER BY id").compactMap(\.first)
    }

    /// Whether bytes stand anywhere in the store's folder.
    func isOnDisk(_ text: String) throws -> Bool {
        let files = try FileManager.default.subpathsOfDirectory(atPath: store.folder.path)
        return files.contains { name in
            let data = try? Data(contentsOf: store.folder.appending(path: name))
            return data?.range(of: Data(text.utf8)) != nil
        }
    }
}

@Suite("A key that officers open together")
struct EscrowDeskTests {
    @Test("Two of three open it; one alone does not, and nobody but the requester does; the record comes first")
    func openTogether() async throws {
        let house = try await SharedHouse()
        let id = try await house.ask(1)
        await #expect(throws: EscrowRefusal.tooFew(given: 0, needed: 2)) { try await house.open(1, id) }
        try await house.give(1, id)
        await #expect(throws: EscrowRefusal.tooFew(given: 1, needed: 2)) { try await house.open(1, id) }
        try await house.give(2, id)
        await #expect(throws: EscrowRefusal.hasEnded) { try await house.open(2, id) }
        await #expect(throws: EscrowRefusal.requestPassphrase) {
            try await house.desk.open(id, passphrase: Passphrase("some other passphrase"), by: house.officers[1]).key
        }
        #expect(try !house.actions().contains("key-opened"))
        let key = try await house.open(1, id)
        #expect(try house.actions().last == "key-opened")
        let whole = try await house.village.unlocked(house.village.liaison)
        #expect(whole.map(\.recipient) == [key.recipient])
        let opening = try await house.store.keyOpening(id, by: house.village.liaison)
        #expect(opening.state == .opened)
        #expect(Set(opening.answers.map(\.person)) == Set(house.officers.dropFirst().compactMap(\.person)))
        // Again until it lapses, and each time is written.
        _ = try await house.open(1, id)
        #expect(try house.actions().filter { $0 == "key-opened" }.count == 2)
        #expect(try !house.isOnDisk("TSSH"), "no share stands in the open")
        #expect(try house.isOnDisk("TSES"), "the search finds what is there")
    }

    @Test("If the record cannot be written, the key stays closed")
    func recordFirst() async throws {
        let house = try await SharedHouse()
        let id = try await house.ask(1)
        try await house.give(1, id)
        try await house.give(2, id)
        try house.village.shelf.execute(
            """
            CREATE TRIGGER refuse_record BEFORE INSERT ON access WHEN NEW.action = 'key-opened'
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
            """
        )
        await #expect(throws: (any Error).self) { try await house.open(1, id) }
        #expect(try await house.store.keyOpening(id, by: house.village.liaison).state == .asked)
    }

    @Test("A lost passphrase is set anew; for one report it cannot be")
    func recovery() async throws {
        let house = try await SharedHouse()
        _ = try await house.village.reporters.handIn(house.village.report())
        let report = try #require(try await house.store.sealedReports(as: house.village.liaison).first?.id)
        let new = try Passphrase("five new trees by the lake")
        for (id, works) in [(try await house.ask(2, report: report), false), (try await house.ask(2), true)] {
            try await house.give(0, id)
            try await house.give(1, id)
            let set = {
                try await house.desk.setPassphrase(
                    new,
                    by: id,
                    passphrase: Passphrase(SharedHouse.request),
                    by: house.officers[2]
                )
            }
            if works {
                try await set()
            } else {
                await #expect(throws: EscrowRefusal.oneReportOnly) { try await set() }
            }
        }
        let keys = try await house.desk.unlock(new, by: house.officers[1])
        let opened = try await house.desk.open(
            report,
            with: keys,
            as: house.officers[1],
            for: .safeguarding,
            case: "R-1"
        )
        #expect(opened.content.text == house.village.report().content.text)
        await #expect(throws: CommunityFault.wrongPassphrase) {
            try await house.village.unlocked(house.village.liaison)
        }
    }

    @Test("What is given is overwritten when a request lapses, is taken back or refused, or the key is shared out anew")
    func ends() async throws {
        let house = try await SharedHouse()
        func sealed() throws -> [[String]] {
            try house.village.shelf.rows("SELECT count(*) FROM key_opening_answer WHERE envelope IS NOT NULL")
        }
        let lapsing = try await house.ask(1)
        try await house.give(1, lapsing)
        try await house.give(2, lapsing)
        house.village.clock.advance(TimeInterval(OfficerDesk.openingHours * 3_600))
        await #expect(throws: EscrowRefusal.hasEnded) { try await house.open(1, lapsing) }
        #expect(try await house.store.keyOpening(lapsing, by: house.village.liaison).state == .lapsed)
        #expect(try await house.store.endLapsedKeyOpenings() == 1)
        #expect(try sealed() == [["0"]])

        let cancelled = try await house.ask(1)
        try await house.give(2, cancelled)
        try await house.desk.endOpening(cancelled, because: "found", by: house.officers[1])
        #expect(try sealed() == [["0"]])

        let refused = try await house.ask(1)
        try await house.give(1, refused)
        await #expect(throws: EscrowRefusal.noReason) {
            try await house.desk.refuseShare(for: refused, because: " ", by: house.officers[2])
        }
        for officer in [0, 2] {
            try await house.desk.refuseShare(for: refused, because: "No need", by: house.officers[officer])
        }
        #expect(try await house.store.keyOpening(refused, by: house.village.liaison).state == .refused)
        #expect(try sealed() == [["0"]])

        let last = try await house.ask(1)
        try await house.give(1, last)
        try await house.shareOut(needed: 3)
        #expect(try await house.store.keyOpening(last, by: house.village.liaison).state == .cancelled)
        #expect(try sealed() == [["0"]])
        #expect(try house.village.shelf.rows("SELECT count(*) FROM key_share WHERE envelope IS NOT NULL") == [["3"]])
    }

    @Test("A share that was changed or exchanged is named by its number; a lost one is not counted on")
    func wrongShares() async throws {
        let house = try await SharedHouse(needed: 3)
        let sharing = try await house.sharing()
        #expect(sharing.isSound)
        let place = try #require(sharing.shares.first { $0.person == house.officers[2].person })
        // Somebody with the disk in hand puts a colleague's envelope in its place.
        try house.village.shelf.execute(
            """
            UPDATE key_share SET envelope = (SELECT envelope FROM key_share WHERE number = \(place.number % 3 + 1))
            WHERE number = \(place.number)
            """
        )
        await #expect(throws: EscrowRefusal.wrongShares([place.number])) {
            try await house.desk.checkShare(
                of: sharing.id,
                passphrase: SharedHouse.own(house.officers[2]),
                by: house.officers[2]
            )
        }
        #expect(try await !house.sharing().isSound)
        let id = try await house.ask(0)
        await #expect(throws: EscrowRefusal.wrongShares([place.number])) { try await house.give(2, id) }
        try await house.shareOut(needed: 2)
        try await house.desk.loseShare(of: house.sharing().id, by: house.officers[1])
        #expect(try await house.sharing().shares.filter { !$0.isUsable }.map(\.person) == [house.officers[1].person])
        #expect(try await house.sharing().isSound)
    }

    @Test(
        "Only officers with a key of their own are given a share; only with the passphrase, and of the own organisation"
    )
    func doors() async throws {
        let house = try await SharedHouse()
        let staff = Staff(house.store)
        let late = try await staff.person(.communityLiaison, of: house.village.liaison.agency.rawValue, name: "Late")
        func share(_ people: [Reader], _ needed: Int, _ passphrase: String) async throws {
            try await house.desk.shareOut(
                among: people.compactMap(\.person),
                needed: needed,
                passphrase: Passphrase(passphrase),
                by: house.village.liaison
            )
        }
        let everybody = house.officers
        await #expect(throws: EscrowRefusal.notReady(["Late"])) {
            try await share(everybody + [late], 2, Village.passphrase)
        }
        await #expect(throws: EscrowRefusal.notReady([])) {
            try await share(everybody + [house.village.other], 2, Village.passphrase)
        }
        await #expect(throws: EscrowRefusal.impossibleNumbers) { try await share(everybody, 4, Village.passphrase) }
        await #expect(throws: EscrowRefusal.organisationPassphrase) {
            try await share(everybody, 2, "not the passphrase at all")
        }
        await #expect(throws: EscrowRefusal.organisationPassphrase) {
            try await house.desk.withdrawSharing(
                house.sharing().id,
                passphrase: Passphrase("not the passphrase at all"),
                by: house.officers[1]
            )
        }
        #expect(try await house.sharing().shares.count == 3, "the sharing before stands")
        let id = try await house.ask(1)
        await #expect(throws: StoreError.self) { try await house.store.keyOpening(id, by: house.village.other) }
        await #expect(throws: Denial.self) { try await house.store.keyOpening(id, by: house.village.analyst) }
        await #expect(throws: EscrowRefusal.noShare) {
            try await house.desk.refuseShare(for: id, because: "I hold none", by: late)
        }
        let oversight = try await staff.person(.oversight, of: staff.agency(.oversight))
        #expect(try await house.store.keyOpening(id, by: oversight).requestedBy == house.officers[1].name)
    }

    @Test("The bell tells who holds a share, who is asked, who can open, and what became of it")
    func bell() async throws {
        let house = try await SharedHouse()
        let id = try await house.ask(1)
        try await house.give(1, id)
        try await house.give(2, id)
        func told(_ officer: Int) async throws -> Set<String> {
            _ = try await house.store.gatherNotices(for: house.officers[officer])
            let notices = try await house.store.notices(of: house.officers[officer])
            return Set(notices.filter { $0.event == .keyOpening }.map(\.subject))
        }
        let sharing = try await house.sharing().id
        #expect(try await told(0) == ["share:\(sharing)", "\(id)"])
        #expect(try await told(1) == ["share:\(sharing)", "\(id)@ready"])
        _ = try await house.open(1, id)
        #expect(try await told(2) == ["share:\(sharing)", "\(id)@opened"])
    }
}
