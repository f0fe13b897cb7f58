/// Which fields stand where, in the order in which XML asks for them (EPCIS 2.0 sections 7.3, 7.4 and 9.5).
///
/// Written from the prose and the figures of the standard.
struct EventShape: Sendable {
    /// What an object of an event is.
    enum Place: UInt8, CaseIterable, Sendable {
        case objectEvent
        case aggregationEvent
        case transactionEvent
        case transformationEvent
        case associationEvent
        case quantityElement
        case place
        case transaction
        case source
        case destination
        case persistentDisposition
        case errorDeclaration
        case sensorElement
        case sensorMetadata
        case sensorReport
        case masterData

        init?(_ type: EventTerm) {
            switch type {
            case .objectEvent: self = .objectEvent
            case .aggregationEvent: self = .aggregationEvent
            case .transactionEvent: self = .transactionEvent
            case .transformationEvent: self = .transformationEvent
            case .associationEvent: self = .associationEvent
            default: return nil
            }
        }

        var isEvent: Bool { rawValue <= Place.associationEvent.rawValue }

        /// Whether fields of other namespaces may stand here (section 9.1: the extension points).
        var takesExtensions: Bool {
            switch self {
            case .quantityElement, .transaction, .source, .destination, .persistentDisposition: false
            default: true
            }
        }

        /// Whether the XML binding has the fields as elements, in an order.
        var isOrdered: Bool {
            switch self {
            case .transaction, .source, .destination, .sensorMetadata, .sensorReport, .errorDeclaration, .masterData:
                false
            default: true
            }
        }
    }

    /// Forms by place and term; the rank in XML beside each.
    let forms: [FieldForm]
    let ranks: [UInt8]
    /// The terms that must be there, by place.
    let required: [[EventTerm]]

    static let standard = EventShape()
    private static let width = 128

    @inline(__always)
    static func slot(_ place: Place, _ term: UInt16) -> Int {
        Int(place.rawValue) &* width &+ Int(term)
    }

    private init() {
        var forms = [FieldForm](repeating: .none, count: Place.allCases.count * Self.width)
        var ranks = [UInt8](repeating: 0, count: forms.count)
        for place in Place.allCases {
            for (rank, field) in Self.fields(of: place).enumerated() {
                forms[Self.slot(place, field.0.rawValue)] = field.1
                ranks[Self.slot(place, field.0.rawValue)] = UInt8(rank + 1)
            }
        }
        self.forms = forms
        self.ranks = ranks
        self.required = Place.allCases.map(Self.required(in:))
    }

    private static func required(in place: Place) -> [EventTerm] {
        switch place {
        case .objectEvent, .aggregationEvent: [.eventTime, .eventTimeZoneOffset, .action]
        case .associationEvent: [.eventTime, .eventTimeZoneOffset, .parentID, .action]
        case .transactionEvent: [.eventTime, .eventTimeZoneOffset, .bizTransactionList, .action]
        case .transformationEvent: [.eventTime, .eventTimeZoneOffset]
        case .quantityElement: [.epcClass]
        case .place: [.id]
        case .transaction: [.bizTransaction]
        case .source: [.type, .source]
        case .destination: [.type, .destination]
        case .errorDeclaration: [.declarationTime]
        case .sensorElement: [.sensorReport]
        case .sensorReport: []
        case .persistentDisposition, .sensorMetadata, .masterData: []
        }
    }

    private static let base: [(EventTerm, FieldForm)] = [
        (.eventTime, .time), (.recordTime, .time), (.eventTimeZoneOffset, .offset), (.eventID, .uri),
        (.errorDeclaration, .errorDeclaration), (.certificationInfo, .uriOrURIs),
    ]

    private static let context: [(EventTerm, FieldForm)] = [
        (.bizStep, .bizStep), (.disposition, .disposition), (.readPoint, .place), (.bizLocation, .place),
    ]

    private static let parties: [(EventTerm, FieldForm)] = [
        (.sourceList, .sources), (.destinationList, .destinations), (.sensorElementList, .sensorElements),
        (.persistentDisposition, .persistentDisposition),
    ]

    /// What stands in JSON only: the type, and an event's own context.
    private static let json: [(EventTerm, FieldForm)] = [
        (.type, .text), (.isA, .text), (.context, .anything),
    ]

    private static let transactions: [(EventTerm, FieldForm)] = [(.bizTransactionList, .transactions)]

    private static func fields(of place: Place) -> [(EventTerm, FieldForm)] {
        switch place {
        case .objectEvent:
            base + [(.epcList, .uris), (.action, .action)] + context + transactions + [(.quantityList, .quantities)]
                + parties + [(.ilmd, .masterData)] + json
        case .aggregationEvent:
            base + [(.parentID, .uri), (.childEPCs, .uris), (.action, .action)] + context + transactions
                + [(.childQuantityList, .quantities)] + parties + json
        case .transactionEvent:
            base + transactions + [(.parentID, .uri), (.epcList, .uris), (.action, .action)] + context
                + [(.quantityList, .quantities)] + parties + json
        case .transformationEvent:
            base + [
                (.inputEPCList, .uris), (.inputQuantityList, .quantities), (.outputEPCList, .uris),
                (.outputQuantityList, .quantities), (.transformationID, .uri),
            ] + context + transactions + parties + [(.ilmd, .masterData)] + json
        case .associationEvent:
            base + [(.parentID, .uri), (.childEPCs, .uris), (.childQuantityList, .quantities), (.action, .action)]
                + context + transactions + parties + json
        case .quantityElement: [(.epcClass, .uri), (.quantity, .number), (.uom, .unitCode)]
        case .place: [(.id, .uri)]
        case .transaction: [(.type, .transactionType), (.bizTransaction, .uri)]
        case .source: [(.type, .partyType), (.source, .uri)]
        case .destination: [(.type, .partyType), (.destination, .uri)]
        case .persistentDisposition: [(.unset, .dispositions), (.set, .dispositions)]
        case .errorDeclaration:
            [(.declarationTime, .time), (.reason, .errorReason), (.correctiveEventIDs, .uris)]
        case .sensorElement: [(.sensorMetadata, .sensorMetadata), (.sensorReport, .sensorReports)]
        case .sensorMetadata:
            [
                (.time, .time), (.startTime, .time), (.endTime, .time), (.deviceID, .uri), (.deviceMetadata, .uri),
                (.rawData, .uri), (.dataProcessingMethod, .uri), (.bizRules, .uri),
            ]
        case .sensorReport:
            [
                (.type, .measurementType), (.exception, .alert), (.deviceID, .uri), (.deviceMetadata, .uri),
                (.rawData, .uri), (.dataProcessingMethod, .uri), (.bizRules, .uri), (.time, .time),
                (.microorganism, .uri), (.chemicalSubstance, .uri), (.value, .number), (.component, .component),
                (.stringValue, .text), (.booleanValue, .boolean), (.hexBinaryValue, .hexadecimal), (.uriValue, .uri),
                (.minValue, .number), (.maxValue, .number), (.meanValue, .number), (.sDev, .number),
                (.percRank, .number), (.percValue, .number), (.uom, .unitCode), (.coordinateReferenceSystem, .uri),
                (.text, .anything),
            ]
        case .masterData: []
        }
    }
}
