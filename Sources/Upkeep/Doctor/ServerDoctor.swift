public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Looks at what a server needs beside its store: ports and certificate files.
public struct ServerDoctor: Sendable {
    private let configuration: ServerConfiguration
    private let now: Date

    /// Prepares to look at what a configuration names.
    public init(_ configuration: ServerConfiguration, now: Date = Date()) {
        self.configuration = configuration
        self.now = now
    }

    /// Everything about ports and certificates.
    public func checks() -> [DoctorCheck] {
        var checks = [port("port", configuration.host, configuration.port)]
        if let metrics = configuration.metricsListener {
            checks.append(port("metrics port", metrics.host, metrics.port))
        }
        if let redirect = configuration.redirectPort {
            checks.append(port("redirect port", configuration.host, redirect))
        }
        checks += gate()
        if let tls = configuration.tls { checks += [certificate(tls.certificate), key(tls.key)] }
        return checks
    }

    /// What speaks against serving a network as it is configured.
    private func gate() -> [DoctorCheck] {
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(configuration.host)
        guard !isLocal || !configuration.proxies.isEmpty else { return [] }
        var checks: [DoctorCheck] = []
        if configuration.names.isEmpty {
            checks.append(
                DoctorCheck(
                    "names",
                    .attention,
                    "the site answers to any name",
                    advice: "Name it in server.names, so that no other site can speak for its visitors."
                )
            )
        }
        if configuration.tls == nil, configuration.proxies.isEmpty {
            checks.append(
                DoctorCheck(
                    "encryption",
                    .attention,
                    "the site is served to a network in clear",
                    advice: "Set tls.certificate and tls.key, or put a proxy before it and name it in server.proxy."
                )
            )
        }
        return checks
    }

    private func port(_ name: String, _ host: String, _ port: Int) -> DoctorCheck {
        switch Self.bind(host, port) {
        case nil: DoctorCheck(name, .attention, "the address \(host) is not known", advice: "Name one of this machine.")
        case 0: DoctorCheck(name, .ok, "\(host) port \(port) is free")
        case EADDRINUSE:
            DoctorCheck(
                name,
                .attention,
                "somebody listens on \(host) port \(port) already",
                advice: "If that is not touchstone itself, choose another port."
            )
        case EACCES:
            DoctorCheck(
                name,
                .broken,
                "this user may not listen on port \(port)",
                advice: "Choose a port from 1024 on, and let a proxy listen on the lower one."
            )
        case .some(let code):
            DoctorCheck(
                name,
                .broken,
                "\(host) port \(port): \(String(cString: strerror(code)))",
                advice: "Name an address of this machine (`ip address` lists them)."
            )
        }
    }

    /// Tries to take a port for a moment: 0, or the system's error; nil if the address cannot be resolved.
    private static func bind(_ host: String, _ port: Int) -> Int32? {
        var hints = addrinfo()
        #if canImport(Glibc)
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        hints.ai_socktype = SOCK_STREAM
        #endif
        hints.ai_flags = AI_PASSIVE
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0, let first = list else { return nil }
        defer { freeaddrinfo(list) }
        let handle = socket(first.pointee.ai_family, first.pointee.ai_socktype, first.pointee.ai_protocol)
        guard handle >= 0 else { return errno }
        defer { close(handle) }
        var yes: Int32 = 1
        setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        #if canImport(Glibc)
        let result = Glibc.bind(handle, first.pointee.ai_addr, first.pointee.ai_addrlen)
        #elseif canImport(Musl)
        let result = Musl.bind(handle, first.pointee.ai_addr, first.pointee.ai_addrlen)
        #else
        let result = Darwin.bind(handle, first.pointee.ai_addr, first.pointee.ai_addrlen)
        #endif
        return result == 0 ? 0 : errno
    }

    private func certificate(_ path: String) -> DoctorCheck {
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
            return DoctorCheck("certificate", .broken, "\(path) cannot be read", advice: "Correct tls.certificate.")
        }
        guard let certificate = CertificateFile(pem: text) else {
            return DoctorCheck(
                "certificate",
                .broken,
                "\(path) holds no certificate in PEM form",
                advice: "It must hold -----BEGIN CERTIFICATE-----, the server's own first."
            )
        }
        let days = Int((certificate.notAfter.timeIntervalSince(now) / 86_400).rounded(.down))
        let until = certificate.notAfter.formatted(Date.ISO8601FormatStyle().year().month().day())
        if certificate.notBefore > now {
            return DoctorCheck("certificate", .broken, "\(path) does not hold yet", advice: "Look at the clock.")
        }
        if days < 0 {
            return DoctorCheck("certificate", .broken, "\(path) held until \(until)", advice: "Renew it.")
        }
        return days < 21
            ? DoctorCheck("certificate", .attention, "\(path) holds until \(until)", advice: "Renew it now.")
            : DoctorCheck("certificate", .ok, "\(path) holds until \(until)")
    }

    private func key(_ path: String) -> DoctorCheck {
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8),
            text.contains("PRIVATE KEY-----")
        else {
            return DoctorCheck(
                "key",
                .broken,
                "\(path) holds no private key that can be read",
                advice: "Correct tls.key."
            )
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
        guard mode & 0o007 == 0 else {
            return DoctorCheck(
                "key",
                .broken,
                "everybody on this machine can read \(path)",
                advice: "chmod o-rwx '\(path)', and renew the key if others use this machine."
            )
        }
        return DoctorCheck("key", .ok, "\(path)")
    }
}
