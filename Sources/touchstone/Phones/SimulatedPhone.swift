import Formats
import Foundation
import Identity
import Messaging
import Secrets
import Vocabulary
import Web

/// A phone with its gateway, as a server meets them: it signs what it brings, fetches what waits for its number, and says
/// that it was taken.
struct SimulatedPhone {
    private let base: String
    private let gateway: String
    private let secret: SecretBytes
    private let number: String
    private let patience: Int
    private let fetch: OutboundFetch
    private var inbox: [String] = []
    private var receipt = ""
    private var turn = 0

    init(site: String, gateway: String, secret: SecretBytes, number: String, patience: Int) throws {
        base = site.hasSuffix("/") ? String(site.dropLast()) : site
        (self.gateway, self.secret, self.number, self.patience) = (gateway, secret, number, patience)
        let own = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }
        let limits = OutboundGuard(allowed: own, byteLimit: 4 << 20, secondLimit: 30)
        do throws(OutboundFault) {
            _ = try limits.target(base)
            fetch = try OutboundFetch(limits)
        } catch {
            throw CommandFailure("\(site) cannot be asked: \(error.code.rawValue).")
        }
    }

    /// Does one line of a script.
    mutating func follow(_ line: String) async throws {
        let text = String(line.dropFirst().drop { $0 == " " }).replacing("$receipt", with: receipt)
        switch line.first {
        case nil, "#": return
        case ">": try await send(text)
        case "*": try await press(text)
        case "<": try await expect(text)
        default: throw CommandFailure("a line begins with >, <, * or #; this one is “\(Printable.text(line))”.")
        }
    }

    /// Sends a text message.
    func send(_ text: String) async throws {
        try StandardStreams.answer("> " + Printable.text(text))
        _ = try await ask("/sms/in/\(gateway)", body: [.init("channel", .string("sms")), .init("text", .string(text))])
    }

    /// Presses keys on a call, and prints what is said.
    private mutating func press(_ keys: String) async throws {
        turn += 1
        try StandardStreams.answer("* " + Printable.text(keys))
        let answer = try await ask(
            "/sms/in/\(gateway)?turn=\(turn)",
            body: [.init("channel", .string("voice")), .init("digits", .string(keys))]
        )
        for line in answer["say"]?.elements ?? [] {
            let text = line.string ?? ""
            try StandardStreams.answer("< " + Printable.text(text))
            take(text)
        }
    }

    /// Prints what comes within some seconds.
    mutating func show(for seconds: Int) async throws {
        for _ in 0..<seconds * 4 {
            try await receive()
            inbox = []
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private mutating func expect(_ text: String) async throws {
        let wanted = text.lowercased()
        let deadline = ContinuousClock.now.advanced(by: .seconds(patience))
        while true {
            if let place = inbox.firstIndex(where: { $0.lowercased().contains(wanted) }) {
                inbox.remove(at: place)
                return
            }
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(
                    "no message with “\(Printable.text(text))” came within \(patience) seconds; "
                        + (inbox.isEmpty ? "none did." : "these did: \(Printable.text(inbox.joined(separator: " | ")))")
                )
            }
            try await receive()
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private mutating func receive() async throws {
        let digits = number.filter { $0.isASCII && $0.isNumber }
        let answer = try await ask("/sms/out/\(gateway)?to=%2B\(digits)", body: nil)
        let messages = answer["messages"]?.elements ?? []
        guard !messages.isEmpty else { return }
        _ = try await ask(
            "/sms/out/\(gateway)",
            members: [.init("accepted", .array(messages.compactMap { $0["id"] }))]
        )
        for message in messages {
            let text = message["text"]?.string ?? ""
            try StandardStreams.answer("< " + Printable.text(text))
            take(text)
        }
    }

    /// Keeps what came, and the receipt in it.
    private mutating func take(_ text: String) {
        inbox.append(text)
        let runs: [String] = text.split { !($0.isASCII && $0.isNumber) }.map { String($0) }
        let groups: [String] = runs.filter { $0.utf8.count == 4 }
        if groups.count == 7 { receipt = groups.joined(separator: " ") }
    }

    // MARK: The wire

    private func ask(_ path: String, body: [JSONNode.Member]?) async throws -> JSONNode {
        guard let body else { return try await ask(path, members: nil) }
        let id = Hexadecimal.text((0..<16).map { _ in UInt8.random(in: 0...255) })
        return try await ask(path, members: body + [.init("from", .string(number)), .init("id", .string(id))])
    }

    private func ask(_ path: String, members: [JSONNode.Member]?) async throws -> JSONNode {
        let body = members.map { JSONNode.object($0).bytes() }
        let seconds = String(Int(Date().timeIntervalSince1970))
        let headers = [
            (name: "Content-Type", value: "application/json"), (name: "X-Touchstone-Timestamp", value: seconds),
            (
                name: "X-Touchstone-Signature",
                value: WebhookSignature.sign(body: body ?? [], timestamp: seconds, key: secret)
            ),
        ]
        let answer: OutboundAnswer
        do throws(OutboundFault) {
            answer = try await fetch.answer(of: base + path, headers: headers, body: body)
        } catch {
            throw CommandFailure("\(base) does not answer: \(error.code.rawValue).")
        }
        let node = try? JSONNode(parsing: answer.body)
        guard answer.status == 200, let node else {
            let said = node?["fault"]?.string ?? "no reason was given"
            throw CommandFailure("\(base) refused with status \(answer.status): \(Printable.text(said))")
        }
        return node
    }
}
