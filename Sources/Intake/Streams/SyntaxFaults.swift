import Formats
import Vocabulary

extension JSONFault.Reason {
    /// What is wrong with the JSON.
    var refusalText: RefusalText {
        switch self {
        case .unexpectedEnd: .earlyEnd
        case .unexpectedByte: .unexpectedCharacter
        case .badNumber, .inexactNumber: .faultyNumber
        case .badString: .faultyString
        case .badEscape: .faultyEscape
        case .loneSurrogate: .loneSurrogate
        case .controlCharacter: .controlCharacter
        case .notUTF8: .bytesOutsideUTF8
        case .duplicateKey: .keyTwice
        case .tooDeep: .deepNesting
        case .tooLong: .longerRecord
        case .trailingBytes: .textBehindEnd
        }
    }
}

extension XMLFault.Reason {
    /// What is wrong with the XML.
    var refusalText: RefusalText {
        switch self {
        case .unexpectedEnd: .earlyEnd
        case .badMarkup: .faultyMarkup
        case .badEntity: .faultyEntity
        case .mismatchedTag: .otherEndTag
        case .duplicateAttribute: .attributeTwice
        case .doctypeRefused: .documentTypeDeclaration
        case .notUTF8: .bytesOutsideUTF8
        case .tooDeep: .deepNesting
        case .tooLong: .longerRecord
        case .controlCharacter: .controlCharacter
        }
    }
}
