internal import EPCIS
internal import HTTPTypes
internal import Hummingbird

/// What a request says of syntaxes, versions and formats (EPCIS 2.0 section 12.3).
struct EPCISAccept: Sendable {
    let request: Request

    init(_ request: Request) {
        self.request = request
    }

    /// The version of EPCIS and of CBV that is spoken.
    static let version = "2.0.0"
    /// Versions that are taken.
    private static let versions: Set<String> = ["1.2", "1.2.0", "2.0", "2.0.0"]

    private static let json: Set<String> = ["application/json", "application/ld+json", "application/*", "*/*"]
    private static let xml: Set<String> = ["application/xml", "text/xml"]

    private var accepted: [String] {
        (request.headers[.accept] ?? "*/*").lowercased().split(separator: ",").prefix(20).compactMap { part in
            let sides = part.split(separator: ";").map { $0.trimmingSpaces }
            guard let type = sides.first, !sides.dropFirst().contains("q=0") else { return nil }
            return type
        }
    }

    /// Whether an answer has to be XML: the first of the types that we have is.
    var prefersXML: Bool {
        let first = accepted.first {
            Self.json.contains($0) || Self.xml.contains($0) || $0 == "application/problem+xml"
                || $0 == "application/problem+json"
        }
        return first.map { Self.xml.contains($0) || $0 == "application/problem+xml" } ?? false
    }

    /// The syntax of an answer with events.
    ///
    /// - Throws: if the request accepts none that we have.
    func syntax() throws(EPCISProblem) -> QueryDocument.Syntax {
        guard accepted.contains(where: { Self.json.contains($0) || Self.xml.contains($0) }) else {
            throw EPCISProblem(.notAcceptable, "epcis.header.accept")
        }
        return prefersXML ? .xml : .json
    }

    /// What a request says, checked to want an answer in JSON and a version that is spoken.
    static func json(_ request: Request) throws(EPCISProblem) -> EPCISAccept {
        let accept = EPCISAccept(request)
        try accept.checkVersions()
        guard accept.accepted.contains(where: { json.contains($0) }) else {
            throw EPCISProblem(.notAcceptable, "epcis.header.accept")
        }
        return accept
    }

    /// What a request says, checked to be of a version that is spoken and to bring JSON or XML.
    static func body(_ request: Request, takesXML: Bool = true) throws(EPCISProblem) -> EPCISAccept {
        let accept = EPCISAccept(request)
        try accept.checkVersions()
        let type = (request.headers[.contentType] ?? "").split(separator: ";").first.map {
            $0.trimmingSpaces.lowercased()
        }
        guard let type,
            ["application/json", "application/ld+json"].contains(type) || takesXML && xml.contains(type)
        else { throw EPCISProblem(.unsupportedMediaType, "epcis.problem.UnsupportedMediaTypeException") }
        return accept
    }

    /// Checks what is asked of versions and extensions.
    func checkVersions() throws(EPCISProblem) {
        for name in ["GS1-EPCIS-Version", "GS1-CBV-Version"] {
            guard let wanted = header(name), !Self.versions.contains(wanted) else { continue }
            throw EPCISProblem(.notAcceptable, "epcis.header.version", subject: "\(name): \(wanted.prefix(40))")
        }
        for prefix in ["GS1-EPCIS", "GS1-CBV"] {
            if let least = header("\(prefix)-Min"), Self.order(least) > Self.order(Self.version) {
                throw EPCISProblem(
                    .notAcceptable,
                    "epcis.header.version",
                    subject: "\(prefix)-Min: \(least.prefix(40))"
                )
            }
            if let most = header("\(prefix)-Max"), Self.order(most) < Self.order(Self.version) {
                throw EPCISProblem(.notAcceptable, "epcis.header.version", subject: "\(prefix)-Max: \(most.prefix(40))")
            }
        }
    }

    /// Major, minor and patch in one number; of what is no version, the greatest.
    private static func order(_ version: String) -> Int {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...3).contains(parts.count), parts.allSatisfy({ $0.map { (0..<1000).contains($0) } ?? false }) else {
            return .max
        }
        return (0..<3).reduce(0) { $0 * 1000 + ($1 < parts.count ? parts[$1] ?? 0 : 0) }
    }

    /// How identifiers are to be written; Digital Links where the request does not say (header `GS1-EPC-Format`).
    func translator() throws(EPCISProblem) -> IdentifierTranslator {
        if let form = header("GS1-CBV-XML-Format"),
            !["No_Preference", "Always_URN", "Never_Translates"].contains(form)
        {
            throw EPCISProblem(.notAcceptable, "epcis.header.format", subject: "GS1-CBV-XML-Format: \(form.prefix(40))")
        }
        guard let name = header("GS1-EPC-Format") else { return IdentifierTranslator(format: .alwaysDigitalLink) }
        guard let format = EPCFormat(rawValue: name) else {
            throw EPCISProblem(.notAcceptable, "epcis.header.format", subject: "GS1-EPC-Format: \(name.prefix(40))")
        }
        return IdentifierTranslator(format: format)
    }

    /// The prefixes that the request declares.
    var namespaces: QueryNamespaces {
        QueryNamespaces(header: header("GS1-Extensions") ?? "")
    }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }.map { $0.trimmingSpaces }
    }
}

extension Response {
    /// The answer with what every answer of the EPCIS interfaces tells.
    func ofEPCIS(_ more: [(name: String, value: String)] = []) -> Response {
        var copy = self
        let own = [
            ("GS1-EPCIS-Version", EPCISAccept.version), ("GS1-CBV-Version", EPCISAccept.version),
            ("GS1-Vendor-Version", "touchstone"),
        ]
        for (name, value) in own + more.map({ ($0.name, $0.value) }) {
            if let field = HTTPField.Name(name) { copy.headers[field] = value }
        }
        return copy
    }
}
