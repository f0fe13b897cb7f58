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
        Setting(
            name: "ledger.witness_minutes",
            kind: .integer(0...10_080),
            standard: .integer(60),
            about: "How often the witnesses that the file `ledger/policy` names are asked to sign; 0 for never."
        ),
        Setting(
            name: "ledger.time_stamp_url",
            kind: .text,
            standard: .text(""),
            about: "The address of an authority that stamps a checkpoint a day (RFC 3161); empty for none."
        ),
        Setting(
            name: "ledger.time_stamp_roots",
            kind: .text,
            standard: .text(""),
            about: "A file of the certificates (PEM) that time stamps must lead to."
        ),
        Setting(
            name: "ledger.allow",
            kind: .list,
            standard: .list([]),
            about: "Addresses or blocks that are not public and that witnesses and the authority may yet have."
        ),
    ]
}
