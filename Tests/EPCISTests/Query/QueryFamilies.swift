extension QueryFamily {
    private static let all9 = Set(QueryFixtures.Name.allCases)

    static let all: [QueryFamily] = event + identifiers + quantities + extensions + errors + sensors + masterData

    private static let event: [QueryFamily] = [
        QueryFamily(
            "eventType",
            "types of the standard and of extensions",
            [
                ("eventType=ObjectEvent", [.shipping, .weighing, .sensing, .wrong]),
                ("eventType=AggregationEvent|AssociationEvent", [.packing, .mounting]),
                ("eventType=TransformationEvent", [.smelting]), ("eventType=TransactionEvent", [.invoice]),
                ("eventType=QuantityEvent", [.stock]), ("eventType=ex:BlastEvent", []),
            ]
        ),
        QueryFamily(
            "GE_eventTime, LT_eventTime",
            "from, inclusive; to, exclusive; in any zone",
            [
                ("GE_eventTime=2026-03-07T08:00:00Z", [.stock]), ("GE_eventTime=2026-03-07T08:00:00.000001Z", []),
                ("LT_eventTime=2026-02-01T08:00:00.001Z", [.wrong]), ("LT_eventTime=2026-02-01T08:00:00Z", []),
                ("GE_eventTime=2026-03-01T08:30:00Z&LT_eventTime=2026-03-01T18:31:00+10:00", [.shipping]),
                ("GE_eventTime=2026-03-01T10:30:00.6 02:00&LT_eventTime=2026-03-02T00:00:00Z", []),
            ]
        ),
        QueryFamily(
            "GE_recordTime, LT_recordTime",
            "when the event was captured",
            [
                ("GE_recordTime=2026-03-10T00:00:00Z", all9), ("LT_recordTime=2026-03-10T00:00:00Z", []),
                ("GE_recordTime=2026-03-10T00:00:00.000001Z", []), ("LT_recordTime=2026-03-10T00:00:00.000001Z", all9),
            ]
        ),
        QueryFamily(
            "EQ_action",
            "`ADD`, `OBSERVE`, `DELETE`",
            [
                ("EQ_action=DELETE", [.packing]), ("EQ_action=ADD|DELETE", [.weighing, .packing, .mounting, .invoice]),
            ]
        ),
        QueryFamily(
            "EQ_bizStep",
            "bare word, CURIE, URN, Web URI; words of others",
            [
                ("EQ_bizStep=shipping", [.shipping]), ("EQ_bizStep=urn:epcglobal:cbv:bizstep:shipping", [.shipping]),
                ("EQ_bizStep=https://ref.gs1.org/cbv/BizStep-shipping|packing", [.shipping]),
                ("EQ_bizStep=cbv:BizStep-receiving", []),
                ("EQ_bizStep=https://ns.example.org/step/weighing", [.weighing]),
                ("EQ_bizStep=ex:step/weighing", [.weighing]),
            ]
        ),
        QueryFamily(
            "EQ_disposition",
            "likewise",
            [
                ("EQ_disposition=in_transit", [.shipping]), ("EQ_disposition=in_progress", []),
                ("EQ_disposition=https://ns.example.org/dry", [.weighing]), ("EQ_disposition=ex:dry", [.weighing]),
            ]
        ),
        QueryFamily(
            "EQ_persistentDisposition_set, _unset",
            "what stays with the thing",
            [
                ("EQ_persistentDisposition_set=completeness_verified", [.shipping]),
                ("EQ_persistentDisposition_set=completeness_inferred", []),
                ("EQ_persistentDisposition_unset=https://ref.gs1.org/cbv/Disp-completeness_inferred", [.shipping]),
                ("EQ_persistentDisposition_unset=completeness_verified", []),
            ]
        ),
        QueryFamily(
            "EQ_eventID",
            "the event of an id",
            [
                ("EQ_eventID=urn:uuid:11111111-1111-4111-8111-111111111111", [.shipping]),
                ("EQ_eventID=urn:uuid:11111111-1111-4111-8111-111111111110", []),
            ]
        ),
        QueryFamily(
            "EQ_transformationID",
            "in either spelling",
            [
                ("EQ_transformationID=urn:epc:id:gdti:4012345.00001.T1", [.smelting]),
                ("EQ_transformationID=urn:epc:id:gdti:4012345.00001.T2", []),
            ]
        ),
        QueryFamily(
            "EQ_bizTransaction_TYPE",
            "transactions of a type",
            [
                ("EQ_bizTransaction_po=urn:epcglobal:cbv:bt:4012345000009:PO-77", [.shipping]),
                ("EQ_bizTransaction_inv=urn:epcglobal:cbv:bt:4012345000009:PO-77", []),
                ("EQ_bizTransaction_inv=urn:x:inv:1|urn:x:inv:2", [.invoice]),
                ("EQ_bizTransaction_urn:epcglobal:cbv:btt:inv=urn:x:untyped", []),
            ]
        ),
        QueryFamily(
            "EQ_source_TYPE, EQ_destination_TYPE",
            "parties and places, in either spelling",
            [
                ("EQ_source_owning_party=urn:epc:id:pgln:4012345.00009", [.shipping]),
                ("EQ_source_possessing_party=urn:epc:id:pgln:4012345.00009", []),
                ("EQ_destination_possessing_party=urn:epc:id:pgln:4012345.00010", [.shipping]),
                ("EQ_destination_possessing_party=urn:epc:id:pgln:4012345.00009", []),
            ]
        ),
        QueryFamily(
            "EQ_readPoint, EQ_bizLocation",
            "places, in either spelling",
            [
                ("EQ_readPoint=https://id.gs1.org/414/4012345000054/254/gate1", [.shipping]),
                ("EQ_readPoint=urn:epc:id:sgln:4012345.00005.0", []),
                ("EQ_bizLocation=urn:epc:id:sgln:4012345.00005.0", [.shipping]),
                ("EQ_bizLocation=urn:epc:id:sgln:4012345.00006.0", []),
                (
                    "EQ_readPoint=urn:epc:id:sgln:4012345.00006.0|urn:epc:id:sgln:4012345.00005.gate1",
                    [.shipping, .weighing]
                ),
            ]
        ),
        QueryFamily(
            "orderBy, orderDirection",
            "`eventTime`, `recordTime` or an extension's field",
            [
                ("orderBy=eventTime&orderDirection=ASC", all9), ("orderBy=ex:moisture", all9),
            ]
        ),
        QueryFamily(
            "eventCountLimit",
            "the first events; only with `orderBy`",
            [
                ("orderBy=eventTime&eventCountLimit=2", all9)
            ]
        ),
        QueryFamily("maxEventCount", "more are a `QueryTooLargeException`", [("maxEventCount=9", all9)]),
        QueryFamily("perPage, nextPageToken", "pages", [("perPage=2&nextPageToken=x", all9)]),
    ]

    private static let identifiers: [QueryFamily] = [
        QueryFamily(
            "MATCH_epc",
            "`epcList` and `childEPCs`; URN, Digital Link, pattern",
            [
                ("MATCH_epc=urn:epc:id:sgtin:4012345.011111.987", [.shipping]),
                (
                    "MATCH_epc=https://shop.example/01/04012345111118/21/55|urn:epc:id:sgtin:4012345.011111.33",
                    [.sensing, .packing]
                ),
                ("MATCH_epc=urn:epc:idpat:sgtin:4012345.011111.*", [.shipping, .packing, .invoice, .sensing, .wrong]),
                ("MATCH_epc=urn:epc:id:sscc:4012345.0000000002", []),
                ("MATCH_epc=urn:epc:id:sgtin:4012345.022222.2", []),
            ]
        ),
        QueryFamily(
            "MATCH_parentID",
            "parents",
            [
                ("MATCH_parentID=urn:epc:id:sscc:4012345.0000000002", [.packing]),
                ("MATCH_parentID=urn:epc:idpat:sscc:4012345.*", [.packing, .invoice]),
                ("MATCH_parentID=urn:epc:id:sgtin:4012345.011111.33", []),
            ]
        ),
        QueryFamily(
            "MATCH_inputEPC, MATCH_outputEPC",
            "what went in, what came out",
            [
                ("MATCH_inputEPC=urn:epc:id:sgtin:4012345.011111.1", [.smelting]),
                ("MATCH_inputEPC=urn:epc:id:sgtin:4012345.022222.2", []),
                ("MATCH_outputEPC=https://id.gs1.org/01/04012345222227/21/2", [.smelting]),
                ("MATCH_outputEPC=urn:epc:id:sgtin:4012345.011111.1", []),
            ]
        ),
        QueryFamily(
            "MATCH_anyEPC",
            "an EPC anywhere in the event",
            [
                ("MATCH_anyEPC=urn:epc:id:sgtin:4012345.022222.2", [.smelting]),
                ("MATCH_anyEPC=urn:epc:id:sscc:4012345.0000000003", [.invoice]),
                (
                    "MATCH_anyEPC=urn:epc:idpat:sgtin:4012345.*.*",
                    [.shipping, .smelting, .packing, .invoice, .sensing, .wrong]
                ),
                ("MATCH_anyEPC=urn:epc:id:sgtin:4012345.011111.99", []),
            ]
        ),
        QueryFamily(
            "MATCH_epcClass",
            "classes of `quantityList` and `childQuantityList`, and of QuantityEvent",
            [
                ("MATCH_epcClass=https://id.gs1.org/01/04012345111118/10/A1", [.shipping]),
                ("MATCH_epcClass=urn:epc:class:lgtin:4012345.011111.*", [.shipping, .weighing, .packing]),
                ("MATCH_epcClass=urn:epc:idpat:sgtin:4012345.033333.*", [.stock]),
                ("MATCH_epcClass=urn:epc:class:lgtin:4012345.011111.IN", []),
            ]
        ),
        QueryFamily(
            "MATCH_inputEPCClass, MATCH_outputEPCClass",
            "classes that went in and came out",
            [
                ("MATCH_inputEPCClass=urn:epc:class:lgtin:4012345.011111.IN", [.smelting]),
                ("MATCH_inputEPCClass=urn:epc:class:lgtin:4012345.011111.A1", []),
                ("MATCH_outputEPCClass=https://id.gs1.org/01/04012345222227", [.smelting]),
                ("MATCH_outputEPCClass=urn:epc:class:lgtin:4012345.011111.IN", []),
            ]
        ),
        QueryFamily(
            "MATCH_anyEPCClass",
            "a class anywhere in the event",
            [
                (
                    "MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.011111.IN|urn:epc:class:lgtin:4012345.011111.CH",
                    [.smelting, .packing]
                ),
                ("MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.011111.ZZ", []),
            ]
        ),
    ]

    private static let quantities: [QueryFamily] = [
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_quantity",
            "whatever the unit",
            [
                ("EQ_quantity=7.0", [.packing]), ("EQ_quantity=4|10", [.smelting]), ("GT_quantity=12", [.weighing]),
                ("GE_quantity=12", [.weighing, .stock]), ("LT_quantity=4", [.shipping]),
                ("LE_quantity=4", [.shipping, .smelting]), ("EQ_quantity=11", []),
            ]
        ),
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_quantity_UOM",
            "converted between units of one dimension, exactly",
            [
                ("EQ_quantity_KGM=750", [.shipping]), ("EQ_quantity_KGM=30", [.weighing]),
                ("EQ_quantity_TNE=0.03", [.weighing]),
                ("EQ_quantity_GRM=7000|4e3", [.packing, .smelting]), ("GT_quantity_KGM=30", [.shipping]),
                ("GE_quantity_KGM=30", [.shipping, .weighing]), ("LT_quantity_KGM=7", [.smelting]),
                ("LE_quantity_KGM=7", [.smelting, .packing]), ("EQ_quantity_LTR=30", []), ("EQ_quantity_KGM=10", []),
            ]
        ),
    ]

    private static let extensions: [QueryFamily] = [
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_FIELD",
            "fields of extensions: texts, numbers, times, lists",
            [
                ("EQ_ex:trader=Maison \u{C9}toile", [.shipping]), ("EQ_ex:trader=Maison E\u{301}toile", []),
                ("EQ_https://ns.example.org#trader=x|Maison \u{C9}toile", [.shipping]),
                ("EQ_other:trader=Maison \u{C9}toile", []), ("EQ_ex:moisture=3.50", [.shipping]),
                ("GT_ex:moisture=3.5", []),
                ("GE_ex:moisture=3.5", [.shipping]), ("LT_ex:moisture=3.6", [.shipping]), ("LE_ex:moisture=3.4", []),
                ("GE_ex:sealedAt=2026-03-01T10:00:00+01:00", [.shipping]), ("LT_ex:sealedAt=2026-03-01T09:00:00Z", []),
                ("EQ_ex:sealedAt=2026-03-01T11:00:00+02:00", [.shipping]), ("EQ_ex:codes=B9", [.shipping]),
                ("EQ_ex:codes=C1", []),
                ("EQ_ex:plate=RAB 123", []),
            ]
        ),
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_INNER_FIELD",
            "below the fields of extensions",
            [
                ("EQ_INNER_ex:plate=RAB 123", [.shipping]), ("EQ_INNER_ex:trader=Maison \u{C9}toile", []),
                ("GT_INNER_ex:axles=4", [.shipping]), ("GE_INNER_ex:axles=6", []), ("LT_INNER_ex:axles=6", [.shipping]),
                ("LE_INNER_ex:axles=4", []),
            ]
        ),
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_ILMD_FIELD",
            "instance and lot master data",
            [
                ("EQ_ILMD_ex:grade=12.5", [.shipping]), ("GT_ILMD_ex:grade=12.5", []),
                ("GE_ILMD_ex:grade=12.5", [.shipping]),
                ("LT_ILMD_ex:grade=12.51", [.shipping]), ("LE_ILMD_ex:grade=12.4", []), ("EQ_ex:grade=12.5", []),
                ("GE_ILMD_ex:mined=2026-02-20T00:00:00Z", [.shipping]), ("LT_ILMD_ex:mined=2026-02-20T00:00:00Z", []),
            ]
        ),
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_INNER_ILMD_FIELD",
            "below the fields of ILMD",
            [
                ("EQ_INNER_ILMD_ex:name=Kalimbi", [.shipping]), ("EQ_INNER_ILMD_ex:grade=12.5", []),
                ("GT_INNER_ILMD_ex:level=3", [.shipping]), ("GE_INNER_ILMD_ex:level=5", []),
                ("LT_INNER_ILMD_ex:level=5", [.shipping]), ("LE_INNER_ILMD_ex:level=3", []),
            ]
        ),
        QueryFamily(
            "EXISTS_FIELD, _INNER_, _ILMD_, _INNER_ILMD_",
            "whether a field is there and not empty",
            [
                ("EXISTS_ex:truck", [.shipping]), ("EXISTS_ex:empty=true", []), ("EXISTS_ex:plate", []),
                ("EXISTS_INNER_ex:plate=true", [.shipping]), ("EXISTS_ILMD_ex:pit", [.shipping]),
                ("EXISTS_ILMD_ex:level", []),
                ("EXISTS_INNER_ILMD_ex:level", [.shipping]), ("EXISTS_ex:truck=false", all9),
                ("EXISTS_ilmd", [.shipping]),
            ]
        ),
        QueryFamily(
            "EQ_readPoint_FIELD, EQ_bizLocation_FIELD, _INNER_",
            "fields that extensions give to places",
            [
                ("EQ_readPoint_ex:floor=2", [.shipping]), ("EQ_readPoint_ex:floor=3", []),
                ("EQ_INNER_readPoint_ex:crane=C7", [.shipping]), ("EQ_INNER_readPoint_ex:floor=2", []),
                ("EQ_bizLocation_ex:zone=north", [.shipping]), ("EQ_bizLocation_ex:zone=south", []),
                ("EQ_INNER_bizLocation_ex:row=R3", [.shipping]), ("EQ_INNER_bizLocation_ex:row=R4", []),
            ]
        ),
    ]

    private static let errors: [QueryFamily] = [
        QueryFamily(
            "EXISTS_errorDeclaration",
            "events that declare another one wrong",
            [
                ("EXISTS_errorDeclaration=true", [.wrong]), ("EXISTS_errorDeclaration=false", all9),
            ]
        ),
        QueryFamily(
            "GE_, LT_errorDeclarationTime",
            "also spelt `errorDeclaration_Time`",
            [
                ("GE_errorDeclarationTime=2026-02-15T00:00:00Z", [.wrong]),
                ("GE_errorDeclaration_Time=2026-02-15T00:00:01Z", []),
                ("LT_errorDeclaration_Time=2026-02-15T00:00:01Z", [.wrong]),
                ("LT_errorDeclarationTime=2026-02-15T00:00:00Z", []),
            ]
        ),
        QueryFamily(
            "EQ_errorReason",
            "reasons",
            [
                ("EQ_errorReason=incorrect_data", [.wrong]),
                ("EQ_errorReason=urn:epcglobal:cbv:er:incorrect_data", [.wrong]),
                ("EQ_errorReason=did_not_occur", []),
            ]
        ),
        QueryFamily(
            "EQ_correctiveEventID",
            "what was right instead",
            [
                ("EQ_correctiveEventID=urn:uuid:33333333-3333-4333-8333-333333333333|urn:x:1", [.wrong]),
                ("EQ_correctiveEventID=urn:uuid:22222222-2222-4222-8222-222222222222", []),
            ]
        ),
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_ERROR_DECLARATION_FIELD, _INNER_, EXISTS_",
            "extensions of error declarations",
            [
                ("EQ_ERROR_DECLARATION_ex:auditor=Office 4", [.wrong]),
                ("EQ_ERROR_DECLARATION_ex:auditor=Office 5", []),
                ("GT_ERROR_DECLARATION_ex:score=6", [.wrong]), ("GE_ERROR_DECLARATION_ex:score=8", []),
                ("LT_ERROR_DECLARATION_ex:score=8", [.wrong]), ("LE_ERROR_DECLARATION_ex:score=6", []),
                ("EQ_INNER_ERROR_DECLARATION_ex:day=Monday", [.wrong]),
                ("EQ_INNER_ERROR_DECLARATION_ex:auditor=Office 4", []),
                ("GT_INNER_ERROR_DECLARATION_ex:hours=2", [.wrong]), ("GE_INNER_ERROR_DECLARATION_ex:hours=4", []),
                ("LT_INNER_ERROR_DECLARATION_ex:hours=4", [.wrong]), ("LE_INNER_ERROR_DECLARATION_ex:hours=2", []),
                ("EXISTS_ERROR_DECLARATION_ex:visit", [.wrong]), ("EXISTS_ERROR_DECLARATION_ex:day", []),
                ("EXISTS_INNER_ERROR_DECLARATION_ex:day", [.wrong]), ("EXISTS_INNER_ERROR_DECLARATION_ex:night", []),
            ]
        ),
    ]

    private static let sensors: [QueryFamily] = [
        QueryFamily(
            "EXISTS_sensorElementList",
            "events with sensor data",
            [("EXISTS_sensorElementList=true", [.sensing])]
        ),
        QueryFamily(
            "GE_, LT_ time, startTime, endTime",
            "times of sensors",
            [
                ("GE_time=2026-03-06T11:00:00Z", [.sensing]), ("GE_time=2026-03-06T11:00:01Z", []),
                ("LT_time=2026-03-06T11:00:01Z", [.sensing]), ("LT_time=2026-03-06T11:00:00Z", []),
                ("GE_startTime=2026-03-06T10:00:00Z", [.sensing]), ("LT_startTime=2026-03-06T10:00:00Z", []),
                ("GE_endTime=2026-03-06T12:30:00+02:00", [.sensing]), ("LT_endTime=2026-03-06T10:30:00Z", []),
            ]
        ),
        QueryFamily(
            "EQ_type",
            "what was measured",
            [
                ("EQ_type=Temperature", [.sensing]), ("EQ_type=gs1:Mass|Speed", [.sensing]),
                ("EQ_type=https://gs1.org/voc/Temperature", [.sensing]), ("EQ_type=Speed", []),
                ("EQ_type=https://example.org/measure/Dust", [.sensing]),
            ]
        ),
        QueryFamily(
            "EQ_deviceID, deviceMetadata, rawData, dataProcessingMethod, bizRules",
            "sensor metadata and reports",
            [
                ("EQ_deviceID=https://id.gs1.org/8004/4000001111", [.sensing]),
                ("EQ_deviceID=urn:epc:id:giai:4000001.112", []),
                ("EQ_deviceMetadata=https://id.gs1.org/8004/4000001111", [.sensing]),
                ("EQ_rawData=https://example.org/8004/401234599999", [.sensing]),
                ("EQ_dataProcessingMethod=https://example.org/253/4012345000054987", [.sensing]),
                ("EQ_dataProcessingMethod=https://example.org/253/x", []),
                ("EQ_bizRules=https://example.org/253/rules", [.sensing]),
                ("EQ_bizRules=https://example.org/rules", []),
            ]
        ),
        QueryFamily(
            "EQ_microorganism, chemicalSubstance, component, exception, coordinateReferenceSystem",
            "sensor reports",
            [
                ("EQ_microorganism=https://example.org/mo/1126", [.sensing]),
                ("EQ_microorganism=https://example.org/mo/1", []),
                ("EQ_chemicalSubstance=https://example.org/chem/CDJ", [.sensing]),
                ("EQ_chemicalSubstance=https://x.example", []),
                ("EQ_component=x", [.sensing]), ("EQ_component=y", []),
                ("EQ_exception=gs1:ALARM_CONDITION", [.sensing]),
                ("EQ_exception=ERROR_CONDITION", []),
                ("EQ_coordinateReferenceSystem=https://example.org/crs/wgs84", [.sensing]),
            ]
        ),
        QueryFamily(
            "EQ_stringValue, booleanValue, hexBinaryValue, uriValue",
            "values that are no numbers",
            [
                ("EQ_stringValue=low|high", [.sensing]), ("EQ_stringValue=low", []),
                ("EQ_booleanValue=true", [.sensing]),
                ("EQ_booleanValue=false", []), ("EQ_hexBinaryValue=F0f0", [.sensing]), ("EQ_hexBinaryValue=F0", []),
                ("EQ_uriValue=urn:epc:idpat:sgtin:4012345.011111.*", [.sensing]),
                ("EQ_uriValue=https://example.org/u", []),
            ]
        ),
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_value_UOM",
            "converted: °C, K and °F, kg, t and g",
            [
                ("EQ_value_CEL=25", [.sensing]), ("EQ_value_KEL=298.15", [.sensing]), ("EQ_value_FAH=77", [.sensing]),
                ("EQ_value_KEL=298.1500001", []), ("GT_value_FAH=77", []), ("GE_value_FAH=77", [.sensing]),
                ("LT_value_KEL=298.15", []), ("LE_value_KEL=298.15", [.sensing]), ("EQ_value_KGM=1500", [.sensing]),
                ("GT_value_GRM=1499999.999", [.sensing]), ("EQ_value_GRM=1.5", []), ("EQ_value_PAL=25", []),
            ]
        ),
        QueryFamily(
            "… minValue, maxValue, meanValue, percValue _UOM",
            "likewise",
            [
                ("EQ_minValue_CEL=20", [.sensing]), ("GE_minValue_KEL=293.15", [.sensing]),
                ("LT_minValue_KEL=293.15", []),
                ("GT_maxValue_CEL=30", [.sensing]), ("LE_maxValue_CEL=30", []), ("EQ_maxValue_FAH=86.9", [.sensing]),
                ("GE_meanValue_FAH=78.8", [.sensing]), ("GT_meanValue_FAH=78.8", []),
                ("EQ_percValue_CEL=24", [.sensing]),
                ("LT_percValue_KEL=297.15", []), ("LE_percValue_KEL=297.15", [.sensing]),
            ]
        ),
        QueryFamily(
            "… sDev_UOM",
            "a difference: 1.5 °C are 1.5 K and 2.7 °F",
            [
                ("EQ_sDev_KEL=1.5", [.sensing]), ("EQ_sDev_FAH=2.7", [.sensing]), ("GT_sDev_CEL=1.5", []),
                ("GE_sDev_CEL=1.5", [.sensing]), ("LT_sDev_KEL=274", [.sensing]), ("LE_sDev_KEL=1.4", []),
            ]
        ),
        QueryFamily(
            "{EQ,GT,GE,LT,LE}_percRank",
            "without a unit",
            [
                ("EQ_percRank=50.0", [.sensing]), ("GT_percRank=50", []), ("GE_percRank=50", [.sensing]),
                ("LT_percRank=50", []),
                ("LE_percRank=50", [.sensing]),
            ]
        ),
        QueryFamily(
            "… SENSORELEMENT_, SENSORMETADATA_, SENSORREPORT_FIELD, _INNER_, EXISTS_",
            "extensions of sensors",
            [
                ("EQ_SENSORELEMENT_ex:mount=roof", [.sensing]), ("EQ_SENSORELEMENT_ex:firmware=1.2", []),
                ("EXISTS_SENSORELEMENT_ex:box", [.sensing]), ("EQ_INNER_SENSORELEMENT_ex:colour=red", [.sensing]),
                ("EQ_INNER_SENSORELEMENT_ex:mount=roof", []), ("EQ_SENSORMETADATA_ex:firmware=1.2", [.sensing]),
                ("GT_SENSORMETADATA_ex:firmware=1.1", [.sensing]), ("LE_SENSORMETADATA_ex:firmware=1.1", []),
                ("EXISTS_SENSORMETADATA_ex:mount", []), ("EQ_INNER_SENSORMETADATA_ex:city=Kigali", [.sensing]),
                ("EQ_INNER_SENSORMETADATA_ex:city=Goma", []), ("EQ_SENSORREPORT_ex:probe=P1", [.sensing]),
                ("EQ_SENSORREPORT_ex:probe=P2", []), ("EXISTS_SENSORREPORT_ex:head", [.sensing]),
                ("EQ_INNER_SENSORREPORT_ex:serial=S9", [.sensing]), ("EXISTS_INNER_SENSORREPORT_ex:probe", []),
            ]
        ),
    ]

    private static let masterData: [QueryFamily] = [
        QueryFamily(
            "WD_readPoint, WD_bizLocation",
            "with all that master data say is part of it",
            [
                ("WD_readPoint=urn:epc:id:sgln:4012345.00005.0", [.shipping]),
                ("WD_readPoint=https://example.org/district/1", [.shipping]),
                ("WD_bizLocation=https://example.org/district/1", [.shipping]),
                ("WD_bizLocation=https://example.org/district/2", []),
                ("WD_readPoint=urn:epc:id:sgln:4012345.00006.0", [.weighing]),
            ]
        ),
        QueryFamily(
            "HASATTR_FIELD",
            "master data of a value have an attribute",
            [
                ("HASATTR_bizLocation=countryCode", [.shipping]), ("HASATTR_bizLocation=md:countryCode", [.shipping]),
                ("HASATTR_bizLocation=urn:epcglobal:cbv:mda#latitude|ex:permit", [.shipping]),
                ("HASATTR_readPoint=countryCode", []),
                ("HASATTR_ex:truck=plate", [.shipping]), ("HASATTR_ex:truck=wheels", []),
            ]
        ),
        QueryFamily(
            "EQ_ATTR_FIELD_ATTRIBUTE",
            "an attribute equals; also spelt `EQATTR_`",
            [
                ("EQ_ATTR_bizLocation_countryCode=RW", [.shipping]), ("EQ_ATTR_bizLocation_countryCode=CD", []),
                ("EQATTR_bizLocation_md:countryCode=CD|RW", [.shipping]),
                ("EQ_ATTR_ex:truck_plate=RAB 123", [.shipping]),
                ("EQ_ATTR_ex:truck_plate=RAB 124", []),
            ]
        ),
    ]
}
