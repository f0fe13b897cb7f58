import EPCIS
import Foundation
import KernelSamples
import Testing

@Suite struct EPCIdentifierTests {
    @Test(.enabled(if: SharedVectors.folder != nil, "\(SharedVectors.absence)"))
    func everyPublishedCase() throws {
        let text = String(
            decoding: try SharedVectors.bytes("epcis-event-hash/digital_link_normalisation.csv"),
            as: UTF8.self
        )
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.count == 71)
        for row in rows {
            let input = row[1..<(row.count - 1)].joined(separator: ",")
            let expected = row.last.map(String.init) ?? ""
            #expect(EPCIdentifier.canonicalLink(of: input) ?? "" == expected, "\(input)")
        }
    }

    static let urns: [(urn: String, link: String)] = [
        ("urn:epc:id:sgtin:4012345.011111.98%22", "https://id.gs1.org/01/04012345111118/21/98%22"),
        (
            "urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()",
            "https://id.gs1.org/01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29"
        ),
        ("urn:epc:id:sgtin:0614141.812345.a.b", "https://id.gs1.org/01/80614141123458/21/a.b"),
        ("urn:epc:class:lgtin:4012345.012345.Lot987", "https://id.gs1.org/01/04012345123456/10/Lot987"),
        (
            "urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB",
            "https://id.gs1.org/01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB"
        ),
        ("urn:epc:id:itip:4012345.011111.01.02.987", "https://id.gs1.org/8006/040123451111180102/21/987"),
        ("urn:epc:id:sscc:4012345.0000000011", "https://id.gs1.org/00/040123450000000115"),
        ("urn:epc:id:sgln:4012345.00005.122", "https://id.gs1.org/414/4012345000054/254/122"),
        ("urn:epc:id:sgln:4012345.00005.0", "https://id.gs1.org/414/4012345000054"),
        ("urn:epc:id:pgln:999999999999.", "https://id.gs1.org/417/9999999999994"),
        ("urn:epc:id:grai:4012345.00022.334455", "https://id.gs1.org/8003/04012345000221334455"),
        ("urn:epc:id:giai:4012345.ABC%2F345", "https://id.gs1.org/8004/4012345ABC%2F345"),
        ("urn:epc:id:gsrn:4012345.0000006765", "https://id.gs1.org/8018/401234500000067657"),
        ("urn:epc:id:gsrnp:4012345.0000000007", "https://id.gs1.org/8017/401234500000000074"),
        ("urn:epc:id:gdti:987659999999..9", "https://id.gs1.org/253/98765999999929"),
        ("urn:epc:id:sgcn:4012345.22222.01", "https://id.gs1.org/255/401234522222701"),
        (
            "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234",
            "https://id.gs1.org/8010/061414111111111111111-A%23%2F/8011/1234"
        ),
        ("urn:epc:id:ginc:0614141.xyz47%2F11", "https://id.gs1.org/401/0614141xyz47%2F11"),
        ("urn:epc:id:gsin:4012345.222333444", "https://id.gs1.org/402/40123452223334442"),
        ("urn:epc:idpat:sgtin:4012345.012345.*", "https://id.gs1.org/01/04012345123456"),
        ("urn:epc:idpat:grai:4012345.99999.*", "https://id.gs1.org/8003/04012345999990"),
        ("urn:epc:idpat:itip:4012345.012345.01.02.*", "https://id.gs1.org/8006/040123451234560102"),
        ("urn:epc:idpat:cpi:4012345.AB12.*", "https://id.gs1.org/8010/4012345AB12"),
    ]

    @Test(arguments: urns)
    func bothDirections(urn: String, link: String) throws {
        let fromURN = try EPCIdentifier(parsing: urn)
        let fromLink = try EPCIdentifier(parsing: link)
        #expect(fromURN.link() == link)
        #expect(fromURN == fromLink)
        #expect(try fromURN.urn() == urn)
        #expect(throws: EPCIdentifierError.companyPrefixUnknown(fromLink.key)) { try fromLink.urn() }
        var prefixes = CompanyPrefixTable()
        prefixes.learn(fromURN)
        #expect(try fromLink.urn(prefixes: prefixes) == urn)
    }

    @Test func customDomainsAndShortNames() throws {
        let sack = try EPCIdentifier(
            parsing: "https://mine.example/id/gtin/9780345418913/cpv/344/lot/12/ser/765tz?11=221109"
        )
        #expect(sack.scheme == .sgtin)
        #expect(sack.key == "09780345418913")
        #expect(sack.serial == "765tz")
        #expect(sack.coarser.map(\.identifier) == ["22", "10"])
        #expect(sack.link(domain: "https://mine.example/id") == "https://mine.example/id/01/09780345418913/21/765tz")
    }

    @Test func codesThatAreNoGS1Keys() throws {
        for urn in [
            "urn:epc:id:bic:CSQU3054383", "urn:epc:id:imovn:9176187", "urn:epc:id:usdod:CJ.123789",
            "urn:epc:id:gid:95100000.12345.400", "urn:epc:id:adi:CDF.4567.89",
        ] {
            let code = try EPCIdentifier(parsing: urn)
            #expect(try code.urn() == urn)
            #expect(code.link() == nil)
        }
    }

    @Test func anAsteriskIsASerialNumberLikeAnyOther() throws {
        let item = try EPCIdentifier(parsing: "urn:epc:id:sgtin:4012345.011111.*")
        #expect(item.serial == "*")
        #expect(item.link() == "https://id.gs1.org/01/04012345111118/21/%2A")
    }

    @Test func aWrongCheckDigitIsToldAndNeverHidden() throws {
        let link = "https://id.gs1.org/01/04012345111117/21/9"
        let item = try EPCIdentifier(parsing: link)
        #expect(item.checkDigitFault == .wrongCheckDigit(expected: "8", found: "7"))
        #expect(item.link() == link)
        var prefixes = CompanyPrefixTable()
        prefixes.add(prefix: "4012345", length: 7)
        #expect(throws: EPCIdentifierError.wrongCheckDigit(expected: "8", found: "7")) {
            try item.urn(prefixes: prefixes)
        }
    }

    static let faults: [(String, EPCIdentifierError)] = [
        ("", .notAnIdentifier), ("42", .notAnIdentifier), ("urn:epc:id:", .unknownScheme("")),
        ("urn:epc:id:abc:1.2.3", .unknownScheme("abc")), ("urn:epc:id:lgtin:4012345.012345.L", .unknownScheme("lgtin")),
        ("urn:epc:id:sgtin:4012345.011111", .wrongFieldCount(expected: 3, found: 2)),
        ("urn:epc:id:sgtin:40123.01111111.9", .badCompanyPrefix("40123")),
        ("urn:epc:id:sgtin:4012345.01111.9", .wrongLength("01111", expected: 6)),
        ("urn:epc:id:sgtin:4012345.01111x.9", .badCharacter("01111x", at: 5)),
        ("urn:epc:id:sgtin:4012345.011111.", .lengthOutOfRange("", limit: 20)),
        ("urn:epc:id:sgtin:4012345.011111.%2", .badPercentEncoding("%2")),
        ("urn:epc:id:sgtin:4012345.011111.%C3%A9", .badPercentEncoding("%C3%A9")),
        ("urn:epc:id:sgtin:4012345.011111.a~b", .badCharacter("a~b", at: 1)),
        ("urn:epc:idpat:sgtin:4012345.*.*", .misplacedWildcard),
        ("urn:epc:id:sscc:4012345.3111111111.1", .wrongFieldCount(expected: 2, found: 3)),
        ("urn:epc:id:bic:CSQU305438", .wrongLength("CSQU305438", expected: 11)),
        ("https://id.gs1.org/", .noKey), ("https://id.gs1.org/01", .noKey),
        ("https://id.gs1.org/01/09780345418913/99/x", .strangeQualifier("99")),
        ("https://id.gs1.org/01/09780345418913/21/1/21/2", .strangeQualifier("21")),
        ("https://id.gs1.org/00/1", .wrongLength("1", expected: 18)),
    ]

    @Test(arguments: faults)
    func faultsAreTyped(text: String, fault: EPCIdentifierError) {
        #expect(throws: fault) { try EPCIdentifier(parsing: text) }
    }

    /// Any identifier that can be made survives URN → link → URN and link → URN → link.
    @Test func roundTrips() throws {
        var random = Dice(seed: 41)
        let schemes = EPCScheme.allCases.filter { $0.keyIdentifier != nil }
        let alphabet = Array("!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz")
        for _ in 0..<4_000 {
            guard let scheme = schemes.randomElement(using: &random) else { continue }
            let urn = Self.urn(of: scheme, alphabet: alphabet, using: &random)
            let identifier = try EPCIdentifier(parsing: urn)
            #expect(try identifier.urn() == urn)
            let link = try #require(identifier.link(domain: "https://a.example/x"))
            let back = try EPCIdentifier(parsing: link)
            #expect(back == identifier, "\(urn) \(link)")
            #expect(back.checkDigitFault == nil)
            var prefixes = CompanyPrefixTable()
            prefixes.learn(identifier)
            #expect(try back.urn(prefixes: prefixes) == urn)
            #expect(try EPCPattern(urn).matches(link))
            #expect(try EPCPattern(link).matches(urn))
        }
    }

    private static func urn(of scheme: EPCScheme, alphabet: [Character], using random: inout Dice) -> String {
        func digits(_ count: Int) -> String {
            (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        }
        let length = Int.random(in: 6...12, using: &random)
        let prefix = digits(length)
        func escaped(_ limit: Int) -> String {
            (0..<Int.random(in: 1...limit, using: &random)).map { _ in
                let character = alphabet.randomElement(using: &random) ?? "a"
                guard "\"%&/<>?".contains(character), let byte = character.asciiValue else { return String(character) }
                return "%" + String(byte, radix: 16, uppercase: true)
            }.joined()
        }
        switch scheme {
        case .sgtin: return "urn:epc:id:sgtin:\(prefix).\(digits(13 - length)).\(escaped(20))"
        case .lgtin: return "urn:epc:class:lgtin:\(prefix).\(digits(13 - length)).\(escaped(20))"
        case .upui: return "urn:epc:id:upui:\(prefix).\(digits(13 - length)).\(escaped(28))"
        case .itip: return "urn:epc:id:itip:\(prefix).\(digits(13 - length)).\(digits(2)).\(digits(2)).\(escaped(20))"
        case .sscc, .gsrn, .gsrnp: return "urn:epc:id:\(scheme.rawValue):\(prefix).\(digits(17 - length))"
        case .sgln: return "urn:epc:id:sgln:\(prefix).\(digits(12 - length)).1\(escaped(19))"
        case .pgln: return "urn:epc:id:pgln:\(prefix).\(digits(12 - length))"
        case .grai: return "urn:epc:id:grai:\(prefix).\(digits(12 - length)).\(escaped(16))"
        case .gdti: return "urn:epc:id:gdti:\(prefix).\(digits(12 - length)).\(escaped(17))"
        case .sgcn: return "urn:epc:id:sgcn:\(prefix).\(digits(12 - length)).\(digits(12))"
        case .giai, .ginc: return "urn:epc:id:\(scheme.rawValue):\(prefix).\(escaped(18))"
        case .cpi: return "urn:epc:id:cpi:\(prefix).\(digits(3))AB-%23%2F.\(digits(9))"
        case .gsin: return "urn:epc:id:gsin:\(prefix).\(digits(16 - length))"
        case .bic, .imovn, .usdod, .adi, .gid: return ""
        }
    }

    /// Whatever the bytes, reading ends with a value or a typed error, and what was read can be read again.
    @Test func hostileTexts() throws {
        var random = Dice(seed: 7)
        let seeds = Self.urns.flatMap { [$0.urn, $0.link] }
        for _ in 0..<20_000 {
            var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(contentsOf: Array("*./:%é1".utf8).shuffled(using: &random).prefix(2), at: index)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try? EPCPattern(text)
            guard let value = try? EPCIdentifier(parsing: text) else { continue }
            if let link = value.link() { #expect(try EPCIdentifier(parsing: link) == value, "\(text)") }
            if let urn = try? value.urn() { #expect(try EPCIdentifier(parsing: urn) == value, "\(text)") }
        }
    }
}
