/// One thing that can be configured.
public struct Setting: Sendable {
    /// What a value may be.
    public enum Kind: Sendable, Hashable {
        /// Any text.
        case text
        /// A whole number in this range.
        case integer(ClosedRange<Int>)
        /// One of these words.
        case choice([String])
        /// Several texts; in the environment with commas between them.
        case list
        /// A text that is never shown.
        case secret
    }

    /// Its name: the group, a dot, the key; without a dot it stands at the top of the file, in no group.
    public let name: String
    /// What a value may be.
    public let kind: Kind
    /// The value where nothing else is said.
    public let standard: SettingValue
    /// What it is for, in a sentence.
    public let about: String
    /// The option of `touchstone serve` that sets it.
    public let flag: String?
    /// Whether SIGHUP makes a running server read it again.
    public let isReloadable: Bool

    init(
        name: String,
        kind: Kind,
        standard: SettingValue,
        about: String,
        flag: String? = nil,
        isReloadable: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.about = about
        self.flag = flag
        self.isReloadable = isReloadable
    }

    /// The group in the file.
    public var group: String { isGrouped ? String(name.prefix { $0 != "." }) : "" }
    /// The key within the group.
    public var key: String { isGrouped ? String(name.drop { $0 != "." }.dropFirst()) : name }
    private var isGrouped: Bool { name.contains(".") }
    /// The variable that sets it.
    public var variable: String { Self.variablePrefix + name.uppercased().replacing(".", with: "_") }

    /// How the variables begin.
    public static let variablePrefix = "TOUCHSTONE_"

    /// What a value may be, in words.
    public var expectation: String {
        switch kind {
        case .text: "a text"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list: "a list of texts"
        case .secret: "a text of at least \(Self.shortestSecret) characters"
        }
    }

    /// A shorter secret can be guessed.
    static let shortestSecret = 16
}

/// The value of a setting.
public enum SettingValue: Sendable, Hashable {
    /// A text, a word or a secret.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// Several texts.
    case list([String])

    /// The value as a person reads it; nothing for what is not set.
    public var text: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .list(let texts): texts.joined(separator: ", ")
        }
    }

    /// Whether it says nothing.
    public var isEmpty: Bool { text.isEmpty }
}

extension Setting {
    /// Every setting, in the order of the file.
    public static let all: [Setting] =
        [
            Setting(
                name: "modules",
                kind: .list,
                standard: .list(["all"]),
                about: "The modules that are on (`touchstone modules` lists them); all for every one."
            ),
            Setting(
                name: "country",
                kind: .list,
                standard: .list([]),
                about: "The country packs in force, the leading one first (`touchstone packs list`)."
            ),
            Setting(
                name: "packs",
                kind: .text,
                standard: .text(""),
                about: "A folder of country packs of your own, besides the shipped ones."
            ),
            Setting(
                name: "server.host",
                kind: .text,
                standard: .text("127.0.0.1"),
                about: "The address to listen on. 127.0.0.1 is this machine alone.",
                flag: "--host"
            ),
            Setting(
                name: "server.port",
                kind: .integer(1...65_535),
                standard: .integer(8080),
                about: "The port to listen on.",
                flag: "--port"
            ),
            Setting(
                name: "server.upload_limit_mib",
                kind: .integer(1...1_048_576),
                standard: .integer(8192),
                about: "The largest file that a visitor may send, in MiB."
            ),
            Setting(
                name: "server.rules",
                kind: .list,
                standard: .list([]),
                about: "Folders of rules of your own, besides the shipped ones.",
                flag: "--rules"
            ),
            Setting(
                name: "server.names",
                kind: .list,
                standard: .list([]),
                about: "The public names of the site, without port; requests for any other are refused."
            ),
            Setting(
                name: "server.proxy",
                kind: .list,
                standard: .list([]),
                about: "Addresses or blocks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed."
            ),
            Setting(
                name: "webhooks.allow",
                kind: .list,
                standard: .list([]),
                about: "Addresses or blocks that are not public and that subscribers to events may yet have."
            ),
            Setting(
                name: "tls.certificate",
                kind: .text,
                standard: .text(""),
                about: "The certificate file (PEM, the chain with it); with it the site speaks https.",
                isReloadable: true
            ),
            Setting(
                name: "tls.key",
                kind: .text,
                standard: .text(""),
                about: "The file of the certificate's private key (PEM, without a password).",
                isReloadable: true
            ),
            Setting(
                name: "tls.redirect_port",
                kind: .integer(0...65_535),
                standard: .integer(0),
                about: "The port of a listener that sends plain HTTP to https; 0 for none."
            ),
            Setting(
                name: "identity.breached_passwords",
                kind: .text,
                standard: .text(""),
                about: "The file of breached passwords that new ones are checked against, sorted by hash; see below."
            ),
            Setting(
                name: "oidc.issuer",
                kind: .text,
                standard: .text(""),
                about: "The issuer of an OpenID Connect provider through which people may sign in; empty for none."
            ),
            Setting(
                name: "oidc.client",
                kind: .text,
                standard: .text(""),
                about: "What the provider calls this installation (client_id)."
            ),
            Setting(
                name: "oidc.secret",
                kind: .secret,
                standard: .text(""),
                about: "The secret that the provider gave this installation; empty for a public client."
            ),
            Setting(
                name: "oidc.redirect",
                kind: .text,
                standard: .text(""),
                about: "Where the provider sends browsers back to: this site's address with /sign-in/oidc/callback."
            ),
            Setting(
                name: "oidc.name",
                kind: .text,
                standard: .text("OpenID Connect"),
                about: "What the button says after \"Sign in with\"."
            ),
            Setting(
                name: "log.level",
                kind: .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
                standard: .text("notice"),
                about: "What is logged: this and what is graver. At info there is a line for each request.",
                isReloadable: true
            ),
            Setting(
                name: "log.format",
                kind: .choice(["text", "json"]),
                standard: .text("text"),
                about: "Lines for people, or one JSON object a line.",
                isReloadable: true
            ),
            Setting(
                name: "log.addresses",
                kind: .choice(["none", "network", "whole"]),
                standard: .text("none"),
                about: "How much of a visitor's address a line has: nothing, its network, or all of it."
            ),
            Setting(
                name: "metrics.host",
                kind: .text,
                standard: .text(""),
                about: "The address of a listener of its own for metrics; empty for none."
            ),
            Setting(
                name: "metrics.port",
                kind: .integer(1...65_535),
                standard: .integer(9464),
                about: "The port of that listener."
            ),
            Setting(
                name: "metrics.token",
                kind: .secret,
                standard: .text(""),
                about: "Whoever sends it as a bearer token gets /metrics from the public listener; empty for nobody.",
                isReloadable: true
            ),
            Setting(
                name: "health.minimum_free_mib",
                kind: .integer(0...1_048_576),
                standard: .integer(512),
                about: "The server says that it is not ready when less is free on the store's disk, in MiB.",
                isReloadable: true
            ),
            Setting(
                name: "health.assessment_hours",
                kind: .integer(0...87_600),
                standard: .integer(0),
                about: "The server says that it is not ready when the last assessment is older; 0 for any age.",
                isReloadable: true
            ),
            Setting(
                name: "backup.recipients",
                kind: .list,
                standard: .list([]),
                about: "The age recipients (age1…) that backups are encrypted for."
            ),
        ] + ledger + credentials + messages + limits

    /// The setting of that name.
    public static func named(_ name: String) -> Setting? {
        all.first { $0.name == name }
    }

    /// The names of the groups, in order.
    static let groups: [String] = all.reduce(into: []) { groups, setting in
        if !setting.group.isEmpty, groups.last != setting.group { groups.append(setting.group) }
    }
}
