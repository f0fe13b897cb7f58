public import Foundation

/// Where the configuration of a store stands.
public enum ConfigurationFile {
    /// The file's name in a store's folder.
    public static let name = "touchstone.yaml"
    /// The variable that names another file.
    public static let variable = "TOUCHSTONE_CONFIG"

    /// Reads the configuration of a store: the file that is named, else the one in the store's folder if there is one.
    ///
    /// - Throws: ``ConfigurationMistake`` if a file that was named is not there, or cannot be read.
    public static func read(
        named path: String?,
        store: URL,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        flags: [String: SettingValue] = [:]
    ) throws -> ConfigurationReading {
        let wanted = path ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        let place = wanted ?? store.appending(path: name).relativePath
        guard wanted != nil || FileManager.default.fileExists(atPath: place) else {
            return ConfigurationReading(environment: environment, flags: flags)
        }
        let text: String
        do { text = try String(contentsOf: URL(filePath: place), encoding: .utf8) } catch {
            throw ConfigurationMistake(
                place: place,
                message:
                    "the file cannot be read (\(error.localizedDescription)). Is its name right, and may you read it?"
            )
        }
        return ConfigurationReading(file: (place, text), environment: environment, flags: flags)
    }
}
