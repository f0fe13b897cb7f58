import Foundation
import Upkeep
import Web

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension GateSettings {
    /// The gate that a configuration describes; throws if its certificate cannot be used.
    init(_ configuration: ServerConfiguration) throws(CommandFailure) {
        self.init()
        names = configuration.names
        proxies = configuration.proxies
        redirectPort = configuration.redirectPort
        addressesInLog = AddressDetail(rawValue: configuration.loggedAddresses) ?? .none
        let number = { (key: String, standard: Int) in configuration.limits[key] ?? standard }
        limits.signIn = number("sign_in_per_minute", limits.signIn)
        limits.uploads = number("uploads_per_minute", limits.uploads)
        limits.searches = number("searches_per_minute", limits.searches)
        limits.requests = number("requests_per_minute", limits.requests)
        limits.reportsPerDoor = number("reports_per_door", limits.reportsPerDoor)
        limits.reportsPerAddress = number("reports_per_address", limits.reportsPerAddress)
        limits.countsLocal = configuration.limitsLocal
        connections.total = min(number("connections", connections.total), Self.connectionsThatFit)
        connections.perAddress = number("connections_per_address", connections.perAddress)
        connections.headSeconds = number("header_seconds", connections.headSeconds)
        connections.idleSeconds = number("idle_seconds", connections.idleSeconds)
        connections.stallSeconds = number("stall_seconds", connections.stallSeconds)
        connections.bodyBytesPerSecond = number("body_bytes_per_second", connections.bodyBytesPerSecond)
        guard let files = configuration.tls else { return }
        do throws(TLSFault) { tls = try TLSShelf(certificate: files.certificate, key: files.key) } catch {
            throw CommandFailure("\(error)\nSee `touchstone doctor`.")
        }
    }

    /// How many connections the system lets this process have open, beside its files.
    ///
    /// Taking in one more than that fits would end the listener; so the limit is raised as far as the system lets us,
    /// and some of it is kept for the store.
    private static var connectionsThatFit: Int {
        var limit = rlimit()
        #if canImport(Glibc)
        let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
        #else
        let resource = RLIMIT_NOFILE
        #endif
        guard getrlimit(resource, &limit) == 0 else { return 512 }
        var raised = limit
        raised.rlim_cur = min(limit.rlim_max, 65_536)
        if raised.rlim_cur > limit.rlim_cur, setrlimit(resource, &raised) == 0 { limit = raised }
        return max(64, Int(clamping: limit.rlim_cur) - 256)
    }
}
