internal import Assessment
public import Foundation
public import Hummingbird
public import Intake
public import Logging
public import Rules
internal import ServiceLifecycle
public import Store
public import Vocabulary

/// The site: its pages, its API and its files over one store.
public struct WebApplication: Sendable {
    /// Where the site listens, and what it accepts.
    public struct Settings: Sendable {
        /// The address to listen on.
        public var host: String
        /// The port to listen on; 0 lets the system choose.
        public var port: Int
        /// The largest file that a visitor may send, in bytes.
        public var uploadLimit: Int
        /// The address of a listener of its own for metrics; nil for none.
        public var metricsHost: String?
        /// The port of that listener.
        public var metricsPort: Int
        /// Who somebody is who has not signed in.
        public var mode: EntryMode

        /// Describes where to listen; the defaults are for the machine's owner alone.
        public init(
            host: String = "127.0.0.1",
            port: Int = 8080,
            uploadLimit: Int = 8 << 30,
            metricsHost: String? = nil,
            metricsPort: Int = 9464,
            mode: EntryMode = .signIn
        ) {
            self.host = host
            self.port = port
            self.uploadLimit = uploadLimit
            self.metricsHost = metricsHost
            self.metricsPort = metricsPort
            self.mode = mode
        }
    }

    private let services: SiteServices
    private let settings: Settings
    private let logger: Logger
    private let operation: OperationRoutes
    private let requests = RequestMetrics()

    /// Prepares the site; throws what is wrong with the message catalogues.
    public init(
        store: FactStore,
        intake: IntakeService,
        rules: RuleCatalogue,
        lexicon: Lexicon,
        home: URL,
        settings: Settings = Settings(),
        controls: OperationControls = OperationControls(),
        logger: Logger
    ) throws {
        services = SiteServices(
            store: store,
            intake: intake,
            assessments: AssessmentService(
                Assessor(
                    store: store,
                    lexicon: lexicon,
                    rules: rules,
                    parameters: try AssessmentParameters.load(from: home.appending(path: "Content"))
                )
            ),
            rules: rules.rules.map { RuleView($0, lexicon: lexicon) },
            lexicon: lexicon,
            messages: try MessageCatalogue(folder: home.appending(path: "Content/messages")),
            home: home,
            uploadLimit: settings.uploadLimit,
            mode: settings.mode
        )
        self.settings = settings
        self.logger = logger
        operation = OperationRoutes(store: store, requests: requests, controls: controls)
    }

    /// The server, ready to run.
    public func makeApplication() -> some ApplicationProtocol {
        let responder = router.buildResponder()
        return Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                serverName: "touchstone"
            ),
            services: [
                ImportEnd(intake: services.intake, assessments: services.assessments),
                WarmUp(responder: responder, host: settings.host, logger: logger),
                SearchKeeper(store: services.store, logger: logger),
            ] + metricsServices,
            logger: logger
        )
    }

    /// Answers one request without a socket.
    package func respond(to request: Request) async throws -> Response {
        try await router.buildResponder().respond(to: request, context: SiteContext(logger: logger))
    }

    private var router: Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: RequestWatch(metrics: requests))
        router.add(middleware: SecurityHeaders())
        router.add(middleware: Recognition(desk: services.desk, mode: services.mode, csrf: services.csrf))
        router.add(middleware: ErrorPages(services: services))
        router.add(middleware: KnownHosts(servedOn: settings.host))
        operation.add(to: router, isPublic: true)
        addFiles(to: router)
        addAPI(to: router)
        addPages(to: router)
        return router
    }

    /// The listener of its own for metrics, if there is to be one.
    private var metricsServices: [any Service] {
        guard let host = settings.metricsHost else { return [] }
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorPages(services: services))
        router.add(middleware: KnownHosts(servedOn: host))
        operation.add(to: router, isPublic: false)
        return [
            Application(
                responder: router.buildResponder(),
                configuration: ApplicationConfiguration(
                    address: .hostname(host, port: settings.metricsPort),
                    serverName: "touchstone"
                ),
                logger: logger
            )
        ]
    }

    private func addFiles(to router: Router<SiteContext>) {
        let own = StaticFiles(folder: services.home.appending(path: "Public"))
        let vendor = StaticFiles(folder: services.home.appending(path: ".local/browser"))
        router.get("/static/**") { request, context in
            try own.response(context.parameters.getCatchAll().joined(separator: "/"), request: request)
        }
        router.get("/vendor/**") { request, context in
            try vendor.response(context.parameters.getCatchAll().joined(separator: "/"), request: request)
        }
        router.get("/favicon.ico") { request, _ in try own.response("mark.svg", request: request) }
    }

    private func addAPI(to router: Router<SiteContext>) {
        let services = services
        for route in APIRoutes.all {
            router.on(RouterPath(route.routerPath), method: .get) { request, context in
                try await route.needs.check(context.reader, services.store, subject: route.id)
                return try await route.handler(services, request, context)
            }
        }
        router.get("/api/v1/openapi.json") { _, _ in
            JSONAnswer.response(OpenAPIDocument.document(of: APIRoutes.all))
        }
    }

    private func addPages(to router: Router<SiteContext>) {
        let services = services
        router.get("/") { request, _ in
            Redirect.temporary(to: "/\(LanguageChoice.language(of: request).rawValue)/")
        }
        router.get("/design") { request, _ in
            Redirect.temporary(to: "/\(LanguageChoice.language(of: request).rawValue)/design")
        }
        for language in Language.allCases {
            for route in PageRoute.all {
                router.on(RouterPath("/\(language.rawValue)\(route.path)"), method: route.method) { request, context in
                    try await route.needs.check(context.reader, services.store, subject: route.path)
                    var visit = Visit(services: services, language: language, request: request, reader: context.reader)
                    visit.unread = try await services.bell.count(for: context.reader)
                    return try await route.handler(visit, request, context)
                }
            }
        }
    }
}
