public import Vocabulary

/// One thing in an event or a document that EPCIS 2.0 or CBV 2.0 does not allow, or advises against.
public struct ValidationFault: Error, Sendable, Hashable {
    /// Which of the two layers found it.
    public enum Layer: String, Sendable, Hashable {
        /// The shape: fields, types, cardinalities, formats.
        case shape
        /// What the standard says in prose and no schema can.
        case rule
    }

    /// How much it weighs.
    public enum Severity: String, Sendable, Hashable {
        /// The event is not valid.
        case error
        /// The event can be used; somebody should look at it.
        case notice
    }

    /// What is wrong.
    public let reason: Reason
    /// How much it weighs in the profile that found it.
    public let severity: Severity
    /// The JSON path from the event on, or from the document on where no event is at fault.
    public let path: String
    /// Where the value begins in the source, in bytes from the event's (or document's) first.
    public let offset: Int
    /// What was found.
    public let found: RefusalText
    /// What was expected.
    public let expected: RefusalText

    /// The layer that found it.
    public var layer: Layer { reason.layer }
    /// Where the standard says so.
    public var clause: String { reason.clause }
}

extension ValidationFault {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case missingField
        case unknownField
        case misplacedField
        case repeatedField
        case wrongOrder
        case wrongType
        case badTime
        case badOffset
        case badURI
        case badNumber
        case badBoolean
        case badHexadecimal
        case badUnitCode
        case unknownAction
        case emptyList
        case repeatedEntry
        case unknownEventType
        case badDocument

        case unknownWord
        case unknownMeasurement
        case otherVocabulary
        case retiredWord
        case nothingObserved
        case parentMissing
        case childrenMissing
        case inputsOrOutputsMissing
        case misplacedMasterData
        case sensorFieldTwice
        case sensorTimeAfterEvent
        case periodReversed
        case recordedBeforeEvent
        case errorWithoutEventID
        case correctsItself
        case setAndUnset
        case negativeQuantity
        case unitWithoutQuantity
        case unknownUnit
        case badIdentifier
        case wrongCheckDigit
        case containsItself
        case timeWithoutSeconds

        /// The layer that finds it.
        public var layer: Layer {
            switch self {
            case .missingField, .unknownField, .misplacedField, .repeatedField, .wrongOrder, .wrongType, .badTime,
                .badOffset, .badURI, .badNumber, .badBoolean, .badHexadecimal, .badUnitCode, .unknownAction, .emptyList,
                .repeatedEntry, .unknownEventType, .badDocument:
                .shape
            default: .rule
            }
        }

        /// The key under which the catalogue has a sentence for it.
        package var messageKey: String { "validation.\(rawValue)" }

        /// Where the standard says so.
        public var clause: String {
            switch self {
            case .missingField, .misplacedField, .repeatedField, .emptyList, .unknownEventType: "EPCIS 2.0, 7.4"
            case .unknownField: "EPCIS 2.0, 9.1"
            case .wrongOrder: "EPCIS 2.0, 9.5"
            case .wrongType: "EPCIS 2.0, 10"
            case .badTime, .badOffset: "EPCIS 2.0, 7.4.1"
            case .badURI: "EPCIS 2.0, 6.4"
            case .badNumber, .badBoolean, .badHexadecimal: "EPCIS 2.0, 7.3"
            case .badUnitCode, .unknownUnit, .negativeQuantity, .unitWithoutQuantity: "EPCIS 2.0, 7.3.3.3"
            case .unknownAction: "EPCIS 2.0, 7.3.2"
            case .repeatedEntry: "EPCIS 2.0, 7.4.2"
            case .badDocument: "EPCIS 2.0, 9.3 and 10.3"
            case .unknownWord, .otherVocabulary, .retiredWord: "CBV 2.0, 7"
            case .unknownMeasurement: "CBV 2.0, 7.6"
            case .nothingObserved, .misplacedMasterData: "EPCIS 2.0, 7.4.2"
            case .parentMissing, .childrenMissing, .containsItself: "EPCIS 2.0, 7.4.3 and 7.4.6"
            case .inputsOrOutputsMissing: "EPCIS 2.0, 7.4.5"
            case .sensorFieldTwice, .sensorTimeAfterEvent, .periodReversed: "EPCIS 2.0, 7.3.7"
            case .recordedBeforeEvent, .timeWithoutSeconds: "EPCIS 2.0, 7.4.1"
            case .errorWithoutEventID, .correctsItself: "EPCIS 2.0, 7.4.1.2"
            case .setAndUnset: "EPCIS 2.0, 7.3.5.6"
            case .badIdentifier, .wrongCheckDigit: "CBV 2.0, 8; TDS 2.0, 6.3"
            }
        }
    }
}
