import Formats
import MiningData
import Testing
import Vocabulary

@Suite("Rules between records")
struct SetRuleTests {
    /// A lot from production, and changes to it.
    private static func production(_ changes: [(String, JSONNode?)] = []) throws -> JSONNode {
        try changes.reduce(Vectors.node("lot-example")) { node, change in
            node.replacing(change.0.split(separator: ".").map(String.init), with: change.1)
        }
    }

    /// A lot formed from others; kilograms consumed are given as the extension where they are known.
    private static func formed(
        from inputs: [(String, Int?)],
        mass: String = "950",
        _ changes: [(String, JSONNode?)] = []
    ) throws -> JSONNode {
        let list = inputs.map { number, grams -> JSONNode in
            let members = [JSONNode.Member("lotNumber", .string(number))]
            return .object(members + (grams.map { [.init(InputLot.consumedTerm, .integer($0))] } ?? []))
        }
        let node = try Vectors.node("lot-transformation-example").replacing(["inputLot"], with: .array(list))
            .replacing(["mass"], with: .number(mass))
        return changes.reduce(node) { $0.replacing([$1.0], with: $1.1) }
    }

    private static func result(
        _ check: Check,
        _ nodes: [JSONNode],
        _ profile: Profile = .core
    ) -> ConformanceReport.Result? {
        var runner = ConformanceRunner(profile: profile)
        for (index, node) in nodes.enumerated() { runner.add(node, source: "\(index)") }
        return runner.report(level: 1).result(of: check)
    }

    @Test("A lot that another refers to was shipped, and to somebody if it changed hands")
    func shipped() throws {
        let next = try Self.formed(from: [("LOT-RW-2024-001", nil)])
        #expect(Self.result(.shippedLot, [try Self.production(), next])?.outcome == .pass)
        let unshipped = Self.result(.shippedLot, [try Self.production([("dateShipped", nil)]), next])
        #expect(unshipped?.findings.map(\.path) == ["$.dateShipped"])
        let toNobody = Self.result(.shippedLot, [try Self.production([("recipient", nil)]), next])
        #expect(toNobody?.findings.map(\.path) == ["$.recipient"])
        // The miner who processes a lot of its own hands it to nobody.
        let own = next.replacing(["creator", "identifier"], with: .string("COMP-RW-001"))
        #expect(Self.result(.shippedLot, [try Self.production([("recipient", nil)]), own])?.outcome == .pass)
        #expect(Self.result(.shippedLot, [try Self.production([("dateShipped", nil)])])?.outcome == .notApplicable)
    }

    @Test("A tag is on one lot")
    func tags() throws {
        let other = try Self.production([("lotNumber", .string("LOT-2"))])
        #expect(Self.result(.tagOnce, [try Self.production(), other])?.findings.map(\.path) == ["$.tag.identifier"])
        let fresh = try Self.production([("lotNumber", .string("LOT-2")), ("tag.identifier", .string("TAG-2"))])
        #expect(Self.result(.tagOnce, [try Self.production(), fresh])?.outcome == .pass)
    }

    @Test("An identifier means one thing; the same record twice is delivered twice")
    func unique() throws {
        let lot = try Self.production()
        #expect(Self.result(.unique, [lot, lot])?.outcome == .pass)
        let other = try Self.production([("mass", .number("999"))])
        #expect(Self.result(.unique, [lot, other])?.findings.map(\.path) == ["$.lotNumber"])
        let certificate = try Vectors.node("export-certificate-example")
        let second = certificate.replacing(["lotNumber"], with: .string("LOT-2"))
        #expect(Self.result(.unique, [certificate, second])?.findings.map(\.path) == ["$.identifier"])
    }

    @Test("A lot that names a mine site was not formed from lots of another one, through any number of steps")
    func oneSite() throws {
        let first = try Self.production()
        let site = JSONNode.string("RW-1.9641+30.0619-00001")
        let middle = try Self.formed(from: [("LOT-RW-2024-001", nil)], [("lotNumber", .string("M"))])
        let last = try Self.formed(from: [("M", nil)], [("mineSiteId", site)])
        #expect(Self.result(.oneSite, [first, middle, last])?.outcome == .pass)
        let elsewhere = try Self.production([("mineSiteId", .string("RW-2.0000+30.0000-00007"))])
        #expect(Self.result(.oneSite, [elsewhere, middle, last])?.findings.map(\.path) == ["$.mineSiteId"])
        // Two lots formed from each other end the search, and are found.
        let loop = try Self.formed(from: [("N", nil)], [("lotNumber", .string("M")), ("mineSiteId", site)])
        let back = try Self.formed(from: [("M", nil)], [("lotNumber", .string("N"))])
        #expect(Self.result(.oneSite, [loop, back])?.outcome == .pass)
    }

    @Test("The weight from each incoming lot")
    func incomingWeights() throws {
        let lot = try Self.production()
        let a = "LOT-RW-2024-001"
        #expect(Self.result(.incomingWeight, [try Self.formed(from: [(a, nil)])])?.outcome == .notApplicable)
        #expect(Self.result(.incomingWeight, [lot, try Self.formed(from: [(a, nil)])])?.outcome == .pass)
        // Known from one lot and not from the other.
        let partly = Self.result(.incomingWeight, [lot, try Self.formed(from: [(a, nil), ("B", nil)])])
        #expect(partly?.findings.map(\.path) == ["$.inputLot[1]"])
        // More than went in.
        let grown = Self.result(.incomingWeight, [lot, try Self.formed(from: [(a, nil)], mass: "1000.001")])
        #expect(grown?.findings.map(\.path) == ["$.mass"])
        // Half of it twice is all of it; a gram more is too much.
        func halves(_ second: Int) throws -> [JSONNode] {
            [
                lot, try Self.formed(from: [(a, 500_000)], mass: "400"),
                try Self.formed(from: [(a, second)], mass: "400", [("lotNumber", .string("P2"))]),
            ]
        }
        #expect(Self.result(.incomingWeight, try halves(500_000))?.outcome == .pass)
        #expect(Self.result(.incomingWeight, try halves(500_001))?.findings.map(\.path) == ["$.inputLot[0]"])
        #expect(Self.result(.incomingWeight, try halves(Int.max))?.outcome == .fail)
    }

    @Test("A lot from a site that was red on its day")
    func redSite() throws {
        let lot = try Self.production()
        let site = try Vectors.node("mine-site-example")
        #expect(Self.result(.redSite, [lot, site])?.outcome == .pass)
        let red = site.replacing(["statusChange", "0", "newStatus"], with: .number("3"))
            .replacing(["certificationStatus"], with: .number("3"))
        #expect(Self.result(.redSite, [lot, red])?.findings.map(\.path) == ["$.mineSiteId"])
        let later = red.replacing(["statusChange", "0", "dateOfChange"], with: .string("2024-03-21"))
        #expect(Self.result(.redSite, [lot, later])?.outcome == .pass)
    }

    @Test("A certificate and the lot that it covers agree")
    func certificates() throws {
        let lot = try Self.production([("mineral", .string("2609.00.00"))])
        let certificate = try Vectors.node("export-certificate-example")
        #expect(Self.result(.certificateLot, [lot, certificate])?.outcome == .pass)
        let gold = Self.result(.certificateLot, [try Self.production(), certificate])
        #expect(gold?.findings.map(\.path) == ["$.typeOfOre"])
        let heavy = certificate.replacing(["lotWeight"], with: .number("1000.001"))
        #expect(Self.result(.certificateLot, [lot, heavy])?.findings.map(\.path) == ["$.lotWeight"])
        let other = try Self.formed(from: [("LOT-RW-2024-001", nil)])
        #expect(
            Self.result(.certificateLot, [lot, other, certificate])?.findings.map(\.path) == ["$.exportCertificateId"]
        )
    }

    @Test("A site of Rwanda uses no more tags than it may")
    func allowedTags() throws {
        let site = try Vectors.node("mine-site-example", .rwanda).replacing(["allowedTags"], with: .number("1"))
        let lot = try Vectors.node("lot-example", .rwanda)
        let second = lot.replacing(["lotNumber"], with: .string("L2")).replacing(
            ["tag", "identifier"],
            with: .string("T2")
        )
        #expect(Self.result(.allowedTags, [site, lot], .rwanda)?.outcome == .pass)
        #expect(Self.result(.allowedTags, [site, lot, second], .rwanda)?.outcome == .fail)
    }
}
