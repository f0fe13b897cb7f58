/// The names that the EPCIS 2.0 standard gives to what an event holds, as its JSON binding spells them (section 10).
///
/// Any other name is an extension, or a mistake: see ``EventName``.
public enum EventTerm: UInt16, Sendable, Hashable, CaseIterable {
    case objectEvent
    case aggregationEvent
    case transactionEvent
    case transformationEvent
    case associationEvent
    case quantityEvent
    case eventTime
    case eventTimeZoneOffset
    case recordTime
    case eventID
    case errorDeclaration
    case declarationTime
    case reason
    case correctiveEventIDs
    case correctiveEventID
    case certificationInfo
    case parentID
    case epcList
    case inputEPCList
    case outputEPCList
    case childEPCs
    case epc
    case quantityList
    case childQuantityList
    case inputQuantityList
    case outputQuantityList
    case quantityElement
    case epcClass
    case quantity
    case uom
    case action
    case transformationID
    case bizStep
    case disposition
    case persistentDisposition
    case `set`
    case unset
    case readPoint
    case bizLocation
    case id
    case bizTransactionList
    case bizTransaction
    case sourceList
    case source
    case destinationList
    case destination
    case `type`
    case isA
    case ilmd
    case sensorElementList
    case sensorElement
    case sensorMetadata
    case sensorReport
    case time
    case startTime
    case endTime
    case deviceID
    case deviceMetadata
    case rawData
    case dataProcessingMethod
    case bizRules
    case exception
    case microorganism
    case chemicalSubstance
    case value
    case component
    case stringValue
    case booleanValue
    case hexBinaryValue
    case uriValue
    case minValue
    case maxValue
    case meanValue
    case sDev
    case percRank
    case percValue
    case coordinateReferenceSystem
    case comment
    case context
    case text

    /// The name as the JSON binding spells it; of the text beside attributes, `#text`.
    public var spelling: StaticString { Self.spellings[Int(rawValue)] }

    private static let spellings: [StaticString] = [
        "ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent",
        "QuantityEvent", "eventTime", "eventTimeZoneOffset", "recordTime", "eventID", "errorDeclaration",
        "declarationTime", "reason", "correctiveEventIDs", "correctiveEventID", "certificationInfo", "parentID",
        "epcList", "inputEPCList", "outputEPCList", "childEPCs", "epc", "quantityList", "childQuantityList",
        "inputQuantityList", "outputQuantityList", "quantityElement", "epcClass", "quantity", "uom", "action",
        "transformationID", "bizStep", "disposition", "persistentDisposition", "set", "unset", "readPoint",
        "bizLocation", "id", "bizTransactionList", "bizTransaction", "sourceList", "source", "destinationList",
        "destination", "type", "isA", "ilmd", "sensorElementList", "sensorElement", "sensorMetadata", "sensorReport",
        "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules",
        "exception", "microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue",
        "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue",
        "coordinateReferenceSystem", "comment", "@context", "#text",
    ]
}

extension EventTerm {
    /// The bytes of the spelling.
    public var bytes: [UInt8] { spelling.withUTF8Buffer { Array($0) } }
}
