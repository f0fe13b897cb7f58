/// The exceptions that the EPCIS interfaces tell of (EPCIS 2.0 sections 8.1.1, 8.2.6 and 12).
public enum EPCISException: String, Sendable, Hashable, CaseIterable {
    case validation = "ValidationException"
    case queryValidation = "QueryValidationException"
    case queryParameter = "QueryParameterException"
    case queryTooComplex = "QueryTooComplexException"
    case queryTooLarge = "QueryTooLargeException"
    case captureLimitExceeded = "CaptureLimitExceededException"
    case resourceAlreadyExists = "ResourceAlreadyExistsException"
    case noSuchName = "NoSuchNameException"
    case noSuchResource = "NoSuchResourceException"
    case security = "SecurityException"
    case notAcceptable = "NotAcceptableException"
    case unsupportedMediaType = "UnsupportedMediaTypeException"
    case uriTooLong = "URITooLongException"
    case subscriptionControls = "SubscriptionControlsException"
    case implementation = "ImplementationException"

    /// The type of the problem details of the REST binding.
    public var problemType: String { "epcisException:\(rawValue)" }

    /// The status of the REST binding's answer; of ``security``, where the caller is known but may not.
    public var status: Int {
        switch self {
        case .validation, .queryValidation, .queryParameter, .subscriptionControls: 400
        case .security: 403
        case .noSuchName, .noSuchResource: 404
        case .notAcceptable: 406
        case .resourceAlreadyExists: 409
        case .queryTooComplex, .queryTooLarge, .captureLimitExceeded: 413
        case .uriTooLong: 414
        case .unsupportedMediaType: 415
        case .implementation: 500
        }
    }
}
