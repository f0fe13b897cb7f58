import EPCIS
import KernelSamples
import Testing

@Suite struct EventValidatorTests {
    private static let head = #""eventTime":"2026-03-01T10:30:00+02:00","eventTimeZoneOffset":"+02:00""#
    private static let object = #""type":"ObjectEvent",\#(head),"action":"OBSERVE""#
    private static let seen = #"\#(object),"epcList":["urn:epc:id:sgtin:4012345.011111.1"]"#
    private static let packed = #""type":"AggregationEvent",\#(head),"#
    private static let joined = #""type":"AssociationEvent",\#(head),"#
    private static let made = #""type":"TransformationEvent",\#(head)"#
    private static let lot = #"[{"epcClass":"urn:epc:class:lgtin:4012345.012345.A"}]"#

    private func faults(_ members: String, _ profile: ValidationProfile = .strict) throws -> [ValidationFault] {
        var reader = EventTreeReader()
        return EventValidator(profile: profile).faults(in: try reader.read(json: Array("{\(members)}".utf8).span))
    }

    @Test func whatIsRightIsLeftAlone() throws {
        for members in [
            Self.seen, Self.packed + #""action":"DELETE","parentID":"urn:epc:id:sscc:4012345.0000000011""#,
            Self.packed + #""action":"OBSERVE","childEPCs":["urn:epc:id:sgtin:4012345.011111.1"]"#,
            Self.made + #","inputQuantityList":\#(Self.lot),"outputQuantityList":\#(Self.lot)"#,
            Self.made + #","inputQuantityList":\#(Self.lot),"transformationID":"urn:uuid:1""#,
            Self.object + #","sensorElementList":[{"sensorReport":[{"type":"Temperature","value":1}]}],"#
                + #""readPoint":{"id":"urn:epc:id:sgln:4012345.00005.0"}"#,
            Self.seen + #","bizStep":"https://ns.example.org/washing","ex:any":{"x":[1,null]}"#,
        ] {
            #expect(try faults(members) == [], "\(members)")
        }
    }

    @Test("A name in an event is judged as the identifier alone is", arguments: EPCIdentifierTests.urns.map(\.urn))
    func namesAreJudgedAlike(urn: String) throws {
        var random = Dice(seed: UInt64(urn.utf8.count))
        let letters = Array("059AZaz.%*:/-_+!2F".unicodeScalars)
        for round in 0..<400 {
            var signs = Array(urn.unicodeScalars)
            for _ in 0..<(round == 0 ? 0 : Int.random(in: 1...3, using: &random)) {
                let place = Int.random(in: 8..<signs.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where signs.count > 12: signs.remove(at: place)
                case 1: signs.insert(letters.randomElement(using: &random) ?? "0", at: place)
                case 2: signs.swapAt(place, Int.random(in: 8..<signs.count, using: &random))
                default: signs[place] = letters.randomElement(using: &random) ?? "0"
                }
            }
            let text = String(String.UnicodeScalarView(signs))
            let isRight = (try? EPCIdentifier(parsing: text)) != nil
            let members = Self.object + #","epcList":["\#(text)"]"#
            let isAccepted = try !faults(members).contains { $0.reason == .badIdentifier || $0.reason == .badURI }
            #expect(isAccepted == isRight, "\(text)")
        }
    }

    static let cases: [(members: String, reason: ValidationFault.Reason, path: String)] = [
        (#""type":"ObjectEvent","action":"ADD","epcList":[],\#(head.prefix(39))"#, .missingField, "$"),
        (seen + #","weight":1"#, .unknownField, "$.weight"),
        (seen + #","parentID":"urn:x:1""#, .misplacedField, "$.parentID"),
        (seen.replacing("10:30:00+02:00", with: "10:30:00"), .badTime, "$.eventTime"),
        (seen.replacing("2026-03-01", with: "2026-02-30"), .badTime, "$.eventTime"),
        (seen.replacing(#""+02:00""#, with: #""+2:00""#), .badOffset, "$.eventTimeZoneOffset"),
        (seen.replacing(#""+02:00""#, with: #""+14:30""#), .badOffset, "$.eventTimeZoneOffset"),
        (seen + #","eventID":"no uri""#, .badURI, "$.eventID"),
        (object + #","epcList":"urn:x:1""#, .wrongType, "$.epcList"),
        (object + #","epcList":[1]"#, .wrongType, "$.epcList[0]"),
        (object + #","epcList":["urn:x:1","urn:x:1"]"#, .repeatedEntry, "$.epcList[1]"),
        (object + #","epcList":["urn:epc:id:sgtin:4012345.01111.1"]"#, .badIdentifier, "$.epcList[0]"),
        (object + #","epcList":["https://id.gs1.org/01/04012345111117/21/1"]"#, .wrongCheckDigit, "$.epcList[0]"),
        (object.replacing("OBSERVE", with: "SEE") + #","epcList":[]"#, .unknownAction, "$.action"),
        (object, .nothingObserved, "$"),
        (seen + #","ilmd":{"ex:a":1}"#, .misplacedMasterData, "$.ilmd"),
        (seen + #","bizStep":"washing""#, .unknownWord, "$.bizStep"),
        (seen + #","bizStep":"cbv:Disp-active""#, .otherVocabulary, "$.bizStep"),
        (seen + #","disposition":"non_sellable_expired""#, .retiredWord, "$.disposition"),
        (
            seen + #","persistentDisposition":{"set":["active"],"unset":["cbv:Disp-active"]}"#, .setAndUnset,
            "$.persistentDisposition.set[0]"
        ),
        (seen + #","persistentDisposition":{"set":[]}"#, .emptyList, "$.persistentDisposition.set"),
        (
            object + #","quantityList":[{"epcClass":"urn:x:1","quantity":"1"}]"#, .wrongType,
            "$.quantityList[0].quantity"
        ),
        (
            object + #","quantityList":[{"epcClass":"urn:x:1","quantity":-1}]"#, .negativeQuantity,
            "$.quantityList[0].quantity"
        ),
        (
            object + #","quantityList":[{"epcClass":"urn:x:1","quantity":1,"uom":"kg"}]"#, .badUnitCode,
            "$.quantityList[0].uom"
        ),
        (
            object + #","quantityList":[{"epcClass":"urn:x:1","quantity":1,"uom":"ZZZ"}]"#, .unknownUnit,
            "$.quantityList[0].uom"
        ),
        (
            object + #","quantityList":[{"epcClass":"urn:x:1","uom":"KGM"}]"#, .unitWithoutQuantity,
            "$.quantityList[0].uom"
        ),
        (object + #","quantityList":[{"epcClass":"urn:x:1","ex:a":1}]"#, .misplacedField, "$.quantityList[0].ex:a"),
        (seen + #","sourceList":[{"type":"place","source":"urn:x:1"}]"#, .unknownWord, "$.sourceList[0].type"),
        (seen + #","certificationInfo":[{"a":1}]"#, .wrongType, "$.certificationInfo[0]"),
        (packed + #""action":"ADD","childEPCs":["urn:x:1"]"#, .parentMissing, "$"),
        (packed + #""action":"ADD","parentID":"urn:x:1""#, .childrenMissing, "$"),
        (packed + #""action":"ADD","parentID":"urn:x:1","childEPCs":["urn:x:1"]"#, .containsItself, "$.childEPCs[0]"),
        (joined + #""action":"DELETE""#, .missingField, "$"),
        (joined + #""action":"OBSERVE","parentID":"urn:x:1""#, .childrenMissing, "$"),
        (made, .inputsOrOutputsMissing, "$"),
        (made + #","inputQuantityList":\#(lot)"#, .inputsOrOutputsMissing, "$"),
        (
            made + #","action":"ADD","transformationID":"urn:x:1","inputQuantityList":\#(lot)"#, .misplacedField,
            "$.action"
        ),
        (
            #""type":"TransactionEvent",\#(head),"action":"ADD","epcList":[],"bizTransactionList":[]"#, .emptyList,
            "$.bizTransactionList"
        ),
        (seen + #","recordTime":"2026-02-28T00:00:00Z""#, .recordedBeforeEvent, "$.recordTime"),
        (
            seen
                + #","sensorElementList":[{"sensorMetadata":{"time":"2026-03-02T00:00:00Z"},"sensorReport":[{"type":"Mass"}]}]"#,
            .sensorTimeAfterEvent, "$.sensorElementList[0].sensorMetadata.time"
        ),
        (
            seen
                + #","sensorElementList":[{"sensorMetadata":{"deviceID":"urn:x:1"},"sensorReport":[{"type":"Mass","deviceID":"urn:x:1"}]}]"#,
            .sensorFieldTwice, "$.sensorElementList[0].sensorReport[0].deviceID"
        ),
        (
            seen
                + #","sensorElementList":[{"sensorMetadata":{"startTime":"2026-02-02T00:00:00Z","endTime":"2026-02-01T00:00:00Z"},"sensorReport":[{"type":"Mass"}]}]"#,
            .periodReversed, "$.sensorElementList[0].sensorMetadata.startTime"
        ),
        (
            seen + #","sensorElementList":[{"sensorReport":[{"value":1}]}]"#, .missingField,
            "$.sensorElementList[0].sensorReport[0]"
        ),
        (seen + #","sensorElementList":[{"sensorReport":[]}]"#, .emptyList, "$.sensorElementList[0].sensorReport"),
        (
            seen + #","sensorElementList":[{"sensorReport":[{"type":"gs1:Nope","hexBinaryValue":"zz"}]}]"#,
            .badHexadecimal, "$.sensorElementList[0].sensorReport[0].hexBinaryValue"
        ),
        (
            seen + #","errorDeclaration":{"declarationTime":"2026-03-02T00:00:00Z"}"#, .errorWithoutEventID,
            "$.errorDeclaration"
        ),
        (
            seen
                + #","eventID":"urn:x:1","errorDeclaration":{"declarationTime":"2026-03-02T00:00:00Z","correctiveEventIDs":["urn:x:1"]}"#,
            .correctsItself, "$.errorDeclaration.correctiveEventIDs[0]"
        ),
        (#""type":"GossipEvent",\#(head)"#, .unknownEventType, "$"),
    ]

    @Test(arguments: cases)
    func everyRule(members: String, reason: ValidationFault.Reason, path: String) throws {
        let found = try faults(members)
        #expect(found.contains { $0.reason == reason && $0.path == path }, "\(found.map { "\($0.reason) \($0.path)" })")
    }

    @Test func ownEventTypesAreAllowedWithANamespace() throws {
        #expect(try faults(#""type":"ex:GossipEvent",\#(Self.head)"#) == [])
    }

    /// Whatever the bytes, judging and converting end; and what was converted can be read again.
    @Test(.enabled(if: SharedVectors.folder != nil, "\(SharedVectors.absence)"))
    func hostileDocuments() throws {
        var random = Dice(seed: 2_026)
        let files = [
            "JSON/Capture/Documents/ObjectEvent_all_possible_fields.json",
            "XML/Capture/Documents/ObjectEvent_all_possible_fields.xml",
        ]
        for file in files {
            let whole = try SharedVectors.bytes("openepcis-test-resources/2.0/EPCIS/\(file)")
            for _ in 0..<400 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0...3, using: &random) {
                    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: index)
                    case 2:
                        bytes.insert(contentsOf: Array("<{\"[]}>&".utf8).shuffled(using: &random).prefix(2), at: index)
                    default:
                        bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 0...40, using: &random)))
                    }
                }
                let isValid = DocumentValidator().validate(bytes).isValid
                for target in DocumentTarget.allCases {
                    guard let converted = try? DocumentConverter(target: target).convert(bytes) else { continue }
                    guard converted.eventCount > converted.losses.count, target != .xml12 else { continue }
                    let again = try DocumentConverter(target: .json).convert(converted.bytes)
                    guard isValid else { continue }
                    #expect(again.eventCount == converted.eventCount, "\(target)")
                }
            }
        }
    }
}
