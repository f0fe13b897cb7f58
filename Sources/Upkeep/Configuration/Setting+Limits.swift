extension Setting {
    /// What one visitor may ask of the server; 0 requests is any number.
    static let limits: [Setting] =
        [
            perMinute("sign_in", 20, "Attempts to sign in that one address, and one account, may make in a minute."),
            perMinute("uploads", 30, "Files that one address, and one account, may send in a minute."),
            perMinute("searches", 120, "Searches and exports that one address, and one account, may make in a minute."),
            perMinute("requests", 1_200, "Other requests that one address, and one account, may make in a minute."),
            number(
                "reports_per_door",
                0...1_000_000,
                300,
                "Reports taken in an hour through one door; 0 for any number."
            ),
            number(
                "reports_per_address",
                0...1_000_000,
                30,
                "Reports taken in an hour from one address; 0 for any number."
            ),
            Setting(
                name: "limits.local",
                kind: .choice(["no", "yes"]),
                standard: .text("no"),
                about: "Whether requests from this machine itself count too."
            ),
            number("connections", 16...100_000, 4_000, "Connections in all; more wait until one ends."),
            number("connections_per_address", 1...100_000, 100, "Connections of one address; more are closed."),
            number("header_seconds", 1...600, 10, "How long the head of the first request of a connection may take."),
            number("idle_seconds", 1...3_600, 60, "How long a connection may stay open between requests."),
            number("stall_seconds", 1...3_600, 20, "How long a sender or a reader may do nothing."),
            number("body_bytes_per_second", 1...1_000_000, 512, "The slowest body that is waited for."),
        ]

    private static func perMinute(_ key: String, _ standard: Int, _ about: String) -> Setting {
        number("\(key)_per_minute", 0...1_000_000, standard, about)
    }

    private static func number(
        _ key: String,
        _ range: ClosedRange<Int>,
        _ standard: Int,
        _ about: String
    ) -> Setting {
        Setting(
            name: "limits.\(key)",
            kind: .integer(range),
            standard: .integer(standard),
            about: about
        )
    }
}
