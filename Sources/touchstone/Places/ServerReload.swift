import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import Upkeep
import Web

/// Reads the configuration again when SIGHUP comes, and takes over what may change while the server runs.
final class ServerReload: Service {
    let controls: OperationControls
    let logger: Logger
    private let settings: LogSettings
    private let tls: TLSShelf?
    private let first: ServerConfiguration
    private let read: @Sendable () throws -> ServerConfiguration

    init(
        _ configuration: ServerConfiguration,
        tls: TLSShelf?,
        read: @escaping @Sendable () throws -> ServerConfiguration
    ) {
        first = configuration
        self.tls = tls
        controls = OperationControls(Self.operation(configuration))
        settings = LogSettings(level: Self.level(configuration), isJSON: configuration.logsJSON)
        logger = Logger(label: "touchstone") { [settings] _ in LineLog(settings: settings) }
        self.read = read
    }

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: [.sighup]).cancelOnGracefulShutdown() {
            reload()
        }
    }

    private func reload() {
        let next: ServerConfiguration
        do { next = try read() } catch {
            // The mistake's own words could repeat a value: its places are enough here.
            logger.error("the configuration has mistakes and was not taken over: see `touchstone config check`")
            return
        }
        settings.change(level: Self.level(next), isJSON: next.logsJSON)
        controls.change(to: Self.operation(next))
        if let tls, let files = next.tls {
            do throws(TLSFault) { try tls.change(certificate: files.certificate, key: files.key) } catch {
                logger.error("the certificate was not changed: see `touchstone doctor`")
            }
        }
        var fixed = next
        fixed.logLevel = first.logLevel
        fixed.logsJSON = first.logsJSON
        fixed.metricsToken = first.metricsToken
        if first.tls != nil, next.tls != nil { fixed.tls = first.tls }
        fixed.minimumFreeBytes = first.minimumFreeBytes
        fixed.assessmentAge = first.assessmentAge
        logger.notice(
            fixed == first
                ? "the configuration was read again"
                : "the configuration was read again; some of it needs a restart (docs/configuration.md)"
        )
    }

    private static func level(_ configuration: ServerConfiguration) -> Logger.Level {
        Logger.Level(rawValue: configuration.logLevel) ?? .notice
    }

    private static func operation(_ configuration: ServerConfiguration) -> OperationSettings {
        OperationSettings(
            metricsToken: configuration.metricsToken,
            minimumFreeBytes: configuration.minimumFreeBytes,
            assessmentAge: configuration.assessmentAge
        )
    }
}
