internal import EPCIS
internal import Hummingbird
internal import Store
internal import Vocabulary

/// An error of the EPCIS interfaces, told as problem details with the exception's type (EPCIS 2.0 section 12.4).
struct EPCISProblem: Error, Sendable {
    let exception: EPCISException
    /// The key of a sentence that says what is wrong.
    let detail: String
    /// What the sentence is about.
    let subject: String?

    init(_ exception: EPCISException, _ detail: String, subject: String? = nil) {
        self.exception = exception
        self.detail = detail
        self.subject = subject
    }

    /// The problem of a query.
    init(_ fault: QueryFault) {
        let subject = [fault.parameter, fault.value].compactMap(\.self).joined(separator: " = ")
        self.init(
            fault.exception,
            "epcis.query.\(fault.reason.rawValue)",
            subject: subject.isEmpty ? nil : subject
        )
    }

    /// The problem of an error of the site below the path of EPCIS; nil for one that the standard has no exception for,
    /// such as that the part of the site is switched off.
    init?(_ error: SiteError) {
        switch error.code {
        case .notFound: self.init(.noSuchResource, "epcis.problem.NoSuchResourceException")
        case .tooLarge: self.init(.captureLimitExceeded, "epcis.problem.CaptureLimitExceededException")
        case .addressTooLong: self.init(.uriTooLong, "epcis.problem.URITooLongException")
        case .unsupported, .fileKind: self.init(.unsupportedMediaType, "epcis.problem.UnsupportedMediaTypeException")
        case .failed: self.init(.implementation, "epcis.problem.ImplementationException")
        default: return nil
        }
    }

    /// The answer, in the syntax that the request accepts.
    func response(to request: Request, words: Words) -> Response {
        var detail = words(detail)
        if let subject { detail += " (\(subject))" }
        return Self.response(
            status: exception.status,
            type: exception.problemType,
            title: words("epcis.problem.\(exception.rawValue)"),
            detail: detail,
            to: request,
            words: words
        )
    }

    /// Problem details as JSON (RFC 9457), or as XML for who accepts nothing else (appendix B).
    static func response(
        status: Int,
        type: String,
        title: String,
        detail: String,
        to request: Request,
        words: Words
    ) -> Response {
        let isXML = EPCISAccept(request).prefersXML
        let body: [UInt8]
        if isXML {
            func element(_ name: String, _ text: String) -> String { "<\(name)>\(XMLTextForm.escaped(text))</\(name)>" }
            let parts = [
                element("type", type), element("title", title), element("status", String(status)),
                element("detail", detail), element("instance", request.uri.path),
            ]
            body = Array(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><problem xmlns=\"urn:ietf:rfc:7807\">\(parts.joined())</problem>"
                    .utf8
            )
        } else {
            body =
                JSONValue.object([
                    "type": .string(type), "title": .string(title), "status": .integer(status),
                    "detail": .string(detail), "instance": .string(request.uri.path),
                ]).bytes
        }
        return Response(
            status: HTTPResponse.Status(code: status),
            headers: [
                .contentType: isXML ? "application/problem+xml" : "application/problem+json",
                .contentLanguage: words.language.rawValue,
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}

/// Text in XML.
enum XMLTextForm {
    /// The text with what XML reserves escaped.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\t", "\n", "\r": out.unicodeScalars.append(character)
            // No XML may hold other control characters (XML 1.0 section 2.2).
            default:
                if character.value >= 0x20, character.value != 0xFFFE, character.value != 0xFFFF {
                    out.unicodeScalars.append(character)
                }
            }
        }
        return out
    }
}
