import EPCIS
import Testing

@Suite("Canonical Digital Links")
struct CanonicalLinkTests {
    @Test("All of the published cases", .enabled(if: Vectors.isPresent, Vectors.absence))
    func vectors() throws {
        let lines = try Vectors.lines("epcis-event-hash/digital_link_normalisation.csv").dropFirst()
        #expect(lines.count == 71)
        for line in lines {
            // The middle field may hold commas only where the others do not.
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            #expect(fields.count == 3)
            let expected = fields[2].isEmpty ? nil : fields[2]
            #expect(CanonicalLink.of(fields[1], rules: .reference) == expected, "\(fields[1])")
            #expect(CanonicalLink.of(fields[1], rules: .standard) == expected, "\(fields[1])")
        }
    }

    @Test(
        "Where the reference implementation leaves what the standard would have converted",
        arguments: [
            ("https://example.org/01/09780345418913/21/a%2Fb", "https://id.gs1.org/01/09780345418913/21/a%2Fb"),
            ("urn:epc:id:grai:123456789012..A1", "https://id.gs1.org/8003/01234567890128A1"),
            (
                "https://example.org/01/09780345418913/22/1234567890/10/1234567890/21/1",
                "https://id.gs1.org/01/09780345418913/21/1"
            ),
        ]
    )
    func strictness(identifier: String, link: String) {
        #expect(CanonicalLink.of(identifier, rules: .reference) == nil)
        #expect(CanonicalLink.of(identifier, rules: .standard) == link)
    }

    @Test("A canonical link is its own canonical link")
    func idempotent() throws {
        for identifier in [
            "urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:id:sgln:4012345.00005.0",
            "urn:epc:class:lgtin:4012345.012345.L1",
            "urn:epc:id:cpi:0614141.1A.1234", "http://example.org/gtin/4012345123456/lot/A/ser/B?q=1",
        ] {
            let link = try #require(CanonicalLink.of(identifier))
            #expect(CanonicalLink.of(link) == link)
        }
    }

    @Test(
        "What is no identifier stays one's own",
        arguments: [
            "", "urn:epc:id:sgtin:", "urn:epc:id:sgtin:4012345.011111", "urn:epc:id:sgtin:4012345.0111111.1",
            "urn:epc:id:sscc:4012345.31111111111", "urn:epc:class:sgtin:4012345.011111.1",
            "urn:epc:idpat:sscc:4012345.*",
            "urn:epc:id:sgtin:4012345.011111.%20", "urn:epc:id:sgtin:4012345.011111.%2", "urn:epc:id:cpi:0614141.ab.1",
            "https://", "http", "https://id.gs1.org/01/", "https://id.gs1.org/01/09780345418913/21/1#f",
        ]
    )
    func none(identifier: String) {
        #expect(CanonicalLink.of(identifier) == nil)
    }
}
