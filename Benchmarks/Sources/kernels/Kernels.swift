import Formats
import Foundation
import Geography
import Screening

/// Reads a kernel's input and gives what is timed; its text is the answer that the peer must give too.
enum Kernels {
    enum Fault: Error {
        case cutShort
    }

    /// Which points lie in which shapes: the index is built anew in each round.
    static func join(in folder: URL) throws -> () throws -> String {
        let numbers = try Data(contentsOf: folder.appending(path: "points"))
        var positions: [Position] = []
        for offset in stride(from: 0, to: numbers.count, by: 16) {
            positions.append(
                Position(lon: try number(numbers, at: offset), lat: try number(numbers, at: offset + 8))
            )
        }
        let bytes = try Data(contentsOf: folder.appending(path: "shapes"))
        var shapes: [(id: Int, geometry: Geometry)] = []
        var offset = 0
        while offset < bytes.count {
            let length = Int(try fixed(UInt32.self, bytes, at: offset))
            guard offset + 4 + length <= bytes.count else { throw Fault.cutShort }
            shapes.append((shapes.count, try WKB.decode([UInt8](bytes[(offset + 4)..<(offset + 4 + length)]))))
            offset += 4 + length
        }
        return {
            var pairs = 0
            var sum: UInt64 = 0
            PolygonLayer(shapes).forEachCovering(positions) { place, id in
                pairs += 1
                sum &+= UInt64(place) &* 1_000_003 &+ UInt64(id) &* 7919
            }
            return "\(pairs) \(sum)"
        }
    }

    /// Records, fields, and the bytes in them.
    static func csv(in folder: URL) throws -> () throws -> String {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "table.csv")))
        return {
            let scanner = CSVScanner()
            var fields: [CSVField] = []
            var (from, records, count, length) = (0, 0, 0, 0)
            while case .record(_, let next) = scanner.next(in: bytes.span, from: from, isLast: true, fields: &fields) {
                records += 1
                count += fields.count
                for field in fields { length += field.end - field.start }
                from = next
            }
            return "\(records) \(count) \(length)"
        }
    }

    /// The features of a collection, and the sum of one number in each.
    static func json(in folder: URL) throws -> () throws -> String {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "features.json")))
        return {
            let features = try JSONTape(bytes).root["features"]?.elements ?? []
            var sum = 0
            for feature in features {
                let grams = feature["properties"]?["grams"]?.numberText ?? []
                sum += Int(String(decoding: grams, as: UTF8.self)) ?? 0
            }
            return "\(features.count) \(sum)"
        }
    }

    /// The best list entry for each name asked, by its line; the index is built anew in each round.
    static func names(in folder: URL) throws -> () throws -> String {
        let entries = try lines(of: folder.appending(path: "list.txt")).enumerated().map {
            ListEntry(id: $0.offset, names: [$0.element], kind: .person)
        }
        let parties = try lines(of: folder.appending(path: "asked.txt")).map {
            ScreenedParty(names: [$0], kind: .person)
        }
        return {
            let index = ListIndex(entries)
            return parties.map { "\(index.matches(for: $0).first?.entryID ?? -1)" }.joined(separator: " ")
        }
    }

    private static func lines(of file: URL) throws -> [String] {
        String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static func number(_ data: Data, at offset: Int) throws -> Double {
        Double(bitPattern: try fixed(UInt64.self, data, at: offset))
    }

    private static func fixed<Value: FixedWidthInteger>(
        _ type: Value.Type,
        _ data: Data,
        at offset: Int
    ) throws -> Value {
        guard offset + MemoryLayout<Value>.size <= data.count else { throw Fault.cutShort }
        return Value(littleEndian: data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) })
    }
}
