import EPCIS
import Formats
import Testing

@Suite("Queries for events")
struct EventQueryTests {
    private static let namespaces = QueryNamespaces(QueryFixtures.context)

    private func query(_ parameters: String) throws(QueryFault) -> EventQuery {
        try EventQuery(parameters: QueryFamily.parameters(parameters), namespaces: Self.namespaces)
    }

    private func fault(_ parameters: String) -> QueryFault? {
        do throws(QueryFault) {
            _ = try query(parameters)
            return nil
        } catch {
            return error
        }
    }

    @Test("Every family finds what it has to and nothing else", arguments: QueryFamily.all)
    func family(_ family: QueryFamily) throws {
        let data = QueryFixtures.masterData
        let trees = try QueryFixtures.Name.allCases.map { ($0, try QueryFixtures.tree($0)) }
        for (parameters, expected) in family.queries {
            let query = try query(parameters)
            let found = trees.filter { query.matches($0.1, recordTime: QueryFixtures.recordTime, masterData: data) }
            #expect(Set(found.map(\.0)) == expected, "\(parameters)")
        }
    }

    /// XML has no null, and a sensor's metadata and reports have attributes but no elements.
    private static let onlyInJSON: Set<String> = [
        "EXISTS_ex:empty=true", "EQ_INNER_SENSORMETADATA_ex:city=Kigali", "EXISTS_SENSORREPORT_ex:head",
        "EQ_INNER_SENSORREPORT_ex:serial=S9",
    ]

    @Test("XML events give the same answers", arguments: QueryFamily.all)
    func familyInXML(_ family: QueryFamily) throws {
        let data = QueryFixtures.masterData
        let trees = try QueryFixtures.Name.allCases.map { ($0, try QueryFixtures.treeFromXML($0)) }
        for (parameters, expected) in family.queries where !Self.onlyInJSON.contains(parameters) {
            let query = try query(parameters)
            let found = trees.filter { query.matches($0.1, recordTime: QueryFixtures.recordTime, masterData: data) }
            #expect(Set(found.map(\.0)) == expected, "\(parameters)")
        }
    }

    @Test("What an index narrows down to holds every event that a query finds", arguments: QueryFamily.all)
    func narrowing(_ family: QueryFamily) throws {
        let data = QueryFixtures.masterData
        for name in QueryFixtures.Name.allCases {
            for tree in [try QueryFixtures.tree(name), try QueryFixtures.treeFromXML(name)] {
                let keys = EventKeys(of: tree)
                for (parameters, expected) in family.queries where expected.contains(name) {
                    let narrowing = QueryNarrowing(try query(parameters), masterData: data)
                    #expect(narrowing.admits(keys, recordTime: QueryFixtures.recordTime), "\(name) \(parameters)")
                }
            }
        }
    }

    @Test("A narrowing keeps others out")
    func narrowingExcludes() throws {
        let keys = EventKeys(of: try QueryFixtures.tree(.shipping))
        for parameters in [
            "eventType=AggregationEvent", "EQ_action=ADD", "EQ_bizStep=receiving", "EQ_readPoint=urn:x:1",
            "MATCH_epc=urn:epc:id:sgtin:4012345.011111.1", "GE_eventTime=2027-01-01T00:00:00Z",
            "EXISTS_errorDeclaration", "GE_value_CEL=1", "EQ_eventID=urn:x:1", "EQ_disposition=sold|active",
        ] {
            let narrowing = QueryNarrowing(try query(parameters))
            #expect(!narrowing.admits(keys, recordTime: 0) || parameters.contains("sold"), "\(parameters)")
        }
    }

    @Test("All conditions have to hold")
    func conjunction() throws {
        let tree = try QueryFixtures.tree(.shipping)
        #expect(try query("EQ_bizStep=shipping&EQ_action=OBSERVE").matches(tree, recordTime: 0))
        #expect(try !query("EQ_bizStep=shipping&EQ_action=ADD").matches(tree, recordTime: 0))
        #expect(!EventQuery().matches(EventTree(), recordTime: 0))
    }

    @Test(
        "What is no parameter, or no value for it, is refused with the standard's exception",
        arguments: [
            ("EQ_colour=red", QueryFault.Reason.unknownParameter), ("MATCH_readPoint=x", .unknownParameter),
            ("WD_eventID=x", .unknownParameter), ("GT_eventTime=2026-01-01T00:00:00Z", .unknownParameter),
            ("GE_percRank_CEL=1", .unknownParameter), ("EQ_bizTransaction_=x", .unknownParameter),
            ("EXISTS_trader", .unknownParameter), ("GE_value_cel=1", .unknownParameter), ("", .unknownParameter),
            ("EQ_action=ADD&EQ_action=DELETE", .repeatedParameter),
            (
                "GE_errorDeclarationTime=2026-01-01T00:00:00Z&GE_errorDeclaration_Time=2026-01-01T00:00:00Z",
                .repeatedParameter
            ),
            ("EQ_bizStep=", .noValue), ("EQ_bizStep=a||b", .noValue), ("GE_eventTime=2026-01-01", .badTime),
            ("GE_eventTime=2026-01-01T00:00:00", .badTime), ("GE_quantity=ten", .badNumber),
            ("EQ_quantity=1|x", .badNumber),
            ("GE_ex:moisture=wet", .badNumber), ("EQ_action=MOVE", .badAction), ("eventType=LotEvent", .badEventType),
            ("orderBy=bizStep", .badOrderField), ("orderBy=eventTime&orderDirection=UP", .badDirection),
            ("perPage=0", .badCount), ("perPage=-1", .badCount), ("maxEventCount=99999999999999999999", .badCount),
            ("EQ_booleanValue=maybe", .badBoolean), ("EQ_hexBinaryValue=F", .badHexadecimal),
            ("MATCH_epc=urn:epc:id:sgtin:1.2", .badPattern), ("MATCH_epc=urn:epc:idpat:sgtin:*.1.*", .badPattern),
            ("orderBy=eventTime&eventCountLimit=1&maxEventCount=1", .twoLimits),
            ("eventCountLimit=1", .limitWithoutOrder),
        ]
    )
    func refusal(parameters: String, reason: QueryFault.Reason) {
        let fault = parameters.isEmpty ? fault("x") : fault(parameters)
        #expect(fault?.reason == reason)
        #expect(fault?.exception == .queryParameter)
        #expect(fault?.exception.problemType == "epcisException:QueryParameterException")
    }

    @Test("Too much is too complex, too many events are too large")
    func limits() throws {
        let values = (0...EventQuery.valueLimit).map { "urn:x:\($0)" }.joined(separator: "|")
        #expect(fault("EQ_eventID=\(values)")?.exception == .queryTooComplex)
        let query = try query("maxEventCount=2")
        #expect(query.fault(ofCount: 2) == nil)
        #expect(query.fault(ofCount: 3)?.exception == .queryTooLarge)
        #expect(query.fault(ofCount: 3)?.exception.status == 413)
    }

    @Test("Events are sorted by times and by fields of extensions, those without the field last")
    func order() throws {
        let names = QueryFixtures.Name.allCases
        let trees = try names.map { try QueryFixtures.tree($0) }
        func sorted(_ parameters: String) throws -> [QueryFixtures.Name] {
            let order = try #require(try query(parameters).order)
            let keys = trees.map { order.key(of: $0, recordTime: 0) }
            return names.indices.sorted { order.precedes(keys[$0], keys[$1]) }.map { names[$0] }
        }
        #expect(try sorted("orderBy=eventTime&orderDirection=ASC").prefix(2) == [.wrong, .shipping])
        #expect(try sorted("orderBy=eventTime").prefix(2) == [.stock, .sensing])
        #expect(try sorted("orderBy=ex:moisture").first == .shipping)
        #expect(try sorted("orderBy=ex:moisture&orderDirection=ASC").first == .shipping)
        #expect(try sorted("orderBy=ILMD_ex:mined").first == .shipping)
    }

    @Test("A JSON query is one with a URL")
    func json() throws {
        let text = """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ns.example.org/"}],
            "eventType":["ObjectEvent"],"GE_eventTime":"2026-03-01T00:00:00Z","EQ_quantity":[0.75],"GE_quantity_KGM":700,
            "EXISTS_ex:truck":null,"EQ_ex:moisture":3.5,"EQ_bizStep":["shipping"],"orderBy":"eventTime",
            "orderDirection":"ASC","eventCountLimit":5,"perPage":2}
            """
        let query = try EventQuery(json: JSONTape(Array(text.utf8)).root)
        #expect(query.conditions.count == 7)
        #expect(query.eventCountLimit == 5)
        #expect(query.perPage == 2)
        #expect(query.order == EventQuery.Order(field: .eventTime, isAscending: true))
        #expect(query.matches(try QueryFixtures.tree(.shipping), recordTime: 0))
        #expect(!query.matches(try QueryFixtures.tree(.weighing), recordTime: 0))
    }

    @Test(
        "Values of a JSON query have types",
        arguments: [
            (#"[]"#, QueryFault.Reason.notAQuery), (#"{"EQ_quantity":"5"}"#, .wrongType),
            (#"{"perPage":"5"}"#, .wrongType),
            (#"{"EQ_bizStep":[1]}"#, .wrongType), (#"{"EQ_action":[]}"#, .noValue),
            (#"{"EQ_bizStep":{"a":1}}"#, .wrongType),
            (#"{"EQ_bizStep":null}"#, .noValue), (#"{"GE_eventTime":["a","b"]}"#, .severalValues),
            (#"{"perPage":1.5}"#, .badCount), (#"{"EQ_a":1}"#, .unknownParameter),
        ]
    )
    func jsonRefusal(text: String, reason: QueryFault.Reason) throws {
        let root = try JSONTape(Array(text.utf8)).root
        #expect(throws: QueryFault.self) { try EventQuery(json: root) }
        do throws(QueryFault) { _ = try EventQuery(json: root) } catch { #expect(error.reason == reason) }
    }

    @Test("A JSON string is equal to no number, and a number to no string")
    func types() throws {
        var reader = EventTreeReader()
        let event = #"{"type":"ObjectEvent","ex:tag":"007","ex:mass":7}"#
        let tree = try reader.read(json: Array(event.utf8).span, scope: QueryFixtures.scope)
        #expect(try !query("EQ_ex:tag=7").matches(tree, recordTime: 0))
        #expect(try query("EQ_ex:tag=007").matches(tree, recordTime: 0))
        #expect(try query("EQ_ex:mass=7.0").matches(tree, recordTime: 0))
    }

    @Test("Numbers compare as decimals, whatever their size")
    func numbers() throws {
        let ordered = [
            "-1e30", "-2", "-1.5", "0", "1e-400", "0.1", "0.10000000000000001", "7", "70e-1", "1e2", "1e400",
        ]
        let numbers = try ordered.map { try #require(QueryNumber($0), "\($0)") }
        for left in numbers.indices {
            for right in numbers.indices where left != right {
                let isEqual = Set([ordered[left], ordered[right]]) == ["7", "70e-1"]
                #expect(
                    (numbers[left] < numbers[right]) == (left < right && !isEqual),
                    "\(ordered[left]) \(ordered[right])"
                )
            }
        }
        for text in ["", "-", "1e", "NaN", "INF", "1.2.3", "0x1", "1e99999", " 1"] { #expect(QueryNumber(text) == nil) }
    }

    @Test("Prefixes come from the header GS1-Extensions")
    func header() throws {
        let namespaces = QueryNamespaces(header: "ex=https://ns.example.org/, b = urn:b")
        #expect(namespaces["ex"] == "https://ns.example.org/")
        #expect(namespaces["b"] == "urn:b")
        #expect(namespaces["c"] == nil)
    }

    @Test("Master data of documents tell attributes and parts", arguments: [true, false])
    func masterDataOfDocuments(isXML: Bool) throws {
        let xml = """
            <EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:ReadPoint">
            <VocabularyElementList><VocabularyElement id="urn:x:mine"><attribute id="urn:epcglobal:cbv:mda#site">9</attribute>
            <children><id>urn:x:gate</id></children></VocabularyElement></VocabularyElementList></Vocabulary>
            </VocabularyList></EPCISMasterData></extension></EPCISHeader>
            """
        let json = """
            {"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:ReadPoint","vocabularyElementList":
            [{"id":"urn:x:mine","attributes":[{"id":"urn:epcglobal:cbv:mda#site","attribute":"9"}],
            "children":["urn:x:gate"]}]}]}}
            """
        let elements =
            isXML
            ? MasterData.elements(xml: try XMLElement(parsing: Array(xml.utf8).span))
            : MasterData.elements(json: try JSONTape(Array(json.utf8)).root)
        #expect(
            elements == [
                MasterData.Element(
                    vocabulary: "urn:epcglobal:epcis:vtype:ReadPoint",
                    id: "urn:x:mine",
                    attributes: [MasterData.Attribute(name: "urn:epcglobal:cbv:mda#site", value: "9")],
                    children: ["urn:x:gate"]
                )
            ]
        )
        var data = MasterData()
        for element in elements { data.add(element) }
        #expect(data.descendants(of: ["urn:x:mine"]) == ["urn:x:mine", "urn:x:gate"])
    }

    @Test("GS1's own parameters are all taken, those that its schema breaks too")
    func schemaOfGS1() throws {
        guard SharedVectors.folder != nil else {
            print(SharedVectors.absence)
            return
        }
        let schema = try JSONTape(try SharedVectors.bytes("gs1-epcis/rest/query-schema.json")).root
        let query = try #require(schema["definitions"]?["EPCIS-Query"])
        let fixed = try #require(query["properties"]).members.map(\.key).filter { $0 != "@context" }
        let patterns = try #require(query["patternProperties"]).members.map(\.key)
        #expect(fixed.count == 60)
        #expect(patterns.count == 108)
        for name in fixed + patterns.map(Self.example) {
            let isTaken = QueryParameter(name) != nil
            #expect(isTaken, "\(name)")
        }
    }

    /// A name that a pattern of the schema would take, were its backslashes not doubled.
    private static func example(_ pattern: String) -> String {
        pattern.replacing("^", with: "").replacing("$", with: "").replacing(
            #"[a-z][a-zA-Z0-9]*\\:\\w+"#,
            with: "ex:grade"
        )
        .replacing("[A-Z0-9]{2,4}", with: "KGM").replacing("[a-z][a-zA-Z0-9_]+", with: "po")
        .replacing(#"\\w+_\\w+"#, with: "bizLocation_site")
    }
}

extension QueryNarrowing {
    /// Whether an index of keys would give the event.
    fileprivate func admits(_ event: EventKeys, recordTime: Int) -> Bool {
        func isIn(_ value: String?, _ wanted: [String]?) -> Bool {
            wanted.map { value.map($0.contains) ?? false } ?? true
        }
        let time = event.eventTime ?? 0
        return isIn(event.type, types) && isIn(event.action, actions) && isIn(event.bizStep, bizSteps)
            && isIn(event.disposition, dispositions) && isIn(event.eventID, eventIDs)
            && (eventTime.from ?? .min) <= time && time < (eventTime.to ?? .max)
            && (self.recordTime.from ?? .min) <= recordTime && recordTime < (self.recordTime.to ?? .max)
            && (!isErrorDeclaration || event.isErrorDeclaration) && (!hasSensors || event.hasSensors)
            && keys.allSatisfy { set in set.contains { event.keys.contains($0) } }
    }
}
