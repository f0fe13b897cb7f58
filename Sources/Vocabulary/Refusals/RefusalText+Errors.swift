extension DecimalError {
    /// The reason as a part of a refusal's text.
    package var refusalText: RefusalText {
        switch self {
        case .empty: .noNumber
        case .notFinite: .numberNotFinite
        case .unexpected(let byte, let offset): .unexpectedInNumber(printable(byte), at: offset + 1)
        case .missingDigits: .missingDigits
        case .overflow: .tooManyDigits
        }
    }
}

extension QuantityError {
    /// The reason as a part of a refusal's text.
    package var refusalText: RefusalText {
        switch self {
        case .number(let reason): reason.refusalText
        case .negative: .belowZero
        case .tooLarge: .tooLarge
        case .tooPrecise: .tooPrecise
        case .missingUnit: .noUnit
        case .unknownUnit(let text): .unknownUnit(text)
        }
    }
}

extension DateError {
    /// The reason as a part of a refusal's text.
    package var refusalText: RefusalText {
        switch self {
        case .empty: .noDate
        case .malformed(let offset): .malformedDate(at: offset + 1)
        case .yearOutOfRange(let year): .yearOutOfRange(String(year))
        case .noSuchDate: .noSuchDate
        case .missingOffset: .noOffset
        case .offsetOutOfRange: .offsetOutOfRange
        }
    }
}
