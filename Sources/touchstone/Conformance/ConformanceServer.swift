import Identity
import MiningData
import Vocabulary
import Web

/// A server that is asked whether it conforms, through the house's guarded way out.
struct ConformanceServer {
    private let address: String
    private let token: String?
    private let fetch: OutboundFetch

    /// Prepares to ask.
    ///
    /// - Parameter allowLoopback: Whether a server on this machine may be asked, over plain HTTP too.
    init(_ address: String, token: String?, allowLoopback: Bool) throws {
        let text = address.split(separator: "?", omittingEmptySubsequences: false).first.map(String.init) ?? address
        self.address = text.hasSuffix("/") ? String(text.dropLast()) : text
        self.token = token
        let own = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }
        let limits = OutboundGuard(allowed: allowLoopback ? own : [], byteLimit: 16 << 20, secondLimit: 30)
        do throws(OutboundFault) {
            _ = try limits.target(self.address)
            fetch = try OutboundFetch(limits)
        } catch {
            throw CommandFailure("\(address) cannot be asked: \(error.code.rawValue).")
        }
    }

    /// Asks for everything; with level 1 the answers about the server itself are left out.
    func report(level: Int, profile: Profile?, asOf: CalendarDate?, isPosting: Bool) async throws -> ConformanceReport {
        // Where nothing answers there is nothing to judge: that is a failure of the command, not of the server's data.
        do {
            _ = try await fetch.answer(of: address + "/mine-sites?page=1&limit=1", headers: headers(true))
        } catch {
            throw CommandFailure(
                "\(address) does not answer: \(error.code.rawValue)."
                    + (error.code == .address ? " A server on this machine is asked with --allow-loopback." : "")
            )
        }
        let conformance = ServerConformance(
            address,
            isPosting: isPosting,
            hasCredentials: token != nil
        ) { [self] request throws(ServerSilence) in
            do throws(OutboundFault) {
                var headers = headers(request.isAuthorised)
                if request.body != nil { headers.append(("Content-Type", "application/json")) }
                let answer = try await fetch.answer(of: address + request.path, headers: headers, body: request.body)
                return ServerAnswer(status: answer.status, mediaType: answer.mediaType, body: answer.body)
            } catch {
                throw ServerSilence(error.code.rawValue)
            }
        }
        return await conformance.report(level: level, profile: profile, asOf: asOf)
    }

    private func headers(_ isAuthorised: Bool) -> [(name: String, value: String)] {
        let accepted = [(name: "Accept", value: "application/json")]
        guard isAuthorised, let token else { return accepted }
        return accepted + [("Authorization", "Bearer \(token)")]
    }
}
