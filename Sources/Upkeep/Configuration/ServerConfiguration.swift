public import Identity
public import Installation

/// The configuration of a server, checked.
public struct ServerConfiguration: Sendable, Hashable {
    /// The address to listen on.
    public var host: String
    /// The port to listen on.
    public var port: Int
    /// The largest upload in bytes.
    public var uploadLimit: Int
    /// Folders of rules besides the shipped ones.
    public var rules: [String]
    /// The public names of the site.
    public var names: [String]
    /// The proxies that are believed.
    public var proxies: [AddressBlock]
    /// Blocks that are not public and may yet be posted to.
    public var webhookBlocks: [AddressBlock]
    /// The certificate file and the file of its key.
    public var tls: TLSFiles?
    /// The port of the listener that sends plain HTTP to https.
    public var redirectPort: Int?
    /// The file of breached passwords.
    public var breachedPasswords: String?
    /// The provider of OpenID Connect.
    public var openID: OpenID?
    /// What is logged: the name of a level.
    public var logLevel: String
    /// Whether a log line is a JSON object.
    public var logsJSON: Bool
    /// How much of visitors' addresses is logged: `none`, `network` or `whole`.
    public var loggedAddresses: String
    /// The numbers of the group `limits`, by the keys of the settings.
    public var limits: [String: Int]
    /// Whether requests from this machine itself count too.
    public var limitsLocal: Bool
    /// The listener for metrics.
    public var metricsListener: Listener?
    /// The bearer token that opens `/metrics` on the public listener.
    public var metricsToken: String?
    /// Below so many free bytes the server is not ready.
    public var minimumFreeBytes: Int
    /// Above this age of the last assessment, in seconds, the server is not ready; nil for any age.
    public var assessmentAge: Double?
    /// Whom backups are encrypted for.
    public var recipients: [String]
    /// What the configuration says of the store's ledger.
    public var ledger: Ledger
    /// The name by which credentials name their issuer; nil for none.
    public var credentialHost: String?
    /// What the issuer of credentials is called; nil for the name of the site.
    public var credentialIssuer: String?
    /// How many text messages go out in an hour through one gateway.
    public var messagesAnHour: Int
    /// The hours in which nobody is told news; nil for none.
    public var quietHours: QuietSpan?
    /// Blocks that are not public and that gateways of text messages may yet have.
    public var messageBlocks: [AddressBlock]
    /// The modules that are on.
    public var modules: ModuleSet
    /// The ids of the country packs in force.
    public var country: [String]
    /// A folder of country packs besides the shipped ones.
    public var packFolder: String?

    /// A provider of OpenID Connect and what we are there.
    public struct OpenID: Sendable, Hashable {
        /// The provider's issuer.
        public var issuer: String
        /// What the provider calls us.
        public var client: String
        /// The secret that it gave us, if it did.
        public var secret: String?
        /// Where it sends browsers back to.
        public var redirect: String
        /// What the button says.
        public var name: String
    }

    /// The store's ledger.
    public struct Ledger: Sendable, Hashable {
        /// Whether the server commits to it.
        public var isCommitted: Bool
        /// The name that a new ledger is given; nil for one that is made up.
        public var name: String?
        /// The file whose first line opens its keys.
        public var passphraseFile: String?
        /// How often its witnesses are asked; nil for never.
        public var witnessMinutes: Int?
        /// The authority that stamps its checkpoints, and the file of the certificates that are trusted; nil for none.
        public var stamping: Stamping?
        /// Blocks that are not public and that may be asked.
        public var allowed: [AddressBlock]

        /// An authority for time stamps.
        public struct Stamping: Sendable, Hashable {
            /// Its address.
            public var address: String
            /// The file of the certificates that its stamps must lead to.
            public var roots: String
        }
    }

    /// An address and a port.
    public struct Listener: Sendable, Hashable {
        /// The address.
        public var host: String
        /// The port.
        public var port: Int
    }

    /// The files of a certificate.
    public struct TLSFiles: Sendable, Hashable {
        /// The certificate with its chain, PEM.
        public var certificate: String
        /// Its private key, PEM.
        public var key: String
    }

    /// Takes the values of a reading without mistakes; throws the first mistake otherwise.
    public init(_ reading: ConfigurationReading) throws(ConfigurationMistake) {
        if let mistake = reading.mistakes.first { throw mistake }
        func text(_ name: String) -> String { reading[name].text }
        func number(_ name: String) -> Int {
            if case .integer(let number) = reading[name] { number } else { 0 }
        }
        func list(_ name: String) -> [String] {
            if case .list(let texts) = reading[name] { texts } else { [] }
        }
        host = text("server.host")
        port = number("server.port")
        uploadLimit = number("server.upload_limit_mib") << 20
        rules = list("server.rules")
        names = list("server.names").map { $0.lowercased() }
        proxies = list("server.proxy").compactMap { AddressBlock($0) }
        webhookBlocks = list("webhooks.allow").compactMap { AddressBlock($0) }
        tls =
            text("tls.certificate").isEmpty
            ? nil : TLSFiles(certificate: text("tls.certificate"), key: text("tls.key"))
        redirectPort = number("tls.redirect_port") == 0 ? nil : number("tls.redirect_port")
        breachedPasswords = text("identity.breached_passwords").isEmpty ? nil : text("identity.breached_passwords")
        openID =
            text("oidc.issuer").isEmpty
            ? nil
            : OpenID(
                issuer: text("oidc.issuer"),
                client: text("oidc.client"),
                secret: text("oidc.secret").isEmpty ? nil : text("oidc.secret"),
                redirect: text("oidc.redirect"),
                name: text("oidc.name")
            )
        logLevel = text("log.level")
        logsJSON = text("log.format") == "json"
        loggedAddresses = text("log.addresses")
        limits = Dictionary(
            Setting.limits.map { ($0.key, number($0.name)) },
            uniquingKeysWith: { first, _ in first }
        )
        limitsLocal = text("limits.local") == "yes"
        metricsListener =
            text("metrics.host").isEmpty
            ? nil : Listener(host: text("metrics.host"), port: number("metrics.port"))
        metricsToken = text("metrics.token").isEmpty ? nil : text("metrics.token")
        minimumFreeBytes = number("health.minimum_free_mib") << 20
        let hours = number("health.assessment_hours")
        assessmentAge = hours == 0 ? nil : Double(hours) * 3600
        recipients = list("backup.recipients")
        ledger = Ledger(
            isCommitted: text("ledger.commit") == "yes",
            name: text("ledger.name").isEmpty ? names.first : text("ledger.name"),
            passphraseFile: text("ledger.passphrase_file").isEmpty ? nil : text("ledger.passphrase_file"),
            witnessMinutes: number("ledger.witness_minutes") == 0 ? nil : number("ledger.witness_minutes"),
            stamping: text("ledger.time_stamp_url").isEmpty
                ? nil : .init(address: text("ledger.time_stamp_url"), roots: text("ledger.time_stamp_roots")),
            allowed: list("ledger.allow").compactMap { AddressBlock($0) }
        )
        credentialHost = text("credentials.host").isEmpty ? names.first : text("credentials.host").lowercased()
        credentialIssuer = text("credentials.issuer").isEmpty ? nil : text("credentials.issuer")
        messagesAnHour = number("sms.an_hour")
        quietHours = QuietSpan(text("sms.quiet"))
        messageBlocks = list("sms.allow").compactMap { AddressBlock($0) }
        country = list("country")
        packFolder = text("packs").isEmpty ? nil : text("packs")
        do throws(ModuleMistake) { modules = try ModuleSet(named: list("modules")) } catch {
            throw ConfigurationMistake(place: "modules", message: error.description)
        }
    }
}
