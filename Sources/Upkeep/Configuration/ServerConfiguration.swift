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
    /// The certificate file and the file of its key.
    public var tls: TLSFiles?
    /// The file of breached passwords.
    public var breachedPasswords: String?
    /// The provider of OpenID Connect.
    public var openID: OpenID?
    /// What is logged: the name of a level.
    public var logLevel: String
    /// Whether a log line is a JSON object.
    public var logsJSON: Bool
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
        tls =
            text("tls.certificate").isEmpty
            ? nil : TLSFiles(certificate: text("tls.certificate"), key: text("tls.key"))
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
        metricsListener =
            text("metrics.host").isEmpty
            ? nil : Listener(host: text("metrics.host"), port: number("metrics.port"))
        metricsToken = text("metrics.token").isEmpty ? nil : text("metrics.token")
        minimumFreeBytes = number("health.minimum_free_mib") << 20
        let hours = number("health.assessment_hours")
        assessmentAge = hours == 0 ? nil : Double(hours) * 3600
        recipients = list("backup.recipients")
    }
}
