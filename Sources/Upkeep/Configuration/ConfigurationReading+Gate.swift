import Identity

extension ConfigurationReading {
    /// Names, proxies and the second listener.
    mutating func checkGate() {
        if case .list(let names) = self["server.names"] {
            for name in names where !Self.isHostName(name) {
                mistake(place("server.names"), "\(name) is no host name. Write it as in touchstone.example.org.")
            }
        }
        for name in ["server.proxy", "webhooks.allow", "ledger.allow", "sms.allow"] {
            guard case .list(let blocks) = self[name] else { continue }
            for block in blocks where AddressBlock(block) == nil {
                mistake(place(name), "\(block) is no address or block. Write it as in 10.1.2.3 or 10.1.0.0/16.")
            }
        }
        if !self["sms.quiet"].isEmpty, QuietSpan(self["sms.quiet"].text) == nil {
            mistake(
                place("sms.quiet"),
                "\(self["sms.quiet"].text) are no hours. Write them as in 21:00-06:00 +02:00."
            )
        }
        if self["ledger.time_stamp_url"].isEmpty != self["ledger.time_stamp_roots"].isEmpty {
            let missing = self["ledger.time_stamp_url"].isEmpty ? "ledger.time_stamp_url" : "ledger.time_stamp_roots"
            mistake(
                place(missing == "ledger.time_stamp_url" ? "ledger.time_stamp_roots" : "ledger.time_stamp_url"),
                "ledger.time_stamp_url and ledger.time_stamp_roots belong together; \(missing) is missing."
            )
        }
        guard case .integer(let port) = self["tls.redirect_port"], port != 0 else { return }
        if self["tls.certificate"].isEmpty || self["server.names"].isEmpty {
            mistake(
                place("tls.redirect_port"),
                "tls.redirect_port needs tls.certificate and server.names: visitors are sent to names of yours only."
            )
        }
        if self["tls.redirect_port"] == self["server.port"] {
            mistake(place("tls.redirect_port"), "tls.redirect_port is the port of the site. Choose another.")
        }
    }

    /// Letters, digits, dots and hyphens (RFC 1123 section 2.1), or an address.
    private static func isHostName(_ name: String) -> Bool {
        let bare = name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
        if IPAddress(bare) != nil { return true }
        return (1...253).contains(name.utf8.count) && !name.hasPrefix(".") && !name.hasPrefix("-")
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x2E
            }
    }
}
