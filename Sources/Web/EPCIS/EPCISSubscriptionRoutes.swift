internal import EPCIS
internal import Formats
internal import Foundation
internal import Hummingbird
internal import Identity
internal import Store

/// Subscriptions to named queries, which are told of by posting to an address (EPCIS 2.0 section 12.9).
enum EPCISSubscriptionRoutes {
    static let all = [list, make, one, end]

    /// How long what is asked for may be, in bytes.
    private static let byteLimit = 1 << 16
    private static let secretLimit = 1_000
    private static let name = APIRoute.Parameter(name: "name", place: "path", about: "The query's name.")
    private static let id = APIRoute.Parameter(name: "id", place: "path", about: "The subscription.")

    private static let list = APIRoute(
        path: "/epcis/queries/{name}/subscriptions",
        id: "list_epcis_subscriptions",
        summary: "The subscriptions to a named query.",
        parameters: [name] + EPCISEventRoutes.paging,
        needs: .capability(.readOriginals)
    ) { services, request, context in
        _ = try EPCISAccept.json(request)
        let name = try await queryName(services, context)
        let page = try await EPCISPage(services, request, context.reader)
        return try await page.answer {
            "\($0.createdAt) \($0.id)"
        } read: { limit in
            try await services.store.subscriptions(to: name, as: context.reader, after: page.pair, limit: limit)
        } answer: { subscriptions in
            EPCISAnswer.json(.array(subscriptions.map(text)))
        }
    }

    private static let make = APIRoute(
        path: "/epcis/queries/{name}/subscriptions",
        id: "post_epcis_subscriptions",
        summary: "Subscribes an address to a named query.",
        parameters: [name],
        needs: .capability(.readOriginals),
        method: .post,
        takes: "application/json",
        status: 201
    ) { services, request, context in
        try services.csrf.checkOrigin(request)
        let accept = try EPCISAccept.body(request, takesXML: false)
        let name = try await queryName(services, context)
        let bytes = try await EPCISAnswer.body(request, limit: byteLimit)
        let wanted = try asked(bytes, accept, services.webhooks)
        let query = try await services.store.query(named: name, as: context.reader)
        guard query.map(isUnordered) ?? true else {
            throw EPCISProblem(.subscriptionControls, "epcis.subscription.order")
        }
        let made: EventSubscription?
        do {
            made = try await services.store.subscribe(to: name, wanted, by: context.reader)
        } catch let error as StoreError where error.code == .conflict {
            throw EPCISProblem(.subscriptionControls, "epcis.subscription.full")
        }
        guard let subscription = made else {
            throw EPCISProblem(.noSuchName, "epcis.problem.NoSuchNameException")
        }
        return EPCISAnswer.json(text(subscription), status: .created).ofEPCIS([
            ("Location", "\(EPCISAnswer.base)/queries/\(URLCoding.encode(name))/subscriptions/\(subscription.id)")
        ])
    }

    private static let one = APIRoute(
        path: "/epcis/queries/{name}/subscriptions/{id}",
        id: "get_epcis_subscriptions",
        summary: "One subscription to a named query.",
        parameters: [name, id],
        needs: .capability(.readOriginals)
    ) { services, request, context in
        _ = try EPCISAccept.json(request)
        let name = try await queryName(services, context)
        let id = try RouteParameter.id(context)
        guard let found = try await services.store.subscription(id, to: name, as: context.reader) else {
            throw SiteError(.notFound)
        }
        return EPCISAnswer.json(text(found))
    }

    private static let end = APIRoute(
        path: "/epcis/queries/{name}/subscriptions/{id}",
        id: "delete_epcis_subscriptions",
        summary: "Ends a subscription to a named query.",
        parameters: [name, id],
        needs: .capability(.readOriginals),
        method: .delete,
        status: 204
    ) { services, request, context in
        try services.csrf.checkOrigin(request)
        let name = try await queryName(services, context)
        guard
            try await services.store.unsubscribe(try RouteParameter.id(context), from: name, by: context.reader)
        else { throw SiteError(.notFound) }
        return Response(status: .noContent).ofEPCIS()
    }

    private static func queryName(_ services: SiteServices, _ context: SiteContext) async throws -> String {
        let name = try RouteParameter.text("name", context)
        guard try await services.store.query(named: name, as: context.reader) != nil else {
            throw EPCISProblem(.noSuchName, "epcis.problem.NoSuchNameException")
        }
        return name
    }

    /// Whether a query gives every event that it finds, in the order of recording: what is told one after the other
    /// can neither be sorted nor be cut off.
    private static func isUnordered(_ query: NamedEventQuery) -> Bool {
        guard let body = try? JSONTape(Array(query.query.utf8)).root["query"] else { return false }
        return body["orderBy"] == nil && body["eventCountLimit"] == nil && body["maxEventCount"] == nil
    }

    // MARK: What is asked for

    private static func asked(
        _ bytes: [UInt8],
        _ accept: EPCISAccept,
        _ outbound: OutboundGuard
    ) throws(EPCISProblem) -> EventSubscription.Request {
        guard let root = try? JSONTape(bytes).root, root.kind == .object, let dest = root["dest"]?.string else {
            throw EPCISProblem(.subscriptionControls, "epcis.subscription.dest")
        }
        try check(dest, outbound)
        // The schema of the standard calls it `secret` where it lists what is needed.
        let secret = (root["signatureToken"] ?? root["secret"])?.string
        if root["signatureToken"] ?? root["secret"] != nil {
            guard let secret, (1...secretLimit).contains(secret.utf8.count) else {
                throw EPCISProblem(.subscriptionControls, "epcis.subscription.token", subject: "signatureToken")
            }
        }
        let reportsEmpty = root["reportIfEmpty"].map { $0.bool }
        if let reportsEmpty, reportsEmpty == nil {
            throw EPCISProblem(.subscriptionControls, "epcis.query.badBoolean", subject: "reportIfEmpty")
        }
        let now = Int(Date().timeIntervalSince1970)
        let schedule = try schedule(root)
        return EventSubscription.Request(
            dest: dest,
            secret: secret,
            schedule: schedule.map { String(decoding: scheduleText($0).bytes, as: UTF8.self) },
            reportsEmpty: (reportsEmpty ?? nil) ?? false,
            format: try format(accept).rawValue,
            initialRecordTime: try time(root["initialRecordTime"]),
            nextAt: schedule?.next(after: now) ?? now
        )
    }

    private static func schedule(_ root: Formats.JSONValue) throws(EPCISProblem) -> QuerySchedule? {
        let isStream = root["stream"]?.bool
        guard let value = root["schedule"], !value.isNull else {
            guard isStream == true else { throw EPCISProblem(.subscriptionControls, "epcis.subscription.when") }
            return nil
        }
        guard isStream != true, let fields = QuerySchedule.fields(of: value) else {
            throw EPCISProblem(.subscriptionControls, "epcis.subscription.when", subject: "schedule")
        }
        do throws(QuerySchedule.FieldFault) {
            return try QuerySchedule(fields)
        } catch {
            throw EPCISProblem(
                .subscriptionControls,
                "epcis.subscription.schedule",
                subject: "schedule.\(error.field.rawValue)"
            )
        }
    }

    private static func time(_ value: Formats.JSONValue?) throws(EPCISProblem) -> Int? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.content, let time = EventClock.microseconds(text.span) else {
            throw EPCISProblem(.subscriptionControls, "epcis.query.badTime", subject: "initialRecordTime")
        }
        return time
    }

    private static func format(_ accept: EPCISAccept) throws(EPCISProblem) -> EPCFormat {
        _ = try accept.translator()
        return accept.header("GS1-EPC-Format").flatMap(EPCFormat.init) ?? .alwaysDigitalLink
    }

    /// Refuses an address that nothing is ever sent to, so that whoever subscribes learns it at once; what a name means
    /// is judged again whenever something is sent.
    private static func check(_ dest: String, _ outbound: OutboundGuard) throws(EPCISProblem) {
        do throws(OutboundFault) {
            let target = try outbound.target(dest)
            if let address = IPAddress(target.host) { _ = try outbound.admit([address], for: target) }
        } catch {
            throw EPCISProblem(
                .subscriptionControls,
                "epcis.subscription.dest",
                subject: "dest: \(error.code.rawValue)"
            )
        }
    }

    // MARK: What is told

    /// A subscription as JSON; never what its documents are signed with.
    private static func text(_ subscription: EventSubscription) -> JSONValue {
        var members: [JSONValue.Member] = [
            JSONValue.Member(name: "subscriptionID", value: .string(subscription.id)),
            JSONValue.Member(name: "queryName", value: .string(subscription.queryName)),
            JSONValue.Member(name: "dest", value: .string(subscription.dest)),
            JSONValue.Member(name: "createdAt", value: .string(subscription.createdAt)),
            JSONValue.Member(name: "reportIfEmpty", value: .bool(subscription.reportsEmpty)),
            JSONValue.Member(name: "epcFormat", value: .string(subscription.format)),
        ]
        if let text = subscription.schedule, let root = try? JSONTape(Array(text.utf8)).root,
            let fields = QuerySchedule.fields(of: root), let schedule = try? QuerySchedule(fields)
        {
            members.append(JSONValue.Member(name: "schedule", value: scheduleText(schedule)))
        } else {
            members.append(JSONValue.Member(name: "stream", value: .bool(true)))
        }
        for (name, value) in [
            ("initialRecordTime", subscription.initialRecordTime), ("lastNotifiedAt", subscription.lastNotifiedAt),
            ("lastFault", subscription.lastFault),
        ] {
            if let value { members.append(JSONValue.Member(name: name, value: .string(value))) }
        }
        return .object(members)
    }

    private static func scheduleText(_ schedule: QuerySchedule) -> JSONValue {
        .object(
            QuerySchedule.Field.allCases.compactMap { field in
                schedule.texts[field].map { JSONValue.Member(name: field.rawValue, value: .string($0)) }
            }
        )
    }
}
