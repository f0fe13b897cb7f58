/// Why a form that was sent in parts cannot be read.
package struct MultipartFault: Error, Sendable, Equatable {
    /// The reasons.
    package enum Code: Sendable, Equatable {
        case noBoundary
        case malformedBoundary
        case malformedHeaders
        case headersTooLong
        case tooManyParts
        case cutShort
    }

    /// The reason.
    package let code: Code

    init(_ code: Code) {
        self.code = code
    }
}
