internal import EPCIS
internal import Formats
internal import Hummingbird
internal import Intake
internal import Store
internal import Vocabulary

/// The capture interface of EPCIS (EPCIS 2.0 section 12.6).
enum EPCISCaptureRoutes {
    static let all = [capture, jobs, job, event]

    private static let marking = APIRoute.Parameter(
        name: "marking",
        place: "query",
        about: "The handling marking of the events, such as TLP:GREEN; TLP:AMBER if it is not said."
    )

    private static let capture = APIRoute(
        path: "/epcis/capture",
        id: "post_epcis_capture",
        summary: "Hands in a document of EPCIS events, to be captured in the background.",
        parameters: [marking],
        needs: .capability(.handIn),
        method: .post,
        takes: "application/json",
        status: 202
    ) { services, request, context in
        try services.csrf.checkOrigin(request)
        let accept = try EPCISAccept.body(request)
        let asked = accept.header("GS1-Capture-Error-Behaviour") ?? CaptureJob.Behaviour.rollback.rawValue
        guard let behaviour = CaptureJob.Behaviour(rawValue: asked) else {
            throw EPCISProblem(.validation, "epcis.header.behaviour", subject: String(asked.prefix(40)))
        }
        let marking = try marking(of: request)
        let bytes = try await EPCISAnswer.body(request, limit: CaptureService.byteLimit)
        guard !bytes.isEmpty else { throw EPCISProblem(.validation, "epcis.capture.empty") }
        let id: String
        do {
            id = try await services.capture.submit(bytes, behaviour, marking: marking, by: context.reader)
        } catch CaptureService.Refusal.busy {
            throw SiteError(.busy)
        }
        return Response(status: .accepted).ofEPCIS([
            ("Location", "\(EPCISAnswer.base)/capture/\(id)"), ("GS1-Capture-Error-Behaviour", behaviour.rawValue),
        ])
    }

    private static let jobs = APIRoute(
        path: "/epcis/capture",
        id: "list_epcis_capture",
        summary: "What the agency has handed in, the newest first.",
        parameters: EPCISEventRoutes.paging,
        needs: .capability(.handIn)
    ) { services, request, context in
        _ = try EPCISAccept.json(request)
        let page = try await EPCISPage(services, request, context.reader)
        let words = services.words(for: request)
        return try await page.answer {
            "\($0.createdAt) \($0.id)"
        } read: { limit in
            try await services.capture.jobs(as: context.reader, before: page.pair, limit: limit)
        } answer: { jobs in
            EPCISAnswer.json(.array(jobs.map { CaptureJobText($0, words: words).json }))
        }
    }

    private static let job = APIRoute(
        path: "/epcis/capture/{id}",
        id: "get_epcis_capture",
        summary: "What became of a document that was handed in.",
        parameters: [APIRoute.Parameter(name: "id", place: "path", about: "The job.")],
        needs: .capability(.handIn)
    ) { services, request, context in
        _ = try EPCISAccept.json(request)
        guard let job = try await services.capture.job(try RouteParameter.id(context), as: context.reader) else {
            throw SiteError(.notFound)
        }
        return EPCISAnswer.json(CaptureJobText(job, words: services.words(for: request)).json)
    }

    private static let event = APIRoute(
        path: "/epcis/events",
        id: "post_epcis_events",
        summary: "Captures one event while the sender waits.",
        parameters: [marking],
        needs: .capability(.handIn),
        method: .post,
        takes: "application/json",
        status: 201
    ) { services, request, context in
        try services.csrf.checkOrigin(request)
        let accept = try EPCISAccept.body(request)
        let marking = try marking(of: request)
        let bytes = try await EPCISAnswer.body(request, limit: EventTree.byteLimit)
        let words = services.words(for: request)
        switch try await services.capture.capture(event: bytes, marking: marking, by: context.reader) {
        case .captured(let id):
            return Response(status: .created).ofEPCIS([
                ("Location", "\(EPCISAnswer.base)/events/\(URLCoding.encode(id))")
            ])
        case .exists(let id):
            throw EPCISProblem(
                .resourceAlreadyExists,
                "epcis.problem.ResourceAlreadyExistsException",
                subject: String(id.prefix(200))
            )
        case .refused(let reason):
            return EPCISProblem.response(
                status: EPCISException.validation.status,
                type: EPCISException.validation.problemType,
                title: words("epcis.problem.ValidationException"),
                detail: CaptureJobText.sentence(reason, words: words),
                to: request,
                words: words
            ).ofEPCIS()
        }
    }

    private static func marking(of request: Request) throws(EPCISProblem) -> HandlingMarking {
        guard let label = QueryString(parsing: request.uri.query ?? "")["marking"] else { return .amber }
        guard let marking = HandlingMarking(label: label) else {
            throw EPCISProblem(.validation, "epcis.capture.marking", subject: String(label.prefix(40)))
        }
        return marking
    }
}

extension EventTree {
    /// How long one event may be.
    static let byteLimit = 16 << 20
}

/// A capture job as the interface tells it.
struct CaptureJobText {
    let job: CaptureJob
    let words: Words

    init(_ job: CaptureJob, words: Words) {
        self.job = job
        self.words = words
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            JSONValue.Member(name: "captureID", value: .string(job.id)),
            JSONValue.Member(name: "createdAt", value: .string(job.createdAt)),
        ]
        if let finished = job.finishedAt {
            members.append(JSONValue.Member(name: "finishedAt", value: .string(finished)))
        }
        members += [
            JSONValue.Member(name: "running", value: .bool(job.finishedAt == nil)),
            JSONValue.Member(name: "success", value: .bool(job.isSuccess)),
            JSONValue.Member(name: "captureErrorBehaviour", value: .string(job.behaviour.rawValue)),
            JSONValue.Member(name: "errors", value: .array(errors)),
        ]
        return .object(members)
    }

    private var errors: [JSONValue] {
        guard let list = try? JSONTape(Array(job.errors.utf8)).root else { return [] }
        return list.elements.map { error in
            let name = error["exception"]?.string ?? ""
            let exception = EPCISException(rawValue: name) ?? .implementation
            let title = words("epcis.problem.\(exception.rawValue)")
            var detail = title
            if let found = error["found"], let expected = error["expected"] {
                detail = words.refusal(
                    found: String(decoding: found.bytes, as: UTF8.self),
                    expected: String(decoding: expected.bytes, as: UTF8.self)
                )
            }
            var members: [JSONValue.Member] = [
                JSONValue.Member(name: "type", value: .string(exception.problemType)),
                JSONValue.Member(name: "title", value: .string(title)),
                JSONValue.Member(name: "status", value: .integer(exception.status)),
                JSONValue.Member(name: "detail", value: .string(detail)),
            ]
            for name in ["path", "code"] {
                if let text = error.member(name)?.string {
                    members.append(JSONValue.Member(name: name, value: .string(text)))
                }
            }
            if let line = error["line"]?.double {
                members.append(JSONValue.Member(name: "line", value: .integer(Int(line))))
            }
            return .object(members)
        }
    }

    /// A refusal in a sentence.
    static func sentence(_ reason: RefusalReason, words: Words) -> String {
        let sentence = words.refusal(found: reason.found.json, expected: reason.expected.json)
        return reason.path.isEmpty ? sentence : "\(reason.path): \(sentence)"
    }
}
