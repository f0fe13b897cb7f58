/// A disturbance seen from above.
struct Detection {
    var id: String
    var date: Day
    var provider: String
    var kind: String
    /// Hundredths.
    var confidence: Int
    var uncertainty: Int
    /// Hundredths of a hectare.
    var area: Int
    var position: Position
    var isOutlined: Bool
}

/// What somebody reported.
struct Report {
    var date: Day
    var channel: String
    var category: String
    var text: String
    var site: Int?
    var party: Int?
    var position: Position?
}

/// A security, environment, labour or rights incident.
struct Incident {
    var date: Day
    var category: String
    var description: String
    var actors: String
    var deaths: Int
    var site: Int?
    var position: Position
    var source: String
}

/// One element measured in a laboratory sample.
struct Sample {
    var lot: Int?
    var site: Int?
    var date: Day
    var laboratory: String
    var method: String
    var element: String
    /// Parts per million.
    var value: Int
}

/// A monthly reference price.
struct Price {
    var mineral: Mineral
    var month: Int
    /// Cents per unit.
    var cents: Int
}

/// One row of the truth: a planted crime, or an innocent thing that looks like one.
struct Truth {
    var crime: String
    var vulnerability: String
    var stage: String
    var subjectKind: String
    var subject: String
    var from: Day
    var to: Day
    var description: String
    var isInnocent = false
    /// Other records of the same act, kind and identifier.
    var related: [(kind: String, id: String)] = []
}
