extension Setting {
    /// The credentials that are issued here.
    static let credentials: [Setting] = [
        Setting(
            name: "credentials.host",
            kind: .text,
            standard: .text(""),
            about: "The name by which credentials name their issuer (did:web); empty for the first of server.names."
        ),
        Setting(
            name: "credentials.issuer",
            kind: .text,
            standard: .text(""),
            about: "What the issuer of credentials is called, for people; empty for the name of the site."
        ),
    ]
}
