import Foundation
import Simulator

/// A simulation run into memory, with its files read back as anybody would read them.
struct WrittenCountry {
    let files: [String: [UInt8]]
    let summary: SimulationSummary

    init(seed: UInt64, scale: Int = 1) throws {
        var files: [String: [UInt8]] = [:]
        summary = try Simulation(seed: seed, scale: scale).write(to: { files[$0] = $1 })
        self.files = files
    }

    /// One run that several tests look at; a run is deterministic, so sharing it hides nothing.
    static let shared = Result { try WrittenCountry(seed: 7) }

    func json(_ name: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(files[name] ?? []))
    }

    /// The features of a GeoJSON file; those broken on purpose left out.
    func features(_ name: String) throws -> [(properties: [String: Any], geometry: [String: Any]?)] {
        let document = try json(name) as? [String: Any]
        let features = document?["features"] as? [[String: Any]] ?? []
        return features.compactMap { feature in
            let properties = feature["properties"] as? [String: Any] ?? [:]
            if let id = properties["id"] as? String, id.hasPrefix("broken") { return nil }
            return (properties, feature["geometry"] as? [String: Any])
        }
    }

    /// The rows of a CSV file by column name; those broken on purpose left out.
    func rows(_ name: String) -> [[String: String]] {
        let lines = String(decoding: files[name] ?? [], as: UTF8.self).split(separator: "\n")
        guard let heading = lines.first?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) else {
            return []
        }
        return lines.dropFirst().filter { !$0.hasPrefix("broken") }.map { line in
            Dictionary(uniqueKeysWithValues: zip(heading, Self.fields(line)))
        }
    }

    /// The entities of a JSON-lines file; those without schema or identifier left out.
    func entities(_ name: String) throws -> [[String: Any]] {
        try String(decoding: files[name] ?? [], as: UTF8.self).split(separator: "\n").compactMap { line in
            let entity = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return entity?["schema"] == nil || entity?["id"] == nil ? nil : entity
        }
    }

    /// The events of the EPCIS document; the broken ones left out.
    func events() throws -> [[String: Any]] {
        let document = try json("epcis.json") as? [String: Any]
        let body = document?["epcisBody"] as? [String: Any]
        let events = body?["eventList"] as? [[String: Any]] ?? []
        return events.filter { !(($0["eventID"] as? String)?.contains("0000000000b") ?? true) }
    }

    func truth() throws -> [[String: Any]] {
        try json("truth.json") as? [[String: Any]] ?? []
    }

    /// Lots and grams of one quantity list of an event.
    static func quantities(_ event: [String: Any], _ list: String) -> [(lot: String, grams: Int)] {
        (event[list] as? [[String: Any]] ?? []).compactMap { element in
            guard let lot = element["epcClass"] as? String, let kilograms = element["quantity"] as? NSNumber else {
                return nil
            }
            return (lot, Int((kilograms.doubleValue * 1000).rounded()))
        }
    }

    private static func fields(_ line: Substring) -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            default: field.append(character)
            }
        }
        return fields + [field]
    }
}
