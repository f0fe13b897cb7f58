extension Setting {
    /// The ledger of the store.
    static let ledger: [Setting] = [
        Setting(
            name: "ledger.commit",
            kind: .choice(["yes", "no"]),
            standard: .text("yes"),
            about: "Whether the server commits what comes in to the store's ledger (docs/ledger.md)."
        ),
        Setting(
            name: "ledger.name",
            kind: .text,
            standard: .text(""),
            about: "The name of a ledger that is begun: this site's address without https://; made up where empty."
        ),
        Setting(
            name: "ledger.passphrase_file",
            kind: .text,
            standard: .text(""),
            about: "A file whose first line opens the keys of the ledger; empty where they are not sealed."
        ),
    ]
}
