import Formats
import Vocabulary

/// Units, quantities and limits.
extension StrictJSON {
    mutating func units(_ place: Value?) -> [ImpactGuide.Unit] {
        let units = list(place).compactMap { value -> ImpactGuide.Unit? in
            guard let object = object(value, required: ["id", "dimension", "factor"]),
                let id = text(object["id"], atMost: 20), let dimension = self.id(object["dimension"]),
                let factor = decimal(object["factor"])
            else { return nil }
            // Powers of ten: everything else would be rounded somewhere.
            guard factor.significand == 1, (-12...12).contains(factor.exponent) else {
                fault(value, "expected a factor that is a power of ten from 1e-12 to 1e12")
                return nil
            }
            return ImpactGuide.Unit(id: id, dimension: dimension, factor: factor)
        }
        unique(units.map(\.id), place)
        return units
    }

    mutating func quantities(_ place: Value?, methods: Set<String>) -> [ImpactGuide.Quantity] {
        let quantities = list(place).compactMap { value -> ImpactGuide.Quantity? in
            guard let object = object(value, required: ["id", "label", "medium", "dimension", "methods"]),
                let id = id(object["id"]), let label = localised(object["label"]),
                let medium = word(object["medium"], ImpactGuide.Quantity.Medium.self),
                let dimension = self.id(object["dimension"])
            else { return nil }
            let named = ids(object["methods"])
            if named.isEmpty { fault(value, "names no method") }
            for name in named where !methods.contains(name) { fault(value, "the method \(name) is not in the file") }
            return ImpactGuide.Quantity(id: id, label: label, medium: medium, dimension: dimension, methods: named)
        }
        unique(quantities.map(\.id), place)
        return quantities
    }

    mutating func impactLimits(_ place: Value?, sources: [String: Bool]) -> [ImpactGuide.Limit] {
        let limits = list(place).compactMap { value -> ImpactGuide.Limit? in
            guard
                let object = object(
                    value,
                    required: ["id", "quantity", "unit", "use", "methods", "source"],
                    optional: ["least", "most", "country"]
                ),
                let id = id(object["id"]), let quantity = self.id(object["quantity"]),
                let unit = text(object["unit"], atMost: 20), let use = word(object["use"], ImpactGuide.Use.self),
                let source = self.id(object["source"])
            else { return nil }
            let (least, most) = (decimal(object["least"]), decimal(object["most"]))
            if object["least"] == nil, object["most"] == nil { fault(value, "a limit has least or most") }
            if let least, let most, !least.isLess(than: most) { fault(value, "least is below most") }
            let country = object["country"].flatMap { $0.json.string }.flatMap { CountryCode($0) }
            if let place = object["country"], country == nil { fault(place, "expected a country such as PE") }
            guard let isChecked = sources[source] else {
                fault(value, "the source \(source) is not in the file")
                return nil
            }
            return ImpactGuide.Limit(
                id: id,
                quantity: quantity,
                least: least,
                most: most,
                unit: unit,
                use: use,
                country: country,
                methods: ids(object["methods"]),
                source: source,
                isChecked: isChecked
            )
        }
        unique(limits.map(\.id), place)
        return limits
    }

    /// A limit is in a unit of its quantity, and for methods by which that is measured.
    mutating func check(
        _ limits: [ImpactGuide.Limit],
        against quantities: [ImpactGuide.Quantity],
        _ units: [ImpactGuide.Unit],
        at place: Value?
    ) {
        guard let place else { return }
        for limit in limits {
            guard let quantity = quantities.first(where: { $0.id == limit.quantity }) else {
                fault(place, "\(limit.id): the quantity \(limit.quantity) is not in the file")
                continue
            }
            if units.first(where: { $0.id == limit.unit })?.dimension != quantity.dimension {
                fault(place, "\(limit.id): \(limit.unit) is no unit of \(quantity.id)")
            }
            if limit.methods.isEmpty { fault(place, "\(limit.id) is for no method") }
            for method in limit.methods where !quantity.methods.contains(method) {
                fault(place, "\(limit.id): \(quantity.id) is not measured by \(method)")
            }
        }
    }

    private mutating func decimal(_ place: Value?) -> DecimalNumber? {
        guard let place else { return nil }
        guard let text = place.json.string, let number = try? DecimalNumber(text), number.description == text,
            (-12...12).contains(number.exponent)
        else {
            fault(place, "expected a number in a text, such as \"0.01\"")
            return nil
        }
        return number
    }
}
