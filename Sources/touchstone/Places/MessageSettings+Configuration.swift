import Community
import Identity
import Messaging
import Upkeep
import Web

extension MessageSettings {
    /// What a configuration says of text messages.
    init(_ configuration: ServerConfiguration) {
        let quiet = configuration.quietHours.flatMap {
            QuietHours(start: $0.start, end: $0.end, offsetMinutes: $0.offsetMinutes)
        }
        self.init(
            rules: MessageRules(anHour: configuration.messagesAnHour, quiet: quiet),
            outbound: OutboundGuard(allowed: configuration.messageBlocks)
        )
    }
}
