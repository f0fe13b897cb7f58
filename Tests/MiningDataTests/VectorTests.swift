import Formats
import Foundation
import MiningData
import Testing

@Suite("The published examples of the ICGLR standard")
struct VectorTests {
    static let names = [
        "mine-site-example", "mine-site-with-multiple-inspections-example", "lot-example",
        "lot-transformation-example", "export-certificate-example",
    ]

    @Test("Each is accepted in its profile", arguments: Profile.allCases, names)
    func accepted(profile: Profile, name: String) throws {
        let bytes = try Vectors.example(name, profile)
        var runner = ConformanceRunner(profile: profile)
        runner.add(bytes, source: name)
        let report = runner.report(level: 1)
        let failures = report.results.filter { $0.outcome == .fail }
        #expect(failures.isEmpty, "\(failures)")
        #expect(report.isConformant)
    }

    @Test("Each is told apart and its profile found", arguments: Profile.allCases, names)
    func recognised(profile: Profile, name: String) throws {
        let read = try MiningReader().read(JSONNode(parsing: Vectors.example(name, profile)))
        #expect(read.profile == profile)
    }

    @Test("Reading and writing changes nothing", arguments: Profile.allCases, names)
    func roundTrip(profile: Profile, name: String) throws {
        let node = try JSONNode(parsing: Vectors.example(name, profile))
        let record = try MiningReader(profile).read(node).record
        #expect(record.json(profile).canonical == node.canonical)
        let xml = MiningXML.document([record], profile)
        let parts = try MiningDocument(Array(xml.utf8)).parts
        #expect(parts.count == 1)
        // XML has no way to say that a list is empty.
        let expected = node["operator"]?.elements == [] ? node.replacing(["operator"], with: nil) : node
        #expect(try MiningReader(profile).read(parts[0].node).record.json(profile).canonical == expected.canonical)
    }
}
