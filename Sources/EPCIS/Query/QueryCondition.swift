/// What an event has to fulfil, of one parameter of a query; its values are alternatives (EPCIS 2.0 section 8.2.7.1).
public enum QueryCondition: Sendable, Hashable {
    /// `eventType`.
    case eventType([EventTypeName])
    /// `EQ_action`.
    case action([String])
    /// `GE_…` and `LT_…` of a time, in microseconds since 1970.
    case time(TimeField, QueryComparison, Int)
    /// `EQ_…` of a word of a vocabulary.
    case word(WordField, [QueryWord])
    /// `EQ_…` of an identifier.
    case identifier(IdentifierField, [QueryIdentifier])
    /// `WD_readPoint` and `WD_bizLocation`.
    case descendant(IdentifierField, [QueryIdentifier])
    /// `MATCH_…`.
    case match(MatchField, [QueryPattern])
    /// `EQ_bizTransaction_…`, `EQ_source_…` and `EQ_destination_…`.
    case listed(ListField, type: QueryWord, [QueryIdentifier])
    /// `EQ_quantity…` and its like; without a unit whatever the event's unit is.
    case quantity(QueryComparison, [QueryNumber], unit: String?)
    /// `EQ_value_…` and the other numbers of sensor reports.
    case measure(MeasureField, QueryComparison, [QueryNumber], unit: String?)
    /// `EQ_stringValue` and the other texts of sensors.
    case sensorText(SensorField, [QueryIdentifier])
    /// `EQ_booleanValue`.
    case sensorBoolean(Bool)
    /// `EQ_hexBinaryValue`, in capitals.
    case sensorHexadecimal([String])
    /// `EXISTS_errorDeclaration` and `EXISTS_sensorElementList`.
    case exists(ExistingField)
    /// `EQ_…` and its like of an extension's field.
    case field(QueryFieldPath, QueryComparison, [QueryOperand])
    /// `EXISTS_…` of an extension's field.
    case fieldExists(QueryFieldPath)
    /// `HASATTR_…`: the master data of a field's value have an attribute.
    case hasAttribute(AttributedField, [String])
    /// `EQ_ATTR_…`: an attribute in the master data of a field's value equals.
    case attribute(AttributedField, String, [String])
}

extension QueryCondition {
    /// An event type: one of the standard's or the name of an extension's.
    public enum EventTypeName: Sendable, Hashable {
        case standard(EventTerm)
        case other(QueryName)
    }

    /// The times of an event.
    public enum TimeField: String, Sendable, Hashable, CaseIterable {
        case eventTime
        case recordTime
        case errorDeclarationTime
        case time
        case startTime
        case endTime
    }

    /// The words of an event.
    public enum WordField: String, Sendable, Hashable, CaseIterable {
        case bizStep
        case disposition
        case persistentDispositionSet = "persistentDisposition_set"
        case persistentDispositionUnset = "persistentDisposition_unset"
        case errorReason
        case measurementType = "type"
        case exception
        case component

        var vocabulary: CBVVocabulary {
            switch self {
            case .bizStep: .bizStep
            case .disposition, .persistentDispositionSet, .persistentDispositionUnset: .disposition
            case .errorReason: .errorReason
            case .measurementType: .measurementType
            case .exception: .sensorAlert
            case .component: .component
            }
        }
    }

    /// The identifiers of an event that `EQ_…` compares.
    public enum IdentifierField: String, Sendable, Hashable, CaseIterable {
        case eventID
        case transformationID
        case readPoint
        case bizLocation
        case correctiveEventID
    }

    /// The lists of an event that have types.
    public enum ListField: String, Sendable, Hashable, CaseIterable {
        case bizTransaction
        case source
        case destination

        var list: EventTerm {
            switch self {
            case .bizTransaction: .bizTransactionList
            case .source: .sourceList
            case .destination: .destinationList
            }
        }

        var item: EventTerm {
            switch self {
            case .bizTransaction: .bizTransaction
            case .source: .source
            case .destination: .destination
            }
        }

        var vocabulary: CBVVocabulary { self == .bizTransaction ? .bizTransactionType : .sourceDestinationType }
    }

    /// What `MATCH_…` looks at.
    public enum MatchField: String, Sendable, Hashable, CaseIterable {
        case epc
        case parentID
        case inputEPC
        case outputEPC
        case anyEPC
        case epcClass
        case inputEPCClass
        case outputEPCClass
        case anyEPCClass
    }

    /// The numbers of a sensor report.
    public enum MeasureField: String, Sendable, Hashable, CaseIterable {
        case value
        case minValue
        case maxValue
        case meanValue
        case sDev
        case percRank
        case percValue

        var term: EventTerm {
            switch self {
            case .value: .value
            case .minValue: .minValue
            case .maxValue: .maxValue
            case .meanValue: .meanValue
            case .sDev: .sDev
            case .percRank: .percRank
            case .percValue: .percValue
            }
        }
    }

    /// The texts of sensor metadata and sensor reports.
    public enum SensorField: String, Sendable, Hashable, CaseIterable {
        case deviceID
        case deviceMetadata
        case rawData
        case dataProcessingMethod
        case bizRules
        case microorganism
        case chemicalSubstance
        case stringValue
        case uriValue
        case coordinateReferenceSystem

        var term: EventTerm {
            switch self {
            case .deviceID: .deviceID
            case .deviceMetadata: .deviceMetadata
            case .rawData: .rawData
            case .dataProcessingMethod: .dataProcessingMethod
            case .bizRules: .bizRules
            case .microorganism: .microorganism
            case .chemicalSubstance: .chemicalSubstance
            case .stringValue: .stringValue
            case .uriValue: .uriValue
            case .coordinateReferenceSystem: .coordinateReferenceSystem
            }
        }
    }

    /// The standard's own fields whose presence can be asked for.
    public enum ExistingField: String, Sendable, Hashable, CaseIterable {
        case errorDeclaration
        case sensorElementList
        case ilmd

        var term: EventTerm {
            switch self {
            case .errorDeclaration: .errorDeclaration
            case .sensorElementList: .sensorElementList
            case .ilmd: .ilmd
            }
        }
    }

    /// A field whose value may have master data.
    public enum AttributedField: Sendable, Hashable {
        case readPoint
        case bizLocation
        case bizStep
        case disposition
        case bizTransaction
        case source
        case destination
        case epcClass
        case other(QueryFieldPath)

        static let byName: [String: AttributedField] = [
            "readPoint": .readPoint, "bizLocation": .bizLocation, "bizStep": .bizStep, "disposition": .disposition,
            "bizTransaction": .bizTransaction, "source": .source, "destination": .destination, "epcClass": .epcClass,
        ]
    }
}
