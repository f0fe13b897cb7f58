internal import Foundation
internal import HummingbirdCore
internal import Identity
internal import Logging
internal import NIOCore
internal import NIOSSL

/// Takes connections in: not too many of one address, encrypted where there is a certificate, and at a decent pace.
struct GateChannel: ServerChildChannel, HTTPChannelHandler {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let tls: TLSShelf?
    /// Nil to take in any number of one address.
    let counter: ConnectionCounter?
    let trust: ProxyTrust
    let countsLocal: Bool

    var responder: HTTPChannelHandler.Responder { base.responder }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let isWelcome = admit(channel)
        return channel.eventLoop.makeCompletedFuture {
            // A page goes out whole: with NIO's own bound of 64 KiB its writer would be stopped and woken once a page.
            let marks = ChannelOptions.Types.WriteBufferWaterMark(low: 64 << 10, high: 256 << 10)
            try channel.syncOptions?.setOption(.writeBufferWaterMark, value: marks)
            guard let tls else { return }
            // Whoever comes after a change of certificate gets the new one; who is connected keeps theirs.
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls.context))
        }
        .flatMap { base.setup(channel: channel, logger: logger) }
        .map { value in
            // A failure would be one of the whole listener: the connection is set up, and closed at once.
            if !isWelcome { channel.close(promise: nil) }
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        // On the thread that reads and writes the connection; what takes long leaves it (``RouteHandling``).
        let executor = LoopExecutor(value.channel.eventLoop)
        await withTaskExecutorPreference(executor) { await base.handle(value: value, logger: logger) }
    }

    private func admit(_ channel: any Channel) -> Bool {
        guard let counter, let address = channel.remoteAddress.flatMap(IPAddress.init(_:)),
            countsLocal || !address.isLoopback, !trust.isProxy(address)
        else { return true }
        guard counter.begin(address) else { return false }
        channel.closeFuture.whenComplete { _ in counter.end(address) }
        return true
    }
}

extension IPAddress {
    /// The address of a peer; nil for a socket of this machine that has none.
    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text)
    }
}

extension HTTPServerBuilder {
    /// A server that keeps the limits of a gate.
    static func gate(_ gate: GateSettings, tls: TLSShelf?) -> HTTPServerBuilder {
        let limits = gate.connections
        let counter = ConnectionCounter(limit: limits.perAddress)
        return HTTPServerBuilder { responder in
            GateChannel(
                base: HTTP1Channel(
                    responder: responder,
                    configuration: HTTP1Channel.Configuration(
                        additionalChannelHandlers: [PaceKeeper(limits)],
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: ConnectionLimits.headerFieldBytes,
                            maxHeaderListSize: ConnectionLimits.headerBytes,
                            maxHeaderFieldCount: ConnectionLimits.headerFields
                        )
                    )
                ),
                tls: tls,
                counter: counter,
                trust: ProxyTrust(proxies: gate.proxies),
                countsLocal: gate.limits.countsLocal
            )
        }
    }
}
