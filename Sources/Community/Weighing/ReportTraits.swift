import Geography
public import Vocabulary

/// By what reports are compared: never their words.
public struct ReportTraits: Sendable, Hashable {
    /// The category.
    public let category: String
    /// When it happened, as far as the reporter said: `2026`, `2026-11`, `2026-11-23`, or nothing.
    public let happened: String
    /// The day on which it came.
    public let arrived: CalendarDay
    /// The words of the place, folded.
    public let place: Set<String>
    /// The position, WGS 84, degrees.
    let position: Position?
    /// What the words share with others.
    public let sketch: TextSketch

    init(
        category: String,
        happened: String,
        arrived: CalendarDay,
        place: Set<String>,
        position: Position?,
        sketch: TextSketch
    ) {
        self.category = category
        self.happened = happened
        self.arrived = arrived
        self.place = place
        self.position = position
        self.sketch = sketch
    }

    /// The traits of a report that came on a day.
    public init(of content: ReportContent, arrived: CalendarDay) {
        let given = content.place?.position
        var position: Position?
        if let given, let lat = Double(given.lat), let lon = Double(given.lon) {
            position = Position(lon: lon, lat: lat)
        }
        self.init(
            category: content.category,
            happened: content.happened ?? "",
            arrived: arrived,
            place: Set(TextSketch.words(content.place?.text ?? "").map(String.init)),
            position: position,
            sketch: TextSketch(of: content.text)
        )
    }
}
