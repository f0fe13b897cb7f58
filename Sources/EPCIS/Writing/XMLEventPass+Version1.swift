/// The wrappers of EPCIS 1.2, which added fields to the schema of 1.0 inside `extension` and `baseExtension`.
extension XMLEventPass {
    mutating func writeVersion1(_ fields: [Int], _ place: EventShape.Place) {
        var wrapped: [Int] = []
        var base: [Int] = []
        var plain: [Int] = []
        for field in fields {
            switch tree.nodes[field].name.term {
            case .eventID, .errorDeclaration: base.append(field)
            case .sensorElementList, .persistentDisposition, .certificationInfo:
                losses.append(ConversionLoss(path: tree.path(of: field), reason: .fieldOfVersion2))
            case .quantityList, .childQuantityList, .sourceList, .destinationList, .ilmd:
                // A transformation came with 1.1 itself, so that its fields need no wrapper.
                if place == .transformationEvent { plain.append(field) } else { wrapped.append(field) }
            default: plain.append(field)
            }
        }
        let times: Set<EventTerm> = [.eventTime, .recordTime, .eventTimeZoneOffset]
        for field in plain where tree.nodes[field].name.term.map(times.contains) == true { writeField(field, place) }
        if !base.isEmpty {
            out += "<baseExtension>".utf8
            for field in base { writeField(field, place) }
            out += "</baseExtension>".utf8
        }
        for field in plain where tree.nodes[field].name.term.map(times.contains) != true { writeField(field, place) }
        if !wrapped.isEmpty {
            out += "<extension>".utf8
            for field in wrapped { writeField(field, place) }
            out += "</extension>".utf8
        }
    }
}
