internal import Assessment
public import Foundation
public import Hummingbird
internal import HummingbirdCore
public import Identity
public import Installation
public import Intake
public import Logging
public import Notary
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
        /// Names, proxies, certificate and limits.
        public var gate: GateSettings
        /// Who somebody is who has not signed in.
        public var mode: EntryMode
        /// What signing in is configured by.
        public var identity: IdentitySettings
        /// Which addresses subscribers to events may have.
        public var webhooks: OutboundGuard
        /// What credentials are issued with.
        public var credentials: CredentialOffice.Settings
        /// How text messages go out.
        public var textMessages: MessageSettings

        /// Describes where to listen; the defaults are for the machine's owner alone.
        public init(
            host: String = "127.0.0.1",
            port: Int = 8080,
            uploadLimit: Int = 8 << 30,
            metricsHost: String? = nil,
            metricsPort: Int = 9464,
            mode: EntryMode = .signIn,
            gate: GateSettings = GateSettings(),
            identity: IdentitySettings = IdentitySettings(),
            webhooks: OutboundGuard = OutboundGuard(),
            credentials: CredentialOffice.Settings = CredentialOffice.Settings(),
            textMessages: MessageSettings = MessageSettings()
        ) {
            self.host = host
            self.port = port
            self.uploadLimit = uploadLimit
            self.metricsHost = metricsHost
            self.metricsPort = metricsPort
            self.gate = gate
            self.mode = mode
            self.identity = identity
            self.webhooks = webhooks
            self.credentials = credentials
            self.textMessages = textMessages
        }
    }

    private let services: SiteServices
    private let settings: Settings
    private let logger: Logger
    private let operation: OperationRoutes
    private let subscriptions: SubscriptionWork?
    private let textMessages: MessageKeeper?
    private let requests = RequestMetrics()

    /// Prepares the site; throws what is wrong with the message catalogues.
    public init(
        store: FactStore,
        intake: IntakeService,
        rules: RuleCatalogue,
        lexicon: Lexicon,
        home: URL,
        modules: ModuleSet = .all,
        packs: PacksInForce = .none,
        settings: Settings = Settings(),
        controls: OperationControls = OperationControls(),
        logger: Logger
    ) throws {
        services = try SiteServices(
            store: store,
            intake: intake,
            capture: CaptureService(intake.importer),
            assessments: AssessmentService(
                Assessor(
                    store: store,
                    lexicon: lexicon,
                    rules: rules.needingNone(of: modules.tablesOff),
                    parameters: try AssessmentParameters.load(from: home.appending(path: "Content"))
                )
            ),
            rules: rules.needingNone(of: modules.tablesOff).rules.map { RuleView($0, lexicon: lexicon) },
            lexicon: lexicon,
            messages: try MessageCatalogue(folder: home.appending(path: "Content/messages")),
            home: home,
            uploadLimit: settings.uploadLimit,
            mode: settings.mode,
            modules: modules,
            packs: packs,
            entrance: try Entrance(store: store, settings: settings.identity),
            openID: try OpenIDDesk(settings.identity.openID),
            publicName: settings.gate.names.first,
            webhooks: settings.webhooks,
            credentials: settings.credentials,
            textMessages: settings.textMessages,
            limits: settings.gate.limits
        )
        self.settings = settings
        self.logger = logger
        subscriptions =
            try modules.contains(.traceability)
            ? SubscriptionWork(store, within: settings.webhooks, logger: logger) : nil
        textMessages = try modules.contains(.community) ? MessageKeeper(services.phones, logger: logger) : nil
        operation = OperationRoutes(store: store, requests: requests, controls: controls)
    }

    /// The server, ready to run.
    public func makeApplication() -> some ApplicationProtocol {
        ProcessMemory.keepForNextRequest()
        let responder = router.buildResponder()
        return Application(
            responder: responder,
            server: .gate(settings.gate, tls: settings.gate.tls),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                serverName: "touchstone",
                availableConnectionsDelegate: MaximumAvailableConnections(settings.gate.connections.total)
            ),
            services: [
                ImportEnd(intake: services.intake, assessments: services.assessments),
                CaptureWork(capture: services.capture, logger: logger),
                WarmUp(responder: responder, host: settings.host, logger: logger),
                SearchKeeper(store: services.store, logger: logger), services.sessions,
                ReportKeeper(store: services.store, logger: logger), PieceKeeper(shelf: services.community.pieces),
            ] + subscriptionServices + metricsServices + redirectServices,
            logger: logger
        )
    }

    /// A responder that is called without a socket; `peer` is whom it takes for the other end of the connection.
    package func directResponder() -> @Sendable (Request, _ peer: String?) async throws -> Response {
        let responder = router.buildResponder()
        return { [logger] request, peer in
            let context = SiteContext(logger: logger, peer: peer.flatMap { IPAddress($0) })
            return try await responder.respond(to: request, context: context)
        }
    }

    /// Answers one request without a socket.
    package func respond(to request: Request) async throws -> Response {
        try await directResponder()(request, nil)
    }

    /// A code with which the first person makes themselves known at `/en/set-up`; nil once anybody has an account.
    public func makeSetUpCode() async throws -> String? {
        guard try await services.store.hasNobody() else { return nil }
        return services.entrance.firstRun.makeCode(at: services.entrance.now()).text
    }

    private var router: Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        let gate = settings.gate
        let requestGate = RequestGate(limits: gate.limits, uploadLimit: settings.uploadLimit)
        router.add(
            middleware: Arrival(trust: ProxyTrust(proxies: gate.proxies), isEncrypted: gate.tls != nil)
                .around(RequestWatch(metrics: requests, addresses: gate.addressesInLog))
                .around(SecurityHeaders(styles: services.firstStyles))
                .around(requestGate)
                .around(recognition)
                .around(ErrorPages(services: services))
                .around(KnownHosts(servedOn: settings.host, as: gate.names))
                .around(AccountGate(limits: gate.limits, meter: requestGate.meter))
                .around(ModuleGate(modules: services.modules))
        )
        operation.add(to: router, isPublic: true)
        addFiles(to: router)
        addAPI(to: router)
        addPages(to: router)
        OpenIDRoutes(services: services).add(to: router)
        return router
    }

    private var recognition: Recognition {
        Recognition(desk: services.desk, mode: services.mode, csrf: services.csrf, sessions: services.sessions)
    }

    private var subscriptionServices: [any Service] {
        let found: [(any Service)?] = [subscriptions, textMessages]
        return found.compactMap(\.self)
    }

    /// The listener of its own for metrics, if there is to be one.
    private var metricsServices: [any Service] {
        guard let host = settings.metricsHost else { return [] }
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorPages(services: services))
        // Machines ask for it, by whatever address it has.
        router.add(middleware: KnownHosts(servedOn: host))
        operation.add(to: router, isPublic: false)
        return [
            Application(
                responder: router.buildResponder(),
                server: .gate(settings.gate, tls: nil),
                configuration: ApplicationConfiguration(
                    address: .hostname(host, port: settings.metricsPort),
                    serverName: "touchstone"
                ),
                logger: logger
            )
        ]
    }

    /// The listener that sends plain HTTP to https, if there is to be one.
    private var redirectServices: [any Service] {
        guard settings.gate.tls != nil, let port = settings.gate.redirectPort else { return [] }
        return [
            Application(
                responder: SecureRedirect(
                    hosts: KnownHosts(servedOn: settings.host, as: settings.gate.names),
                    port: settings.port
                ),
                server: .gate(settings.gate, tls: nil),
                configuration: ApplicationConfiguration(
                    address: .hostname(settings.host, port: port),
                    serverName: "touchstone",
                    availableConnectionsDelegate: MaximumAvailableConnections(settings.gate.connections.total)
                ),
                logger: logger
            )
        ]
    }

    private func addFiles(to router: Router<SiteContext>) {
        let own = services.files
        let vendor = StaticFiles(folder: services.home.appending(path: ".local/browser"))
        router.get("/static/**") { request, context in
            try own.response(context.parameters.getCatchAll().joined(separator: "/"), request: request)
        }
        router.get("/vendor/**") { request, context in
            try vendor.response(context.parameters.getCatchAll().joined(separator: "/"), request: request)
        }
        let ledger = LedgerFiles(store: services.store)
        router.get("/ledger/**") { request, context in
            try ledger.response(context.parameters.getCatchAll().joined(separator: "/"), request: request)
        }
        CredentialFiles(services: services).add(to: router)
        OpenRosaRoutes(services: services).add(to: router)
        SMSRoutes(services: services).add(to: router)
        router.get("/favicon.ico") { request, _ in try own.response("mark.svg", request: request) }
    }

    private func addAPI(to router: Router<SiteContext>) {
        let services = services
        for route in APIRoutes.all {
            router.on(RouterPath(route.routerPath), method: route.method) { request, context in
                try await route.needs.check(context.reader, services.store, subject: route.id)
                return try await RouteHandling.apart.run { try await route.handler(services, request, context) }
            }
        }
        for (path, routes) in Dictionary(grouping: APIRoutes.all, by: \.routerPath) {
            var methods = Set(routes.map(\.method))
            if let route = routes.first, route.path == "/epcis" || route.path.hasPrefix("/epcis/") {
                // What is spoken here is told to everybody.
                let answer = EPCISDiscovery.response(of: route.path, methods: methods)
                router.on(RouterPath(path), method: .options) { _, _ in answer }
                methods.insert(.options)
            }
            router.refuseOthers(at: path, than: methods)
        }
        router.get("/api/v1/openapi.json") { _, _ in
            let routes = APIRoutes.all.filter {
                RouteOwner.owner(ofAPI: $0.path).map(services.modules.contains) ?? true
            }
            return JSONAnswer.response(OpenAPIDocument.document(of: routes))
        }
    }

    private func addPages(to router: Router<SiteContext>) {
        let services = services
        router.get("/") { request, context in
            let isAtTheDoor = services.mode == .demo && !context.reader.isKnown
            let place = isAtTheDoor ? "sign-in" : ""
            return Redirect.temporary(to: "/\(services.language(of: request).rawValue)/\(place)")
        }
        router.get("/design") { request, _ in
            Redirect.temporary(to: "/\(services.language(of: request).rawValue)/design")
        }
        for language in Language.allCases {
            for route in PageRoute.all {
                router.on(RouterPath("/\(language.rawValue)\(route.path)"), method: route.method) { request, context in
                    try await route.needs.check(context.reader, services.store, subject: route.path)
                    var edition = context.edition
                    var unread = edition.flatMap { services.bell.knownCount(for: context.reader, at: $0) }
                    if unread == nil {
                        unread = try await services.bell.count(for: context.reader)
                        // Counting may have gathered notices, and written them.
                        edition = nil
                    }
                    let visit = Visit(
                        services: services,
                        language: language,
                        tongues: CommunityRoutes.isInTongues(route.path) ? try await services.tongues.languages() : [],
                        request: request,
                        reader: context.reader,
                        doors: context.doors,
                        unread: unread ?? 0,
                        edition: edition
                    )
                    return try await route.handling.run { try await route.handler(visit, request, context) }
                }
            }
            for (path, routes) in Dictionary(grouping: PageRoute.all, by: \.path) {
                router.refuseOthers(at: "/\(language.rawValue)\(path)", than: Set(routes.map(\.method)))
            }
        }
        addTongues(to: router)
    }

    /// The pages of those who report in languages that communities have added: those that there are when somebody asks.
    private func addTongues(to router: Router<SiteContext>) {
        let services = services
        let pages = CommunityRoutes.all.filter { CommunityRoutes.isInTongues($0.path) }
        for route in pages {
            router.on(RouterPath("/:tongue\(route.path)"), method: route.method) { request, context in
                let code = try RouteParameter.text("tongue", context)
                let tongues = try await services.tongues.languages()
                guard let tongue = tongues.first(where: { $0.code == code }) else { throw SiteError(.notFound) }
                try await route.needs.check(context.reader, services.store, subject: route.path)
                let visit = Visit(
                    services: services,
                    language: tongue.base,
                    tongue: tongue,
                    tongues: tongues,
                    request: request,
                    reader: context.reader,
                    doors: context.doors
                )
                return try await route.handling.run { try await route.handler(visit, request, context) }
            }
        }
        for (path, routes) in Dictionary(grouping: pages, by: \.path) {
            router.refuseOthers(at: "/:tongue\(path)", than: Set(routes.map(\.method)))
        }
    }
}
