public import Foundation
public import Logging
import Synchronization

/// What is logged and how, shared by all loggers of the program and changed while it runs.
public final class LogSettings: Sendable {
    private let present: Mutex<(level: Logger.Level, isJSON: Bool)>

    /// Begins with a level and a form.
    public init(level: Logger.Level, isJSON: Bool) {
        present = Mutex((level, isJSON))
    }

    /// Takes another level and form from now on.
    public func change(level: Logger.Level, isJSON: Bool) {
        present.withLock { $0 = (level, isJSON) }
    }

    var level: Logger.Level { present.withLock { $0.level } }
    var isJSON: Bool { present.withLock { $0.isJSON } }
}

/// Writes one line for each event to standard error: text, or a JSON object.
///
/// Only metadata whose names are known to be harmless is written: whatever a library logs beside its own words could
/// hold an address, a path or a header.
public struct LineLog: LogHandler {
    /// Names that may be written, with the name under which they are.
    private static let allowed: [String: String] = [
        "hb.request.id": "request_id", "request_id": "request_id", "method": "method", "route": "route",
        "status": "status", "seconds": "seconds", "failure": "failure", "address": "address", "port": "port",
        "changed": "changed", "client": "client", "signal": "signal", "mistake": "mistake", "steps": "steps",
    ]
    /// Modules whose words are our own.
    ///
    /// What others say may hold data behind a colon.
    private static let ownModules: Set<String> = ["Web", "touchstone", "Upkeep"]

    private let settings: LogSettings
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Date

    /// Metadata of the logger.
    public var metadata: Logger.Metadata = [:]

    /// Makes a handler that writes lines to standard error, or wherever `write` puts them.
    public init(
        settings: LogSettings,
        write: @escaping @Sendable (String) -> Void = { line in
            try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
        },
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.settings = settings
        self.write = write
        self.now = now
    }

    /// The level that is logged from; the settings decide, for all loggers alike.
    public var logLevel: Logger.Level {
        get { settings.level }
        set {}
    }

    /// A value of the metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one event.
    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        var fields: [(String, String)] = []
        for (name, value) in all {
            if let shown = Self.allowed[name] { fields.append((shown, "\(value)")) }
        }
        fields.sort { $0.0 < $1.0 }
        let time = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let said = "\(event.message)"
        let words = Self.ownModules.contains(event.source) ? said : String(said.prefix { $0 != ":" })
        if settings.isJSON {
            var members: [JSONValue.Member] = [
                .init(name: "time", value: .string(time)), .init(name: "level", value: .string(event.level.rawValue)),
                .init(name: "message", value: .string(words)),
            ]
            members += fields.map { .init(name: $0.0, value: .string($0.1)) }
            write(String(decoding: JSONValue.object(members).bytes, as: UTF8.self) + "\n")
        } else {
            let rest = fields.map { " \($0.0)=\(Self.oneWord($0.1))" }.joined()
            write("\(time) \(event.level.rawValue) \(Self.oneLine(words))\(rest)\n")
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    }

    private static func oneWord(_ text: String) -> String {
        let line = oneLine(text)
        return line.contains { $0 == " " || $0 == "\"" || $0 == "=" } ? "\"\(line.replacing("\"", with: "'"))\"" : line
    }
}
