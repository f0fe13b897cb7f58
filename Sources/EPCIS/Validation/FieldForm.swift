/// What the value of a field has to be.
enum FieldForm: UInt8, Sendable {
    /// The field has no place there.
    case none
    case anything
    case text
    case time
    case offset
    case uri
    case number
    case boolean
    case hexadecimal
    case unitCode
    case action
    case bizStep
    case disposition
    case transactionType
    case partyType
    case errorReason
    case measurementType
    case alert
    case component

    case uris
    case uriOrURIs
    case dispositions
    case quantities
    case transactions
    case sources
    case destinations
    case sensorElements
    case sensorReports

    case place
    case persistentDisposition
    case errorDeclaration
    case sensorMetadata
    case masterData

    /// The vocabulary of a field whose value is a word.
    var vocabulary: CBVVocabulary? {
        switch self {
        case .bizStep: .bizStep
        case .disposition: .disposition
        case .transactionType: .bizTransactionType
        case .partyType: .sourceDestinationType
        case .errorReason: .errorReason
        case .measurementType: .measurementType
        case .alert: .sensorAlert
        case .component: .component
        default: nil
        }
    }
}

/// Checks of single values, byte by byte.
enum ValueCheck {
    /// Whether the text is an absolute URI (RFC 3986) or an IRI: a scheme, a colon, and no character that must be
    /// escaped.
    static func isURI(_ text: Span<UInt8>) -> Bool {
        guard text.count > 2, isLetter(text[0]) else { return false }
        var index = 1
        while index < text.count, text[index] != UInt8(ascii: ":") {
            let byte = text[index]
            guard isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E else {
                return false
            }
            index += 1
        }
        guard index + 1 < text.count else { return false }
        while index < text.count {
            switch text[index] {
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D, 0x7F: return false
            default: index += 1
            }
        }
        return true
    }

    /// Whether the text is a decimal number; XML Schema's lexical form, with an exponent where doubles are meant.
    static func isNumber(_ text: Span<UInt8>) -> Bool {
        var index = 0
        if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
        var digits = 0
        func skip() {
            while index < text.count, text[index] >= 0x30, text[index] <= 0x39 {
                index += 1
                digits += 1
            }
        }
        skip()
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            skip()
        }
        guard digits > 0 else { return false }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
            digits = 0
            skip()
            guard digits > 0 else { return false }
        }
        return index == text.count
    }

    static func isHexadecimal(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            guard (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte) else {
                return false
            }
        }
        return !text.isEmpty
    }

    static func isUnitCode(_ text: Span<UInt8>) -> Bool {
        guard text.count == 2 || text.count == 3 else { return false }
        for index in text.indices {
            guard (0x30...0x39).contains(text[index]) || (0x41...0x5A).contains(text[index]) else { return false }
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}
