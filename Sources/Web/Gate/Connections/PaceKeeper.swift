internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection that keeps the server waiting for too long, by the rules of ``Pace``.
final class PaceKeeper: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How often connections are looked at.
    private static let period = TimeAmount.seconds(1)

    private var pace: Pace
    private var look: RepeatedTask?

    init(_ limits: ConnectionLimits) {
        pace = Pace(limits, at: Self.now)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let both = NIOLoopBound((keeper: self, context: context), eventLoop: context.eventLoop)
        look = context.eventLoop.scheduleRepeatedTask(initialDelay: Self.period, delay: Self.period) { task in
            let (keeper, context) = both.value
            guard keeper.pace.isExhausted(at: Self.now) else { return }
            task.cancel()
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        // The task holds the handler until then.
        look?.cancel()
        look = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        look?.cancel()
        look = nil
        context.fireChannelInactive()
    }

    func read(context: ChannelHandlerContext) {
        pace.readRequested(at: Self.now)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: pace.headCame(at: Self.now)
        case .body(let bytes): pace.bodyCame(bytes: bytes.readableBytes, at: Self.now)
        case .end: pace.bodyEnded(at: Self.now)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { pace.answerEnded(at: Self.now) }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        pace.writable(context.channel.isWritable, at: Self.now)
        context.fireChannelWritabilityChanged()
    }

    private static var now: Double { Double(NIODeadline.now().uptimeNanoseconds) / 1e9 }
}
