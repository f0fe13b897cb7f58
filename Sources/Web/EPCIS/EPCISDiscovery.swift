internal import EPCIS
internal import Hummingbird
internal import Intake

/// What `OPTIONS` tells of an endpoint of EPCIS: its methods, and the versions, formats and limits that are taken
/// (EPCIS 2.0 section 12.3).
enum EPCISDiscovery {
    static func response(of path: String, methods: Set<HTTPRequest.Method>) -> Response {
        var allowed = methods.union([.options])
        if methods.contains(.get) { allowed.insert(.head) }
        var more = [
            ("Allow", allowed.map(\.rawValue).sorted().joined(separator: ", ")), ("GS1-EPCIS-Min", "1.2"),
            ("GS1-EPCIS-Max", EPCISAccept.version), ("GS1-CBV-Min", "1.2"), ("GS1-CBV-Max", EPCISAccept.version),
            ("GS1-EPC-Format", EPCFormat.allCases.map(\.rawValue).joined(separator: ", ")),
        ]
        if path == "/epcis/capture" || path == "/epcis/events" {
            more += [
                ("GS1-EPCIS-Capture-Limit", String(CaptureService.eventLimit)),
                ("GS1-EPCIS-Capture-File-Size-Limit", String(CaptureService.byteLimit)),
            ]
        }
        if path == "/epcis/capture" { more.append(("GS1-Capture-Error-Behaviour", "rollback, proceed")) }
        return Response(status: .noContent).ofEPCIS(more.map { (name: $0.0, value: $0.1) })
    }
}
