import EPCIS
import Formats
import Store
import Vocabulary

/// Why an event that no tree can be made of is refused, in the words of the quarantine.
enum EventRefusal {
    /// Why something that a reader of documents met is refused.
    static func reason(of fault: ReadFault, in syntax: EventTree.Syntax?) -> RefusalReason {
        let place = max(0, fault.fault.offset - fault.range.lowerBound)
        let fault = DocumentFault(fault.fault.reason, at: place)
        return syntax == .json ? reason(json: fault) : reason(xml: fault)
    }

    /// Why an event in JSON is refused; the fault's offset counts from the event's first byte.
    static func reason(json fault: DocumentFault) -> RefusalReason {
        if fault.reason != .tooDeep, let json = JSONFault.Reason(rawValue: fault.reason.rawValue) {
            return JSONRefusal.reason(of: JSONFault(json, at: fault.offset))
        }
        let place = RefusalText.byteOfRecord(fault.offset + 1)
        return switch fault.reason {
        case .missingType: RefusalReason(.unknownWord, at: "$.type", found: .nothing, expected: .eventTypes)
        case .wrongType: RefusalReason(.unknownWord, at: "$.type", found: place, expected: .eventTypes)
        case .tooDeep: RefusalReason(.tooDeep, at: "$", found: place, expected: .levels(EventTree.depthLimit))
        case .tooManyNodes, .tooManyNames: .tooLongRecord(at: "$")
        case .prefixBoundTwice: RefusalReason(.duplicateKey, at: "$.@context", found: place, expected: .eachKeyOnce)
        case .noEvents: RefusalReason(.noRecords, at: "$", found: .fileWithoutRecords, expected: .event)
        default: RefusalReason(.wrongType, at: "$", found: place, expected: .event)
        }
    }

    /// Why an event in XML is refused; the fault's offset counts from the event's first byte.
    static func reason(xml fault: DocumentFault) -> RefusalReason {
        let (code, found, expected): (RefusalReason.Code, RefusalText, RefusalText) =
            switch fault.reason {
            case .notUTF8, .badEncoding: (.notUTF8, .bytesOutsideUTF8, .utf8)
            case .unexpectedEnd: (.unexpectedEnd, .earlyEnd, .rest(of: "XML"))
            case .controlCharacter: (.controlCharacter, .controlCharacter, .noControlCharacters)
            case .tooDeep: (.tooDeep, .deepNesting, .levels(EventTree.depthLimit))
            case .tooLong, .tooManyNodes, .tooManyNames:
                (.tooLong, .longerRecord, .recordSize(mebibytes: InputWindow.recordLimit >> 20))
            case .doctypeRefused: (.doctypeRefused, .documentTypeDeclaration, .noDocumentType)
            case .badReference: (.badSyntax, .faultyEntity, .xml)
            case .mismatchedTag: (.badSyntax, .otherEndTag, .xml)
            case .duplicateAttribute: (.badSyntax, .attributeTwice, .xml)
            case .undeclaredPrefix: (.badSyntax, .unexpectedCharacter, .namespacedField)
            case .noEvents: (.noRecords, .fileWithoutRecords, .event)
            default: (.badSyntax, .faultyMarkup, .xml)
            }
        return RefusalReason(code, at: "/", found: .faultAtByte(found, at: fault.offset + 1), expected: expected)
    }
}

extension RefusalText {
    /// The event types of the standard.
    fileprivate static var eventTypes: RefusalText {
        .oneOf(EventOutline.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
}
