/// Why a query cannot be run, or not be answered.
public struct QueryFault: Error, Sendable, Hashable {
    /// What is wrong.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The standard has no parameter of that name.
        case unknownParameter
        /// The parameter stands there twice.
        case repeatedParameter
        /// The parameter has no value.
        case noValue
        /// More than one value where one is taken.
        case severalValues
        /// No date and time with an offset from UTC.
        case badTime
        case badNumber
        /// No whole number above zero.
        case badCount
        case badBoolean
        /// None of `ADD`, `OBSERVE` and `DELETE`.
        case badAction
        /// Neither an event type of the standard nor a URI.
        case badEventType
        /// Neither `ASC` nor `DESC`.
        case badDirection
        /// No hexadecimal digits.
        case badHexadecimal
        /// An EPC URN, a pattern or a Digital Link that is not well-formed.
        case badPattern
        /// Neither a time of the event nor an extension field.
        case badOrderField
        /// A value of a type that the parameter does not take.
        case wrongType
        /// `eventCountLimit` and `maxEventCount` in one query.
        case twoLimits
        /// `eventCountLimit` without `orderBy`.
        case limitWithoutOrder
        /// No JSON, or no object where one has to be.
        case notAQuery
        /// More parameters or values than a query may have.
        case tooComplex
        /// More events than `maxEventCount`.
        case tooLarge
    }

    /// What is wrong.
    public let reason: Reason
    /// The parameter that is at fault; nil for the query as a whole.
    public let parameter: String?
    /// The value that is at fault, cut to sixty characters.
    public let value: String?

    /// Makes a fault.
    public init(_ reason: Reason, parameter: String? = nil, value: String? = nil) {
        self.reason = reason
        self.parameter = parameter.map { String($0.prefix(60)) }
        self.value = value.map { String($0.prefix(60)) }
    }

    /// The exception that the standard has for it.
    public var exception: EPCISException {
        switch reason {
        case .notAQuery: .queryValidation
        case .tooComplex: .queryTooComplex
        case .tooLarge: .queryTooLarge
        default: .queryParameter
        }
    }
}
