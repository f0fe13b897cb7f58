internal import Installation
internal import Vocabulary

/// A map: a picture that the server draws, which the map script replaces by one that moves.
struct MapFigure {
    let visit: Visit
    let layers: [String]
    /// The place in the middle; nil for the whole country.
    var place: (lon: Double, lat: Double)?
    let label: String

    func write(to h: inout HTML) {
        let words = visit.words
        let isWhole = visit.services.modules == .all
        // A label that names every layer would name some that are off.
        let label = isWhole || place != nil ? label : words("map.label_part")
        let layers = layers.filter { layer in
            MapLayer.Name(rawValue: layer).map { visit.services.modules.contains($0.module) } ?? true
        }
        let at = place.map { "?at=\(Self.degrees($0.lon)),\(Self.degrees($0.lat))" } ?? ""
        h(.figure, .class(place == nil ? "map" : "map map-small")) { h in
            h(
                .div,
                .class("map-view"),
                Attribute("data-layers", layers.joined(separator: " ")),
                Attribute("data-language", visit.language.rawValue),
                Attribute("data-at", place.map { "\(Self.degrees($0.lon)),\(Self.degrees($0.lat))" } ?? ""),
                Attribute("data-vendor", visit.services.hasLeaflet ? "/vendor/leaflet/" : ""),
                Attribute("data-label", label),
                Attribute("data-names", layers.map { "\($0)=\(words("layer.\($0)"))" }.joined(separator: ";"))
            ) { h in
                h(
                    .img,
                    .src("/api/v1/map/overview.svg\(at)"),
                    Attribute("alt", label),
                    Attribute("width", "800"),
                    Attribute("height", "600")
                )
            }
            h(.figcaption) { h in
                for layer in layers {
                    h(.span, .class("key key-\(layer)"), text: words("layer.\(layer)"))
                    h.text(" ")
                }
                if place != nil {
                    h(.span, .class("key key-here"), text: words("map.here"))
                } else {
                    h(.small, text: words(isWhole ? "map.same_as_text" : "map.same_as_text_part"))
                }
            }
        }
    }

    /// Degrees with five decimals, about a metre.
    static func degrees(_ value: Double) -> String {
        let scaled = Int(exactly: (value * 100_000).rounded()) ?? 0
        let magnitude = scaled.magnitude
        let fraction = String(magnitude % 100_000)
        return (scaled < 0 ? "-" : "") + "\(magnitude / 100_000)." + String(repeating: "0", count: 5 - fraction.count)
            + fraction
    }
}
