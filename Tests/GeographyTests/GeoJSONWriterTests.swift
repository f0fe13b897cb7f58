import Foundation
import Geography
import Testing

@Suite struct GeoJSONWriterTests {
    private func text(_ shape: Geometry, rightHandRule: Bool = true) -> String {
        var bytes = Array("x".utf8)
        GeoJSONWriter.append(shape, to: &bytes, rightHandRule: rightHandRule)
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    @Test func numbersCarryAtMostSevenDecimals() {
        #expect(
            text(.point(Position(lon: 28.123_456_789, lat: -2.5)))
                == #"{"type":"Point","coordinates":[28.1234568,-2.5]}"#
        )
        #expect(text(.point(Position(lon: -0.000_000_01, lat: 0.05))) == #"{"type":"Point","coordinates":[0,0.05]}"#)
        #expect(text(.point(Position(lon: .nan, lat: 0))) == "null")
        #expect(text(.point(Position(lon: 1e300, lat: 0))) == "null")
    }

    @Test func ringsTurnAsTheStandardWants() {
        let clockwise = [(0.0, 0.0), (0, 1), (1, 1), (1, 0), (0, 0)].map { Position(lon: $0.0, lat: $0.1) }
        #expect(
            text(.polygon([clockwise])) == #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#
        )
        #expect(
            text(.polygon([clockwise]), rightHandRule: false)
                == #"{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[1,0],[0,0]]]}"#
        )
    }

    @Test(arguments: [101, 102] as [UInt64])
    func everyShapeIsJSON(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            let shape = anyGeometry(&dice)
            let object = try JSONSerialization.jsonObject(with: Data(text(shape).utf8))
            let type = try #require((object as? [String: Any])?["type"] as? String)
            #expect(!type.isEmpty, "seed \(seed)")
        }
    }
}
