internal import Hummingbird
internal import Store

/// The pages for people who report, and for those who receive reports.
enum CommunityRoutes {
    /// Whether a route, such as `/pt/r/thread`, is one of those for people who report, or fill in a form, without a name; what
    /// gateways bring comes from such people too.
    static func isForReporters(_ route: String) -> Bool {
        let parts = route.split(separator: "/", maxSplits: 2)
        if parts.first == "sms" { return true }
        return parts.count > 1 && (parts[1] == "r" || parts[1] == "f" || route.hasSuffix("/sms/try"))
    }

    /// Whether communities have a place in languages of their own.
    ///
    /// They have what it takes to report and to read the answer; a person's own complaint is in the languages of the site.
    static func isInTongues(_ place: String) -> Bool {
        let path = place.prefix { $0 != "?" && $0 != "#" }
        return (path == "/r" || path.hasPrefix("/r/")) && !path.hasPrefix("/r/complaint")
    }

    static let all: [PageRoute] =
        DeliveryRoutes.all + ReportedRoutes.pages + [
            PageRoute(path: "/r/paper") { visit, _, _ in try await PaperForm.respond(visit) },
            PageRoute(path: "/r") { visit, _, _ in try await ReportPage.respond(visit) },
            PageRoute(path: "/r", method: .post) { visit, request, context in
                try await ReportForm.respond(visit, request: request, client: context.client)
            },
            PageRoute(path: "/r/thread") { visit, _, _ in ThreadPage.respond(visit) },
            PageRoute(path: "/r/thread", method: .post) { visit, request, context in
                try await ThreadPage.open(visit, request: request, client: context.client)
            },
            PageRoute(path: "/r/complaint") { visit, _, _ in OwnComplaintPage.respond(visit) },
            PageRoute(path: "/r/complaint", method: .post) { visit, request, context in
                try await OwnComplaintPage.open(visit, request: request, client: context.client)
            },
            PageRoute(path: "/inbox", needs: .capability(.receiveReports)) { visit, _, _ in
                try await InboxPage.respond(visit)
            },
            PageRoute(path: "/inbox/key", needs: .capability(.receiveReports)) { visit, _, _ in
                try await InboxKeyPage.respond(visit)
            },
            PageRoute(path: "/inbox/key", method: .post, needs: .capability(.receiveReports)) { visit, request, _ in
                try await InboxKeyPage.change(visit, request: request)
            },
            PageRoute(path: "/inbox/escrow", needs: .capability(.receiveReports)) { visit, _, _ in
                try await EscrowPage.respond(visit)
            },
            PageRoute(path: "/inbox/escrow", method: .post, needs: .capability(.receiveReports)) { visit, request, _ in
                try await EscrowPage.act(visit, request: request)
            },
            PageRoute(path: "/inbox/escrow/:id", needs: .capability(.receiveReports)) { visit, _, context in
                try await KeyOpeningPage.respond(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/inbox/escrow/:id", method: .post, needs: .capability(.receiveReports)) {
                visit,
                request,
                context in
                try await KeyOpeningPage.act(visit, request: request, id: RouteParameter.id(context))
            },
            PageRoute(path: "/inbox/handed", needs: .capability(.receiveReports)) { visit, _, _ in
                try await HandoverListPage.respond(visit)
            },
            PageRoute(path: "/inbox/handed/:id", needs: .capability(.receiveReports)) { visit, _, context in
                try await HandoverPage.respond(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/inbox/handed/:id", method: .post, needs: .capability(.receiveReports)) {
                visit,
                request,
                context in
                try await HandoverPage.act(visit, request: request, id: RouteParameter.id(context))
            },
            PageRoute(path: "/inbox/handed/:id/files/:number", needs: .capability(.receiveReports)) {
                visit,
                _,
                context in
                try await HandoverPage.file(
                    visit,
                    id: RouteParameter.id(context),
                    number: RouteParameter.text("number", context)
                )
            },
            PageRoute(path: "/inbox/:id", needs: .capability(.receiveReports)) { visit, _, context in
                try await OpenedReportPage.respond(visit, id: RouteParameter.id(context))
            },
            PageRoute(path: "/inbox/:id/attachments/:number", needs: .capability(.receiveReports)) {
                visit,
                _,
                context in
                try await AttachmentPage.respond(
                    visit,
                    id: RouteParameter.id(context),
                    number: RouteParameter.text("number", context)
                )
            },
            PageRoute(path: "/inbox/:id", method: .post, needs: .capability(.receiveReports)) {
                visit,
                request,
                context in
                try await OpenedReportPage.act(visit, request: request, id: RouteParameter.id(context))
            },
        ]
}
