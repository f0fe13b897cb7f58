import Formats
import MiningData
import Testing
import Vocabulary

/// Records that the published JSON Schemas let pass, each wrong in one place.
struct Mutation: Sendable, CustomTestStringConvertible {
    let name: String
    let example: String
    var profile = Profile.core
    let path: [String]
    let value: JSONNode?
    let check: Check
    let place: String

    var testDescription: String { name }

    init(
        _ name: String,
        _ example: String,
        _ path: String,
        _ value: JSONNode?,
        _ check: Check,
        at place: String? = nil,
        in profile: Profile = .core
    ) {
        self.name = name
        self.example = example
        self.profile = profile
        self.path = path.split(separator: ".").map(String.init)
        self.value = value
        self.check = check
        self.place = place ?? "$.\(path)"
    }

    static let all: [Mutation] = lots + sites + certificates

    private static let lots: [Mutation] = [
        Mutation("production without a mine site", "lot-example", "mineSiteId", nil, .productionSite),
        Mutation("production without a tag", "lot-example", "tag", nil, .productionTag),
        Mutation("production without a miner", "lot-example", "miner", nil, .productionMiner, in: .rwanda),
        Mutation(
            "a first lot with an input",
            "lot-example",
            "inputLot",
            .array([.object([.init("lotNumber", .string("LOT-0"))])]),
            .initialLot
        ),
        Mutation("processing without inputs", "lot-transformation-example", "inputLot", nil, .inputLots),
        Mutation("processing with no input", "lot-transformation-example", "inputLot", .array([]), .inputLots),
        Mutation("no mass", "lot-example", "mass", .number("0"), .quantity),
        Mutation("a mass below zero", "lot-example", "mass", .number("-1000"), .quantity),
        Mutation("a grade above 100 %", "lot-example", "concentration", .number("100.5"), .quantity),
        Mutation(
            "an export without certificate",
            "lot-transformation-example",
            "originatingOperation",
            .array([.number("1"), .number("8")]),
            .exportedLot,
            at: "$.exportCertificateId"
        ),
        Mutation("a day that does not exist", "lot-example", "dateRegistration", .string("2024-02-30"), .dateForm),
        Mutation("an hour that does not exist", "lot-example", "timeRegistration", .string("250000"), .dateForm),
        Mutation("an empty lot number", "lot-example", "lotNumber", .string(""), .required),
        Mutation("words for a mineral", "lot-example", "mineral", .string("gold"), .codeList),
        Mutation("a business without an address", "lot-example", "creator.legalAddress", nil, .address),
    ]

    private static let sites: [Mutation] = [
        Mutation(
            "a site number of another country",
            "mine-site-example",
            "icglrId",
            .string("BI-1.9641+30.0619-00001"),
            .siteCountry
        ),
        Mutation(
            "a site number of another place",
            "mine-site-example",
            "icglrId",
            .string("RW-1.9641+30.0700-00001"),
            .sitePosition
        ),
        Mutation(
            "a site number with four digits",
            "mine-site-example",
            "icglrId",
            .string("RW-1.9641+30.0619-0001"),
            .siteNumber
        ),
        Mutation("an IMA code for a site", "mine-site-example", "mineral.0", .string("IMA1960-A"), .siteMineral),
        Mutation("a licence without number", "mine-site-example", "license.0.licenseId", nil, .licence),
        Mutation("a licence without owner", "mine-site-example", "license.0.owner", nil, .licence),
        Mutation(
            "a status that its history denies",
            "mine-site-example",
            "certificationStatus",
            .number("3"),
            .statusHistory
        ),
        Mutation(
            "a position of five decimals",
            "mine-site-example",
            "mineSiteLocation.geolocalization.latitude",
            .number("-1.96412"),
            .position
        ),
        Mutation(
            "an open outline",
            "mine-site-example",
            "mineSiteLocation.polygon.coordinates.0.4.0",
            .number("30.07"),
            .format,
            at: "$.mineSiteLocation.polygon.coordinates[0][4]"
        ),
        Mutation(
            "a report as a program",
            "mine-site-example",
            "inspection.0.inspectionReport",
            .string("https://reports.example/report.exe"),
            .file,
            at: "$.inspection[0].inspectionReport"
        ),
        Mutation("a term in snake case", "mine-site-example", "icglr_id", .string("x"), .naming),
    ]

    private static let certificates: [Mutation] = [
        Mutation(
            "91 days",
            "export-certificate-example",
            "dateOfExpiration",
            .string("2024-07-12"),
            .certificateValidity
        ),
        Mutation(
            "ending before it begins",
            "export-certificate-example",
            "dateOfExpiration",
            .string("2024-04-11"),
            .certificateValidity
        ),
        Mutation(
            "verified after it was issued",
            "export-certificate-example",
            "dateOfVerification",
            .string("2024-04-13"),
            .certificateDates
        ),
        Mutation("four decimals", "export-certificate-example", "lotWeight", .number("1000.0001"), .certificateWeight),
        Mutation("no weight", "export-certificate-example", "lotWeight", .number("0"), .certificateWeight),
        Mutation("a mixed origin", "export-certificate-example", "mineralOrigin", .string("mixed"), .certificateOrigin),
        Mutation(
            "an origin twice",
            "export-certificate-example",
            "mineralOrigin",
            .string("BI;BI"),
            .certificateOrigin
        ),
        Mutation(
            "a route with commas",
            "export-certificate-example",
            "shipmentRoute",
            .string("RW,KE"),
            .certificateRoute
        ),
        Mutation(
            "a route with semicolons",
            "export-certificate-example",
            "shipmentRoute",
            .string("RW;KE"),
            .certificateRoute,
            in: .rwanda
        ),
        Mutation("a value in francs", "export-certificate-example", "customsValue", .string("RWF 100"), .customsValue),
        Mutation("a value in words", "export-certificate-example", "customsValue", .string("much"), .customsValue),
        Mutation(
            "a serial of words",
            "export-certificate-example",
            "identifier",
            .string("certificat é"),
            .certificateSerial
        ),
        Mutation(
            "a foreign serial",
            "export-certificate-example",
            "identifier",
            .string("UG2324A2"),
            .certificateSerial,
            in: .rwanda
        ),
        Mutation(
            "a certificate as a script",
            "export-certificate-example",
            "certificateFile",
            .string("data:text/html;base64,AA"),
            .file
        ),
    ]
}

@Suite("Rules that stand in prose")
struct ProseRuleTests {
    @Test("A record that the schemas let pass is refused where it is wrong", arguments: Mutation.all)
    func refused(mutation: Mutation) throws {
        var node = try Vectors.node(mutation.example, mutation.profile).replacing(mutation.path, with: mutation.value)
        if mutation.check == .address { node = node.replacing(["creator", "physicalAddress"], with: nil) }
        if mutation.check == .exportedLot {
            node = node.replacing(["exportCertificateId"], with: nil)
        }
        var runner = ConformanceRunner(profile: mutation.profile)
        runner.add(node.bytes(), source: "f")
        let result = try #require(runner.report(level: 1).result(of: mutation.check))
        #expect(result.outcome == .fail)
        let place = mutation.place.replacing(#/\.(\d+)/#) { "[\($0.1)]" }
        #expect(result.findings.map(\.path).contains(place), "\(result.findings)")
    }

    @Test("Green ends after a year and blue after three, unless an inspection begins them anew")
    func ages() throws {
        let site = try Vectors.node("mine-site-example")
        func outcome(_ asOf: String, _ node: JSONNode) throws -> ConformanceReport.Outcome? {
            var runner = ConformanceRunner(profile: .core, asOf: try CalendarDate(asOf))
            runner.add(node, source: "f")
            return runner.report(level: 1).result(of: .statusAge)?.outcome
        }
        #expect(try outcome("2025-03-15", site) == .pass)
        #expect(try outcome("2025-03-16", site) == .fail)
        let renewed = site.replacing(["inspection", "0", "inspectionDate"], with: .string("2024-09-01"))
        #expect(try outcome("2025-09-01", renewed) == .pass)
        #expect(try outcome("2025-09-02", renewed) == .fail)
        let blue = site.replacing(["statusChange", "0", "newStatus"], with: .number("0"))
            .replacing(["certificationStatus"], with: .number("0")).replacing(["inspection"], with: nil)
        #expect(try outcome("2027-03-15", blue) == .pass)
        #expect(try outcome("2027-03-16", blue) == .fail)
        // Without a day to count to, what still goes on is not judged.
        var runner = ConformanceRunner(profile: .core)
        runner.add(site, source: "f")
        #expect(runner.report(level: 1).result(of: .statusAge)?.outcome == .pass)
    }
}
