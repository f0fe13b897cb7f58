extension FieldForm {
    /// What the items of a list of this form are.
    var item: FieldForm {
        switch self {
        case .uris, .uriOrURIs: .uri
        case .dispositions: .disposition
        case .quantities, .transactions, .sources, .destinations, .sensorElements, .sensorReports: self
        default: .anything
        }
    }

    /// What an object of this form is; nil for what is none of the standard's.
    var place: EventShape.Place? {
        switch self {
        case .quantities: .quantityElement
        case .transactions: .transaction
        case .sources: .source
        case .destinations: .destination
        case .sensorElements: .sensorElement
        case .sensorReports: .sensorReport
        case .place: .place
        case .persistentDisposition: .persistentDisposition
        case .errorDeclaration: .errorDeclaration
        case .sensorMetadata: .sensorMetadata
        case .masterData: .masterData
        default: nil
        }
    }
}

extension EventShape {
    /// The form of a field; `none` for a field that has no place there.
    func form(_ term: EventTerm, in place: Place?) -> FieldForm {
        guard let place else { return .anything }
        return forms[Self.slot(place, term.rawValue)]
    }
}
