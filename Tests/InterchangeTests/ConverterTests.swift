import Formats
import Foundation
import Interchange
import MiningData
import Testing
import Vocabulary

/// Draws numbers from a seed (SplitMix64).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension JSONNode {
    /// The value without what it carries of other standards.
    fileprivate var bare: JSONNode {
        .object((members ?? []).filter { !$0.name.hasPrefix("touchstone:") })
    }

    /// The value with sorted members and numbers by value.
    fileprivate var canonical: JSONNode {
        switch self {
        case .number(let text): .number((try? DecimalNumber(text).description) ?? text)
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.canonical) }
                    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            )
        default: self
        }
    }
}

@Suite("Conversions")
struct ConverterTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/vectors/traceability/icglr")

    private static func example(_ name: String, _ profile: Profile) throws -> JSONNode {
        let file = folder.appending(path: "\(profile.rawValue)/examples/json/\(name).json")
        return try JSONNode(parsing: Array(#require(try? Data(contentsOf: file), "missing: \(file.path)")))
    }

    private static func parse(_ text: String) throws -> JSONNode { try JSONNode(parsing: Array(text.utf8)) }

    private static let standards: [Standard] = [.epcis, .icglr(.core), .icglr(.rwanda), .untp]

    /// An event of each standard that none of the others wrote.
    private static func samples() throws -> [(JSONNode, Standard)] {
        [
            (try example("lot-example", .core), .icglr(.core)),
            (try example("lot-transformation-example", .core), .icglr(.core)),
            (try example("lot-example", .rwanda), .icglr(.rwanda)),
            (try example("lot-transformation-example", .rwanda), .icglr(.rwanda)),
            (
                try parse(
                    """
                    {"type":"TransformationEvent","eventID":"urn:uuid:1","eventTime":"2026-03-05T08:00:00+02:00",
                     "eventTimeZoneOffset":"+02:00","bizStep":"creating_class_instance","disposition":"active",
                     "readPoint":{"id":"urn:epc:id:sgln:1.2.0"},"bizLocation":{"id":"urn:epc:id:sgln:1.2.0"},
                     "inputQuantityList":[{"epcClass":"urn:icglr:lot:A%201","quantity":600.25,"uom":"KGM"},
                                          {"epcClass":"urn:epc:class:lgtin:4012345.012345.B","quantity":0.4,"uom":"TNE"}],
                     "outputQuantityList":[{"epcClass":"urn:icglr:lot:C","quantity":900,"uom":"KGM"}],
                     "bizTransactionList":[{"type":"po","bizTransaction":"urn:po:1"}],
                     "ilmd":{"x:mineral":"tin","x:gradePercent":61.5,"x:assay":{"laboratory":"L"}},"x:own":[1,2.50]}
                    """
                ), .epcis
            ),
            (
                try parse(
                    """
                    {"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-03-05T08:00:00.125Z",
                     "eventTimeZoneOffset":"+00:00","bizStep":"shipping","epcList":["urn:epc:id:sscc:4012345.0123456789"],
                     "readPoint":{"id":"urn:site:1"},"bizLocation":{"id":"urn:site:2"},
                     "sourceList":[{"type":"owning_party","source":"urn:party:1"}]}
                    """
                ), .epcis
            ),
            (
                try parse(
                    """
                    {"type":["MakeEvent","LifecycleEvent"],"id":"urn:uuid:2","eventDate":"2026-03-05T06:00:00Z",
                     "inputProduct":[{"product":{"id":"urn:lot:1","name":"Ore"},
                                      "quantity":{"value":30000.5,"unit":"KGM"},"disposition":"consumed"}],
                     "outputProduct":[{"product":{"id":"https://s.example/c","name":"Cathode","batchNumber":"B7",
                                       "idGranularity":"model"},"quantity":{"value":10,"unit":"TNE"}}],
                     "madeAtFacility":{"id":"https://f.example/2","name":"Smelter"},
                     "relatedParty":[{"role":"manufacturer","party":{"id":"did:web:s.example","name":"S"}}],
                     "sensorData":[{"metric":"x"}]}
                    """
                ), .untp
            ),
            (
                try parse(
                    """
                    {"type":["MoveEvent"],"id":"urn:uuid:3","eventDate":"2026-03-09",
                     "movedProduct":[{"product":"urn:lot:1","quantity":{"value":2,"unit":"TNE"}}],
                     "fromFacility":"urn:f:1","toFacility":{"id":"urn:f:2","name":"Port"}}
                    """
                ), .untp
            ),
        ]
    }

    @Test("What is converted and converted back is what it was, through any of the other standards")
    func roundTrips() throws {
        let converter = Converter()
        for (node, source) in try Self.samples() {
            for target in Self.standards where target != source {
                let there = converter.convert(node, from: source, to: target)
                let record = try #require(there.records.first, "\(source) to \(target)")
                #expect(there.records.count == 1 && there.losses.isEmpty)
                let back = converter.convert(record.json, from: target, to: source)
                #expect(
                    back.records.map(\.json.canonical) == [node.canonical],
                    "\(source) to \(target): \(record.json.text())"
                )
            }
        }
    }

    @Test("A way through all the standards ends where it began", arguments: 0..<20)
    func chains(seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        let converter = Converter()
        let (node, source) = try #require(Self.samples().randomElement(using: &dice))
        var (current, standard) = (node, source)
        for _ in 0..<4 {
            let next = try #require(Self.standards.filter { $0 != standard }.randomElement(using: &dice))
            current = try #require(converter.convert(current, from: standard, to: next).records.first?.json)
            standard = next
        }
        if standard != source {
            current = try #require(converter.convert(current, from: standard, to: source).records.first?.json)
        }
        #expect(current.bare.canonical == node.canonical, "seed \(seed)")
    }

    @Test("Without extensions each thing that is lost is named with its place and reason")
    func losses() throws {
        let converter = Converter(carryingRest: false)
        let event = try #require(Self.samples().first { $0.1 == .epcis }?.0)
        let lot = converter.convert(event, from: .epcis, to: .icglr(.core))
        #expect(!lot.records[0].json.text().contains("touchstone:"))
        #expect(!lot.records[0].json.text().contains("consumedGrams"))
        let lost = Dictionary(uniqueKeysWithValues: lot.losses.map { ($0.path, $0.reason) })
        #expect(lost["$.inputQuantityList[0].quantity"] == .consumedMass)
        #expect(lost["$.bizTransactionList"] == .noTerm)
        #expect(lost["$.eventID"] == .noTerm)
        #expect(lost["$.x:own"] == .noTerm)
        #expect(lost["$.outputQuantityList[0].quantity"] == nil)
        let traced = converter.convert(event, from: .epcis, to: .untp)
        let left = Set(traced.losses.map(\.path))
        #expect(left.contains("$.bizTransactionList") && left.contains("$.disposition"))
        #expect(!left.contains { $0.hasPrefix("$.inputQuantityList") || $0 == "$.eventTime" })
    }

    @Test("With extensions a lot keeps what was taken from each input")
    func consumedMass() throws {
        let event = try #require(Self.samples().first { $0.1 == .epcis }?.0)
        let lot = Converter().convert(event, from: .epcis, to: .icglr(.core)).records[0].json
        let inputs = try #require(lot["inputLot"]?.elements)
        #expect(inputs.map { $0["lotNumber"]?.string } == ["A 1", "urn:epc:class:lgtin:4012345.012345.B"])
        #expect(inputs.map { $0[InputLot.consumedTerm]?.numberText } == ["600250", "400000"])
    }

    @Test("What the other standard requires and the source does not say is named, unless it is known")
    func gaps() throws {
        let event = try Self.parse(
            """
            {"type":"ObjectEvent","action":"ADD","eventTime":"2026-03-05T08:00:00Z","eventTimeZoneOffset":"+00:00",
             "bizStep":"storing","quantityList":[{"epcClass":"urn:icglr:lot:L1","quantity":5,"uom":"TNE"}],
             "ilmd":{"x:mineral":"tin","x:gradePercent":60},"readPoint":{"id":"urn:icglr:site:RW-1.9641+30.0619-00001"},
             "destinationList":[{"type":"owning_party","destination":"urn:icglr:party:COMP-RW-001"}]}
            """
        )
        let bare = Converter().convert(event, from: .epcis, to: .icglr(.core)).records[0]
        #expect(bare.gaps.contains { $0.path == "$.creator.name" })
        let creator = try #require(Lot(reading: Self.example("lot-example", .core), .core)).creator
        let known = Converter { $0 == "COMP-RW-001" ? creator : nil }
            .convert(event, from: .epcis, to: .icglr(.core)).records[0]
        #expect(known.gaps.isEmpty, "\(known.gaps)")
        #expect(known.json["mineral"]?.string == "2609.00.00")
        #expect(known.json["mineSiteId"]?.string == "RW-1.9641+30.0619-00001")
    }

    @Test("What has no counterpart is said, and several lots of one event too")
    func noCounterpart() throws {
        let packing = try Self.parse(
            #"{"type":"AggregationEvent","action":"ADD","eventTime":"2026-03-05T08:00:00Z","parentID":"urn:x:1"}"#
        )
        #expect(Converter().convert(packing, from: .epcis, to: .untp).losses == [Loss("$", .noCounterpart)])
        #expect(Converter().convert(.null, from: .icglr(.core), to: .epcis).records.isEmpty)
        let split = try Self.parse(
            """
            {"type":"TransformationEvent","eventTime":"2026-03-05T08:00:00Z","eventTimeZoneOffset":"+00:00",
             "inputQuantityList":[{"epcClass":"urn:lot:1","quantity":5,"uom":"KGM"}],
             "outputQuantityList":[{"epcClass":"urn:lot:2","quantity":2,"uom":"KGM"},
                                   {"epcClass":"urn:lot:3","quantity":3,"uom":"KGM"}]}
            """
        )
        let lots = Converter().convert(split, from: .epcis, to: .icglr(.core))
        #expect(lots.records.count == 2)
        #expect(lots.losses == [Loss("$.outputQuantityList[1]", .split)])
        let whole = Converter().convert(lots.records[0].json, from: .icglr(.core), to: .epcis)
        #expect(whole.records.map(\.json.canonical) == [split.canonical])
    }
}
