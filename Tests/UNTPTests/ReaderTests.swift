import Formats
import Testing
import UNTP

@Suite("Credentials of the UN Transparency Protocol")
struct ReaderTests {
    static let paths = [
        "v0.6.0/untp-dpp/artefacts/untp-dpp-instance.json", "v0.6.0/untp-dte/artefacts/untp-dte-instance.json",
        "v0.6.0/untp-dfr/artefacts/untp-dfr-instance.json", "v0.6.0/untp-dcc/artefacts/untp-dcc-instance.json",
        "v0.6.0/untp-dia/artefacts/untp-dia-instance.json", "tests-untp-examples/product-passport-simple.json",
        "tests-untp-examples/conformity-credential-simple.json",
        "tests-untp-examples/identity-anchor-for-dpp-issuer.json",
        "project-crm/copper_mine/dpp_copper_concentrate.json",
        "project-crm/copper_smelter/dpp_copper_cathodes.json",

        "v0.7.0/samples/bc-mines-act-permit/sample.json", "v0.7.0/samples/dcc/ConformityCredential_instance.json",
        "v0.7.0/samples/dcc/ConformityCredential_battery_instance.json",
        "v0.7.0/samples/dcc/ConformityCredential_smelter_instance.json",
        "v0.7.0/samples/dia/DigitalIdentityAnchor_mine_instance.json",
        "v0.7.0/samples/dia/DigitalIdentityAnchor_battery_instance.json",
        "v0.7.0/samples/dia/DigitalIdentityAnchor_smelter_instance.json",
    ]

    @Test("Each published example is read, and comes out as it went in", arguments: ReaderTests.paths)
    func published(path: String) throws {
        let node = try Vectors.node(path)
        #expect(TransparencyReader.isRecognised(node))
        guard case .credential(let credential) = try TransparencyReader().read(node) else {
            Issue.record("no credential")
            return
        }
        #expect(credential.json.canonical == node.canonical)
    }

    @Test(
        "A time without its distance from UTC is refused, in a published example too",
        arguments: [
            "copper_mine/dfr_copper_mine", "copper_smelter/dfr_copper_smelter", "battery_manufacturer/dpp_battery",
        ]
    )
    func localTimes(name: String) throws {
        let node = try Vectors.node("project-crm/\(name).json")
        let faults = #expect(throws: RecordFaults.self) { _ = try TransparencyReader().read(node) }
        #expect(faults?.faults.allSatisfy { $0.reason == .badDate } == true)
    }

    @Test(
        "Each record of 0.6 that stands alone is read",
        arguments: [
            "untp-dpp/artefacts/ProductPassport", "untp-dfr/artefacts/FacilityRecord", "untp-dte/artefacts/ObjectEvent",
            "untp-dte/artefacts/TransformationEvent", "untp-dte/artefacts/AggregationEvent",
            "untp-dte/artefacts/TransactionEvent", "untp-dte/artefacts/AssociationEvent",
        ]
    )
    func earlierRecords(name: String) throws {
        let node = try Vectors.node("v0.6.0/\(name)-instance.json")
        guard case .record(let record) = try TransparencyReader().read(node) else {
            Issue.record("no record")
            return
        }
        #expect(record.json.canonical == node.canonical)
    }

    @Test("Events of 0.7 have their values, and come out as they went in, proof and extensions too")
    func events() throws {
        let node = try Samples.credential([Samples.make, Samples.move])
        guard case .credential(let credential) = try TransparencyReader().read(node),
            case .event(let make) = credential.subjects[0], case .event(let move) = credential.subjects[1]
        else {
            Issue.record("no events")
            return
        }
        #expect(credential.json.canonical == node.canonical)
        #expect(credential.version == .current)
        #expect((make.kind, make.inputs?.first?.quantity?.grams) == (.make, 30_000_500))
        #expect(make.products.map(\.lot) == ["https://smelter.example/cathode#B7"])
        #expect(make.party("producer", "manufacturer")?.id == "did:web:smelter.example")
        #expect((move.destination?.id, move.facility?.name) == ("https://facility.example/3", "Smelter"))
        #expect(move.products.first?.quantity?.grams == 10_000_000)
    }

    @Test("A credential that is made here is read here")
    func made() throws {
        let lot = EventProduct(Reference("urn:lot:1", name: "Lot"), disposition: .new)
        let event = TraceEvent(
            .make,
            id: "urn:event:1",
            date: "2026-03-05T06:00:00Z",
            products: [lot],
            facility: Reference("urn:site:1", name: "Site")
        )
        let credential = Credential(
            "DigitalTraceabilityEvent",
            id: "urn:credential:1",
            issuer: Reference("did:web:agency.example", name: "Agency"),
            validFrom: "2026-03-06T00:00:00Z",
            subjects: [.event(event)]
        )
        guard case .credential(let read) = try TransparencyReader().read(credential.json) else {
            Issue.record("no credential")
            return
        }
        #expect(read.json == credential.json)
        #expect(read.subjects == [.event(event)])
    }
}

@Suite("What the protocol does not allow")
struct RefusalTests {
    /// Reads and gives the places and kinds of its faults.
    private static func faults(_ node: JSONNode) -> [String] {
        do throws(RecordFaults) {
            _ = try TransparencyReader().read(node)
            return []
        } catch {
            return error.faults.map { "\($0.path) \($0.reason.rawValue)" }
        }
    }

    private static func changed(_ from: String, _ to: String, in text: String = Samples.make) throws -> JSONNode {
        let other = text.replacing(from, with: to)
        #expect(other != text)
        return try Samples.credential([other])
    }

    @Test(
        "Each fault is named with its JSON path",
        arguments: [
            (
                #""eventDate":"2026-03-05T06:00:00Z""#, #""eventDate":"2026-03-05T06:00:00""#,
                "$.credentialSubject[0].eventDate badDate"
            ),
            (
                #""value":10000"#, #""value":"10000""#,
                "$.credentialSubject[0].outputProduct[0].quantity.value wrongType"
            ),
            (#""role":"manufacturer""#, #""role":"smelter""#, "$.credentialSubject[0].relatedParty[0].role badCode"),
            (#""outputProduct":["#, #""otherProduct":["#, "$.credentialSubject[0].outputProduct missing"),
            (#""MakeEvent","#, #""BakeEvent","#, "$.credentialSubject[0].type unknownKind"),
            (
                #""id":"https://facility.example/2""#, #""id":"no uri""#,
                "$.credentialSubject[0].madeAtFacility.id badIdentifier"
            ),
            (#""name":"Smelting""#, #""name":7"#, "$.credentialSubject[0].name wrongType"),
            (
                #""idGranularity":"batch""#, #""idGranularity":"bag""#,
                "$.credentialSubject[0].inputProduct[0].product.idGranularity badCode"
            ),
        ]
    )
    func faults(from: String, to: String, expected: String) throws {
        #expect(Self.faults(try Self.changed(from, to)) == [expected])
    }

    @Test("An unknown context is refused, and never fetched")
    func contexts() throws {
        let text = try Samples.credential([Samples.make]).text()
            .replacing("https://vocabulary.uncefact.org/untp/0.7.0/context/", with: "https://evil.example/0.7.0/")
        let node = try JSONNode(parsing: Array(text.utf8))
        #expect(!TransparencyReader.isRecognised(node))
        #expect(Self.faults(node) == ["$['@context'] unknownContext"])
    }

    @Test("Hostile input is refused with reasons, and not too many of them")
    func hostile() throws {
        for text in [
            "[]", "3", "{}", #"{"credentialSubject":[]}"#, #"{"type":["MakeEvent"]}"#,
            #"{"type":["VerifiableCredential"]}"#,
        ] {
            #expect(!Self.faults(try JSONNode(parsing: Array(text.utf8))).isEmpty, "\(text)")
        }
        let products = Array(repeating: #"{"product":1}"#, count: 5_000).joined(separator: ",")
        let event = #"{"type":["MakeEvent"],"id":"urn:x:1","eventDate":"2026-01-01","outputProduct":[\#(products)]}"#
        #expect(Self.faults(try Samples.credential([event])).count == 200)
    }

    @Test("An event of EPCIS is none of the protocol's")
    func epcis() throws {
        let node = try JSONNode(parsing: Array(#"{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z"}"#.utf8))
        #expect(!TransparencyReader.isRecognised(node))
    }
}
