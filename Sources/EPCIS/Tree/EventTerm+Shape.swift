extension EventTerm {
    /// Whether this is the name of one of the event types (EPCIS 2.0 section 7.4; `QuantityEvent` is of EPCIS 1.x).
    public var isEventType: Bool { rawValue <= EventTerm.quantityEvent.rawValue }

    /// The name of the items of a list of this name, if the XML binding gives them one (section 9.5).
    public var item: EventTerm? {
        switch self {
        case .epcList, .inputEPCList, .outputEPCList, .childEPCs: .epc
        case .quantityList, .childQuantityList, .inputQuantityList, .outputQuantityList: .quantityElement
        case .sensorElementList: .sensorElement
        case .bizTransactionList: .bizTransaction
        case .sourceList: .source
        case .destinationList: .destination
        case .correctiveEventIDs: .correctiveEventID
        default: nil
        }
    }

    /// Whether the JSON binding makes a list of what the XML binding repeats inside an element of that name.
    func repeats(inside parent: EventTerm?) -> Bool {
        switch self {
        case .set, .unset: parent == .persistentDisposition
        case .sensorReport: parent == .sensorElement
        default: false
        }
    }

    /// Whether what bears this name is an object even where it is empty.
    var isAlwaysObject: Bool {
        switch self {
        case .ilmd, .readPoint, .bizLocation, .persistentDisposition, .quantityElement, .sensorElement,
            .sensorMetadata, .sensorReport, .errorDeclaration:
            true
        default: isEventType
        }
    }

    /// Whether the XML binding writes the item as `<name type="…">value</name>` and the JSON binding as an object of
    /// `type` and `name`.
    var isTyped: Bool { self == .bizTransaction || self == .source || self == .destination }
}
