import Formats
import Store
import Vocabulary

/// Why JSON is refused, in the words of the quarantine.
enum JSONRefusal {
    static func reason(of fault: JSONFault) -> RefusalReason {
        let place = RefusalText.byteOfRecord(fault.offset + 1)
        return switch fault.reason {
        case .notUTF8: RefusalReason(.notUTF8, at: "$", found: place, expected: .utf8)
        case .unexpectedEnd: RefusalReason(.unexpectedEnd, at: "$", found: place, expected: .rest(of: "JSON"))
        case .duplicateKey: RefusalReason(.duplicateKey, at: "$", found: place, expected: .eachKeyOnce)
        case .tooDeep:
            RefusalReason(
                .tooDeep,
                at: "$",
                found: place,
                expected: .levels(JSONTape.defaultDepthLimit)
            )
        case .tooLong: .tooLongRecord(at: "$")
        case .controlCharacter:
            RefusalReason(.controlCharacter, at: "$", found: place, expected: .noControlCharacters)
        case .badNumber, .inexactNumber: RefusalReason(.badNumber, at: "$", found: place, expected: .numberInJSON)
        case .unexpectedByte, .badString, .badEscape, .loneSurrogate, .trailingBytes:
            RefusalReason(
                .badSyntax,
                at: "$",
                found: .faultAtByte(fault.reason.refusalText, at: fault.offset + 1),
                expected: .json
            )
        }
    }
}
