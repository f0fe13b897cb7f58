internal import Foundation
package import Identity
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Asks other servers, within the limits of an ``Identity/OutboundGuard``: the name is resolved once, the address is
/// judged, and that address is connected to; the certificate must be the name's.
package struct OutboundFetch: Sendable {
    private let fetching: OutboundGuard
    private let context: NIOSSLContext

    /// Prepares to ask; certificates are trusted that the system trusts, or those of a file in PEM form.
    package init(_ fetching: OutboundGuard, trusting file: String? = nil) throws(OutboundFault) {
        self.fetching = fetching
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file { configuration.trustRoots = .file(file) }
        do { context = try NIOSSLContext(configuration: configuration) } catch { throw OutboundFault(.certificate) }
    }

    /// Gets an address of the web, or posts to it if there is a body.
    ///
    /// - Throws: ``Identity/OutboundFault``; a redirect is one.
    package func answer(
        of address: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil
    ) async throws(OutboundFault) -> OutboundAnswer {
        let target = try fetching.target(address)
        let admitted = try fetching.admit(try await Self.resolve(target), for: target)
        do {
            return try await ask(target, at: admitted, Self.head(for: target, headers, body), body)
        } catch let fault as OutboundFault {
            throw fault
        } catch is NIOSSLError {
            throw OutboundFault(.certificate)
        } catch is NIOSSLExtraError {
            throw OutboundFault(.certificate)
        } catch {
            throw OutboundFault(.noAnswer)
        }
    }

    private func ask(
        _ target: OutboundTarget,
        at address: IPAddress,
        _ head: HTTPRequestHead,
        _ body: [UInt8]?
    ) async throws -> OutboundAnswer {
        let place = try SocketAddress(ipAddress: "\(address)", port: target.port)
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: OutboundAnswer.self)
        let limit = TimeAmount.seconds(Int64(fetching.secondLimit))
        let late = loop.scheduleTask(in: limit) { promise.fail(OutboundFault(.noAnswer)) }
        defer { late.cancel() }
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop).connectTimeout(limit)
                .channelInitializer { [context, fetching] channel in
                    channel.eventLoop.makeCompletedFuture {
                        if target.isSecure {
                            // For an address in the place of a name, the certificate must hold the address.
                            let name = IPAddress(target.host) == nil ? target.host : nil
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(context: context, serverHostname: name)
                            )
                        }
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(
                            AnswerCollector(promise, byteLimit: fetching.byteLimit)
                        )
                    }
                }
                .connect(to: place).get()
        } catch {
            promise.fail(error)
            return try await promise.futureResult.get()
        }
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        if let body { channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil) }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        defer { channel.close(promise: nil) }
        return try await promise.futureResult.get()
    }

    private static func head(
        for target: OutboundTarget,
        _ more: [(name: String, value: String)],
        _ body: [UInt8]?
    ) -> HTTPRequestHead {
        var headers = HTTPHeaders([("Host", target.authority), ("Connection", "close"), ("User-Agent", "touchstone")])
        if let body { headers.add(name: "Content-Length", value: String(body.count)) }
        for (name, value) in more { headers.replaceOrAdd(name: name, value: value) }
        return HTTPRequestHead(
            version: .http1_1,
            method: body == nil ? .GET : .POST,
            uri: target.path,
            headers: headers
        )
    }

    /// Every address that a name has; resolving waits, so it does so on a thread of its own.
    private static func resolve(_ target: OutboundTarget) async throws(OutboundFault) -> [IPAddress] {
        if let address = IPAddress(target.host) { return [address] }
        let found = try? await NIOThreadPool.singleton.runIfActive { HostNames.addresses(of: target.host) }
        return found ?? []
    }
}

/// Collects an answer up to a size.
private final class AnswerCollector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let promise: EventLoopPromise<OutboundAnswer>
    private let byteLimit: Int
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []

    init(_ promise: EventLoopPromise<OutboundAnswer>, byteLimit: Int) {
        self.promise = promise
        self.byteLimit = byteLimit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            guard (300..<400).contains(head.status.code) else { return }
            promise.fail(OutboundFault(.redirected))
            context.close(promise: nil)
        case .body(let bytes):
            guard body.count + bytes.readableBytes <= byteLimit else {
                promise.fail(OutboundFault(.tooLarge))
                context.close(promise: nil)
                return
            }
            body += bytes.readableBytesView
        case .end:
            guard let head else { return promise.fail(OutboundFault(.noAnswer)) }
            let type = head.headers.first(name: "Content-Type")
            promise.succeed(OutboundAnswer(status: Int(head.status.code), mediaType: type, body: body))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(OutboundFault(.noAnswer))
    }
}
