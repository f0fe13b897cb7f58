import EPCIS
import Testing

@Suite struct EPCPatternTests {
    static let cases: [(pattern: String, hits: [String], misses: [String])] = [
        (
            "urn:epc:idpat:sgtin:4012345.011111.*",
            [
                "urn:epc:id:sgtin:4012345.011111.1", "https://a.example/01/04012345111118/21/x",
                "urn:epc:idpat:sgtin:4012345.011111.*",
            ],
            [
                "urn:epc:id:sgtin:4012345.011112.1", "urn:epc:class:lgtin:4012345.011111.1",
                "urn:epc:id:sscc:4012345.0000000011", "x",
            ]
        ),
        (
            "urn:epc:idpat:sgtin:4012345.*.*",
            ["urn:epc:id:sgtin:4012345.999999.1", "https://id.gs1.org/01/94012345999996/21/1"],
            ["urn:epc:id:sgtin:4012346.999999.1", "https://id.gs1.org/01/40123459999996/21/1"]
        ),
        ("urn:epc:idpat:sgtin:*.*.*", ["urn:epc:id:sgtin:4012345.999999.1"], ["urn:epc:id:sscc:4012345.0000000011"]),
        (
            "urn:epc:idpat:sscc:4012345.*",
            ["urn:epc:id:sscc:4012345.0000000011", "https://id.gs1.org/00/040123450000000115"],
            ["urn:epc:id:sscc:4012346.0000000011"]
        ),
        (
            "urn:epc:idpat:itip:4012345.011111.*.*.*", ["urn:epc:id:itip:4012345.011111.01.02.9"],
            ["urn:epc:id:itip:4012345.011112.01.02.9"]
        ),
        (
            "urn:epc:idpat:itip:4012345.011111.01.02.*", ["urn:epc:id:itip:4012345.011111.01.02.9"],
            ["urn:epc:id:itip:4012345.011111.02.02.9"]
        ),
        (
            "urn:epc:class:lgtin:4012345.012345.*",
            ["urn:epc:class:lgtin:4012345.012345.A", "https://id.gs1.org/01/04012345123456/10/B"],
            ["urn:epc:id:sgtin:4012345.012345.A"]
        ),
        (
            "https://id.gs1.org/01/04012345111118/21/*", ["urn:epc:id:sgtin:4012345.011111.1"],
            ["urn:epc:class:lgtin:4012345.011111.1"]
        ),
        (
            "urn:epc:id:sgln:4012345.00005.0", ["https://id.gs1.org/414/4012345000054"],
            ["https://id.gs1.org/414/4012345000054/254/1"]
        ),
        ("urn:epc:idpat:bic:*", ["urn:epc:id:bic:CSQU3054383"], ["urn:epc:id:imovn:9176187"]),
        ("https://mine.example/lot/12", ["https://mine.example/lot/12"], ["https://mine.example/lot/123", ""]),
    ]

    @Test(arguments: cases)
    func matching(pattern: String, hits: [String], misses: [String]) throws {
        let pattern = try EPCPattern(pattern)
        for text in hits { #expect(pattern.matches(text), "\(text)") }
        for text in misses { #expect(!pattern.matches(text), "\(text)") }
    }

    @Test(arguments: [
        "urn:epc:idpat:sgtin:*.011111.*", "urn:epc:idpat:sgtin:4012345.*.1", "urn:epc:idpat:sgtin:4012345.0111.*",
        "urn:epc:idpat:sgtin:4.*.*", "urn:epc:idpat:gid:1.*.*", "https://id.gs1.org/8003/04012345999990/*",
    ])
    func badPatterns(text: String) {
        #expect(throws: EPCIdentifierError.self) { try EPCPattern(text) }
    }
}
