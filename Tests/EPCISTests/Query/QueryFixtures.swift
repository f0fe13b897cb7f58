import EPCIS
import Testing

/// Events that between them have every field a query can ask for.
enum QueryFixtures {
    enum Name: String, CaseIterable {
        case shipping, weighing, smelting, packing, mounting, invoice, sensing, wrong, stock
    }

    static let context = ["ex": "https://ns.example.org/", "md": "urn:epcglobal:cbv:mda#"]

    /// When the events were captured, in microseconds since 1970: 2026-03-10T00:00:00Z.
    static let recordTime = 1_773_100_800_000_000

    static let json: [Name: String] = [
        .shipping: """
        {"type":"ObjectEvent","eventID":"urn:uuid:11111111-1111-4111-8111-111111111111",
         "eventTime":"2026-03-01T10:30:00.5+02:00","eventTimeZoneOffset":"+02:00","action":"OBSERVE",
         "epcList":["urn:epc:id:sscc:4012345.0000000001","https://id.gs1.org/01/04012345111118/21/987"],
         "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.A1","quantity":0.75,"uom":"TNE"}],
         "bizStep":"shipping","disposition":"in_transit",
         "persistentDisposition":{"set":["completeness_verified"],"unset":["completeness_inferred"]},
         "readPoint":{"id":"urn:epc:id:sgln:4012345.00005.gate1","ex:floor":"2","ex:dock":{"ex:crane":"C7"}},
         "bizLocation":{"id":"https://id.gs1.org/414/4012345000054","ex:zone":"north","ex:yard":{"ex:row":"R3"}},
         "bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:4012345000009:PO-77"}],
         "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00009"}],
         "destinationList":[{"type":"possessing_party","destination":"urn:epc:id:pgln:4012345.00010"}],
         "ilmd":{"ex:grade":12.50,"ex:mined":"2026-02-20T00:00:00Z","ex:pit":{"ex:level":4,"ex:name":"Kalimbi"}},
         "ex:trader":"Maison \\u00c9toile","ex:moisture":3.5,"ex:sealedAt":"2026-03-01T09:00:00Z","ex:truck":
         {"ex:plate":"RAB 123","ex:axles":5},"ex:codes":["A7","B9"],"ex:empty":null}
        """,
        .weighing: """
        {"type":"ObjectEvent","eventTime":"2026-03-02T08:00:00Z","eventTimeZoneOffset":"+00:00","action":"ADD",
         "quantityList":[{"epcClass":"https://id.gs1.org/01/04012345111118/10/B2","quantity":30000,"uom":"GRM"}],
         "bizStep":"https://ns.example.org/step/weighing","disposition":"ex:dry",
         "readPoint":{"id":"urn:epc:id:sgln:4012345.00006.0"}}
        """,
        .smelting: """
        {"type":"TransformationEvent","eventTime":"2026-03-03T08:00:00Z","eventTimeZoneOffset":"+00:00",
         "transformationID":"urn:epc:id:gdti:4012345.00001.T1",
         "inputEPCList":["urn:epc:id:sgtin:4012345.011111.1"],"outputEPCList":["urn:epc:id:sgtin:4012345.022222.2"],
         "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.IN","quantity":10}],
         "outputQuantityList":[{"epcClass":"urn:epc:idpat:sgtin:4012345.022222.*","quantity":4,"uom":"KGM"}]}
        """,
        .packing: """
        {"type":"AggregationEvent","eventTime":"2026-03-04T08:00:00Z","eventTimeZoneOffset":"+00:00",
         "action":"DELETE","parentID":"urn:epc:id:sscc:4012345.0000000002",
         "childEPCs":["urn:epc:id:sgtin:4012345.011111.33"],
         "childQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.CH","quantity":7,"uom":"KGM"}]}
        """,
        .mounting: """
        {"type":"AssociationEvent","eventTime":"2026-03-04T09:00:00Z","eventTimeZoneOffset":"+00:00",
         "action":"ADD","parentID":"urn:epc:id:grai:4012345.55555.987","childEPCs":["urn:epc:id:giai:4000001.12345"]}
        """,
        .invoice: """
        {"type":"TransactionEvent","eventTime":"2026-03-05T08:00:00Z","eventTimeZoneOffset":"+00:00",
         "action":"ADD","parentID":"urn:epc:id:sscc:4012345.0000000003",
         "epcList":["urn:epc:id:sgtin:4012345.011111.44"],
         "bizTransactionList":[{"type":"urn:epcglobal:cbv:btt:inv","bizTransaction":"urn:x:inv:1"},
         {"bizTransaction":"urn:x:untyped"}]}
        """,
        .sensing: """
        {"type":"ObjectEvent","eventTime":"2026-03-06T12:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",
         "epcList":["urn:epc:id:sgtin:4012345.011111.55"],
         "sensorElementList":[{"sensorMetadata":{"time":"2026-03-06T11:00:00Z","startTime":"2026-03-06T10:00:00Z",
         "endTime":"2026-03-06T10:30:00Z","deviceID":"urn:epc:id:giai:4000001.111","deviceMetadata":
         "https://id.gs1.org/8004/4000001111","rawData":"https://example.org/8004/401234599999",
         "dataProcessingMethod":"https://example.org/253/4012345000054987","bizRules":"https://example.org/253/rules",
         "ex:firmware":"1.2","ex:maker":{"ex:city":"Kigali"}},
         "ex:mount":"roof","ex:box":{"ex:colour":"red"},
         "sensorReport":[{"type":"Temperature","value":25.0,"minValue":20,"maxValue":30.5,"meanValue":26,"sDev":1.5,
         "percRank":50,"percValue":24,"uom":"CEL","component":"x","ex:probe":"P1","ex:head":{"ex:serial":"S9"}},
         {"type":"gs1:Mass","value":1.5,"uom":"TNE"},
         {"type":"https://example.org/measure/Dust","stringValue":"high","booleanValue":true,"hexBinaryValue":"f0F0",
         "uriValue":"https://id.gs1.org/01/04012345111118","microorganism":"https://example.org/mo/1126",
         "chemicalSubstance":"https://example.org/chem/CDJ","exception":"ALARM_CONDITION",
         "coordinateReferenceSystem":"https://example.org/crs/wgs84"}]}]}
        """,
        .wrong: """
        {"type":"ObjectEvent","eventID":"urn:uuid:22222222-2222-4222-8222-222222222222",
         "eventTime":"2026-02-01T08:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",
         "epcList":["urn:epc:id:sgtin:4012345.011111.66"],
         "errorDeclaration":{"declarationTime":"2026-02-15T00:00:00Z","reason":"incorrect_data",
         "correctiveEventIDs":["urn:uuid:33333333-3333-4333-8333-333333333333"],
         "ex:auditor":"Office 4","ex:score":7,"ex:visit":{"ex:day":"Monday","ex:hours":3}}}
        """,
    ]

    /// Of EPCIS 1.x there is only XML.
    static let stock = """
        <QuantityEvent><eventTime>2026-03-07T08:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
        <epcClass>urn:epc:idpat:sgtin:4012345.033333.*</epcClass><quantity>12</quantity></QuantityEvent>
        """

    static var scope: NamespaceScope {
        var scope = NamespaceScope()
        for (prefix, namespace) in context.sorted(by: { $0.key < $1.key }) {
            scope.declare(prefix: prefix.utf8, namespace: namespace.utf8)
        }
        return scope
    }

    /// The event of that name.
    static func tree(_ name: Name) throws -> EventTree {
        var reader = EventTreeReader()
        if name == .stock { return try reader.read(xml: Array(stock.utf8).span) }
        return try reader.read(json: Array((json[name] ?? "").utf8).span, scope: scope)
    }

    /// The event of that name, by way of its XML form.
    static func treeFromXML(_ name: Name) throws -> EventTree {
        guard name != .stock else { return try tree(name) }
        let document = """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ns.example.org/"}],
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-10T00:00:00Z",
            "epcisBody":{"eventList":[\(json[name] ?? "")]}}
            """
        let xml = try DocumentConverter(target: .xml).convert(Array(document.utf8))
        return try #require(Reading.read(xml.bytes).trees.first)
    }

    /// What is known of places: the gate is part of the mine, the mine of the district.
    static var masterData: MasterData {
        var data = MasterData()
        data.add(
            MasterData.Element(
                vocabulary: "urn:epcglobal:epcis:vtype:BusinessLocation",
                id: "urn:epc:id:sgln:4012345.00005.0",
                attributes: [
                    MasterData.Attribute(name: "urn:epcglobal:cbv:mda#countryCode", value: "RW"),
                    MasterData.Attribute(name: "https://ns.example.org/permit", value: "P-9"),
                ],
                children: ["urn:epc:id:sgln:4012345.00005.gate1"]
            )
        )
        data.add(
            MasterData.Element(
                vocabulary: "urn:epcglobal:epcis:vtype:BusinessLocation",
                id: "https://example.org/district/1",
                attributes: [],
                children: ["https://id.gs1.org/414/4012345000054", "https://example.org/district/1"]
            )
        )
        return data
    }
}
