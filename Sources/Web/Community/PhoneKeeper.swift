internal import Community
internal import Fieldwork
internal import Foundation
internal import Hummingbird
internal import Store
internal import Vocabulary

/// Keeps what a phone has sealed to the server: reports at their desk, answers to forms at theirs.
enum PhoneKeeper {
    /// What became of it.
    enum Outcome: Sendable {
        /// It is kept; false if it was there already.
        case kept(isNew: Bool)
        /// It is never taken; the key of the message that says why.
        case refused(String)
    }

    /// - Throws: ``SiteError`` with `busy`, with `tooManyRequests` where as many reports came within the hour as are taken, and
    ///   any other error, where it has to be tried again.
    static func keep(_ sealed: [UInt8], from client: ClientAddress, _ visit: Visit) async throws -> Outcome {
        let desk = visit.services.community
        do {
            let delivery = try await desk.opened(sealed)
            if case .answers(let answers) = delivery { return try await keep(answers, visit) }
            return .kept(isNew: try await desk.keep(delivery, from: desk.sender(client)) == .kept)
        } catch CommunityFault.later(let seconds) {
            throw SiteError(.tooManyRequests, retryAfter: seconds)
        } catch let fault as CommunityFault {
            guard fault != .outOfMemory else { throw SiteError(.busy) }
            return .refused(desk.message(of: fault))
        }
    }

    private static func keep(_ answers: PhoneAnswers, _ visit: Visit) async throws -> Outcome {
        let files = answers.file.map { [IncomingSubmission.File(name: $0.name, bytes: $0.bytes)] } ?? []
        let incoming = IncomingSubmission(xml: answers.xml, files: files, channel: .page)
        let (desk, link) = (visit.services.forms, answers.link)
        do {
            let receipt = try await visit.services.formQueue.letIn {
                try await desk.receive(incoming, through: .link(link), at: UTCInstant(Date()))
            }
            return .kept(isNew: receipt.kept.isNew)
        } catch {
            let refusal = OpenRosaRefusal(error)
            switch refusal.word {
            // Another time it may go.
            case .busy, .failed: throw error
            case .signIn, .insecure, .denied, .notFound, .unreadable, .unknownForm, .unknownVersion, .closed,
                .noInstanceID, .conflict, .tooLarge:
                return .refused("openrosa." + refusal.word.rawValue)
            }
        }
    }
}
