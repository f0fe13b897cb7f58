import Assessment
import Foundation
import GRDB
import Store
import Testing
import Vocabulary

/// What is derived from records of mixed markings is seen by those who may see every one of them.
@Suite("Markings of what is derived")
struct InheritedMarkingTests {
    /// Makes a person and signs them in.
    private func person(_ bureau: Bureau, of agency: AgencyNumber) async throws -> Reader {
        let name = UUID().uuidString
        let person = try await bureau.store.addPerson(
            Person.Draft(name: name, email: name, agency: agency, roles: [.supervisor], clearance: .red),
            by: .local
        )
        let digest = Data(name.utf8)
        _ = try await bureau.store.beginSession(for: person, digest: digest, until: .distantFuture)
        return try #require(try await bureau.store.reader(forSession: digest))
    }

    /// Somebody of an agency that sees every other one's rows up to a marking; for TLP:RED, the owner of the machine.
    private func reader(_ bureau: Bureau, upTo marking: HandlingMarking) async throws -> Reader {
        if marking == .clear { return .everyone }
        if marking == .red { return .local }
        let store = bureau.store
        let owners = try await store.agencies().map(\.number)
        let agency = try await store.addAgency(.init(name: UUID().uuidString), by: .local)
        let group = try await store.addSharingGroup(UUID().uuidString, by: .local)
        for owner in owners { try await store.setCeiling(.clear, of: owner, in: group, by: .local) }
        try await store.setCeiling(marking, of: agency, in: group, by: .local)
        return try await person(bureau, of: agency)
    }

    /// Which markings let a reader see something, from the least strict one on.
    private func ceilings(_ bureau: Bureau, _ sql: String) async throws -> [HandlingMarking] {
        var seeing: [HandlingMarking] = []
        for marking in HandlingMarking.allCases {
            if try await !bureau.seen(by: try await reader(bureau, upTo: marking), sql).isEmpty {
                seeing.append(marking)
            }
        }
        return seeing
    }

    private static func from(_ marking: HandlingMarking) -> [HandlingMarking] {
        HandlingMarking.allCases.filter { $0 >= marking }
    }

    @Test(
        "A finding has the strictest marking of its evidence",
        arguments: [
            (HandlingMarking.clear, HandlingMarking.clear), (.clear, .red), (.red, .clear), (.green, .amberStrict),
            (.amber, .green),
        ]
    )
    func findings(licence: HandlingMarking, payment: HandlingMarking) async throws {
        let bureau = try Bureau()
        try await bureau.take(
            kind: "licence",
            "id,code,activity,status,holder,official,granted\nL1,PE-1,mine,active,C1,O1,2023-07-01\n",
            marking: licence
        )
        try await bureau.take(
            kind: "payment",
            "id,date,payer,payee,amount,currency\nM1,2023-06-01,C1,O1,5000,USD\n",
            marking: payment,
            agency: "bank supervisor"
        )
        _ = try await bureau.assessor.assess()
        let sql = "SELECT subject_id FROM finding WHERE rule_id = 'V1-payment-before-award'"
        // Public records alone do not make a finding public: a person does.
        let strictest = max(licence, payment, .green)
        #expect(try await ceilings(bureau, sql) == Self.from(strictest))
        #expect(
            try await bureau.seen(by: .local, "SELECT marking FROM finding WHERE rule_id = 'V1-payment-before-award'")
                == ["\(strictest.rawValue)"]
        )
        // Evidence of two agencies: neither sees it as its own, unless the other one shares that marking with it.
        let bank = try #require(try await bureau.store.agencies().first { $0.name == "bank supervisor" }).number
        let group = try await bureau.store.addSharingGroup("both", by: .local)
        try await bureau.store.setCeiling(.clear, of: bank, in: group, by: .local)
        for agency in [AgencyNumber.local, bank] {
            let own = try await person(bureau, of: agency)
            #expect(try await bureau.seen(by: own, sql) == (strictest <= .green ? ["L1"] : []))
        }
        try await bureau.store.setCeiling(.amberStrict, of: .local, in: group, by: .local)
        let partner = try await person(bureau, of: .local)
        #expect(try await bureau.seen(by: partner, sql) == (strictest <= .amberStrict ? ["L1"] : []))
    }

    @Test(
        "A match is seen by those who see the party and the list entry",
        arguments: [
            (HandlingMarking.clear, HandlingMarking.clear), (.clear, .amber), (.amberStrict, .clear), (.red, .green),
        ]
    )
    func matches(party: HandlingMarking, listing: HandlingMarking) async throws {
        let bureau = try Bureau()
        try await bureau.take(
            kind: "listing",
            #"{"id":"x1","schema":"Person","properties":{"name":["Bartholomew Okonkwo-Zheng"],"topics":["sanction"]}}"#,
            marking: listing
        )
        try await bureau.take(kind: "party", "id,kind,name\nP1,person,Bartholomew Okonkwo-Zheng\n", marking: party)
        _ = try await bureau.assessor.assess()
        let sql = "SELECT party_id FROM name_match"
        #expect(try await ceilings(bureau, sql) == Self.from(max(party, listing)))
    }

    @Test("Ownership is seen by those who see both parties and every statement between them")
    func ownership() async throws {
        let bureau = try Bureau()
        try await bureau.take(
            kind: "party",
            "id,kind,name\nA,person,Ann\nB,company,Bee\nC,company,Sea\n",
            marking: .clear
        )
        try await bureau.take(kind: "party", "id,kind,name\nD,company,Dee\n", marking: .amber)
        let header = "id,kind,source,target,share_percent\n"
        try await bureau.take(kind: "party_link", header + "K1,owns,A,B,60\nK3,owns,C,D,100\n", marking: .green)
        try await bureau.take(kind: "party_link", header + "K2,owns,B,C,100\n", marking: .red)
        _ = try await bureau.assessor.assess()
        let expected: [(String, HandlingMarking)] = [
            ("A B", .green), ("B C", .red), ("A C", .red), ("C D", .amber), ("B D", .red), ("A D", .red),
        ]
        for (pair, marking) in expected {
            let sql = "SELECT path FROM ownership WHERE owner_id || ' ' || party_id = '\(pair)'"
            #expect(try await ceilings(bureau, sql) == Self.from(marking), "\(pair)")
        }
        #expect(try await bureau.seen(by: .local, "SELECT COUNT(*) FROM ownership") == ["6"])
    }

    @Test("The origin and balance of a lot are seen by those who see every event behind them")
    func custody() async throws {
        let bureau = try Bureau()
        try await bureau.take(kind: "lot", "id,site,mass_kg\nL1,S1,100\nL2,S1,100\n", marking: .clear)
        let event = #"""
            {"type":"TransformationEvent","eventTime":"2026-01-01T10:00:00Z","eventTimeZoneOffset":"+00:00","inputEPCList":["L1"],"outputEPCList":["L2"]}
            """#
        try await bureau.take(kind: "event", event, marking: .amber)
        _ = try await bureau.assessor.assess()
        for table in ["lot_balance", "lot_origin"] {
            let rows = try await bureau.seen(by: .local, "SELECT lot_id FROM \(table) WHERE record_ids <> ''")
            for lot in rows {
                let records =
                    "SELECT MAX(marking) FROM event WHERE ' ' || d.record_ids || ' ' LIKE '% ' || record_id || ' %'"
                let marking = try await bureau.seen(
                    by: .local,
                    "SELECT COALESCE((\(records)), 0) FROM \(table) d WHERE lot_id = '\(lot)'"
                ).first
                let strictest = try #require(marking.flatMap { Int($0) }.flatMap { HandlingMarking(rawValue: $0) })
                let sql = "SELECT lot_id FROM \(table) WHERE lot_id = '\(lot)'"
                #expect(try await ceilings(bureau, sql) == Self.from(strictest), "\(table) \(lot)")
            }
            #expect(!rows.isEmpty, "\(table)")
        }
    }
}
