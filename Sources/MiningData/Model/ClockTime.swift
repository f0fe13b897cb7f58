/// A time of day, as precise as it was written.
public struct ClockTime: Sendable, Hashable {
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute.
    public let minute: Int
    /// The second; nil where it is not written.
    public let second: Int?
    /// Minutes from UTC; nil where the zone is not written.
    public let offsetMinutes: Int?

    /// The time with these parts; nil if there is no such time.
    public init?(hour: Int, minute: Int, second: Int?, offsetMinutes: Int? = nil) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second ?? 0),
            (-14 * 60...14 * 60).contains(offsetMinutes ?? 0)
        else { return nil }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.offsetMinutes = offsetMinutes
    }

    /// Reads a time as the profile writes it: `103000` in the core, `10:30[:00][Z|±hh:mm]` in Rwanda.
    public init?(_ text: String, _ profile: Profile) {
        let bytes = Array(text.utf8)
        func number(_ start: Int) -> Int? {
            guard start + 1 < bytes.count, Self.isDigit(bytes[start]), Self.isDigit(bytes[start + 1]) else {
                return nil
            }
            return Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30)
        }
        switch profile {
        case .core:
            guard bytes.count == 6, let hour = number(0), let minute = number(2), let second = number(4) else {
                return nil
            }
            self.init(hour: hour, minute: minute, second: second)
        case .rwanda:
            guard bytes.count >= 5, bytes[2] == UInt8(ascii: ":"), let hour = number(0), let minute = number(3) else {
                return nil
            }
            var next = 5
            var second: Int?
            if next < bytes.count, bytes[next] == UInt8(ascii: ":") {
                guard let found = number(next + 1) else { return nil }
                second = found
                next += 3
            }
            var offset: Int?
            if next < bytes.count {
                if bytes[next] == UInt8(ascii: "Z"), next + 1 == bytes.count {
                    offset = 0
                } else {
                    let isEast = bytes[next] == UInt8(ascii: "+")
                    guard isEast || bytes[next] == UInt8(ascii: "-"), bytes.count == next + 6,
                        bytes[next + 3] == UInt8(ascii: ":"), let hours = number(next + 1), hours < 20,
                        let minutes = number(next + 4), minutes < 60
                    else { return nil }
                    offset = (isEast ? 1 : -1) * (hours * 60 + minutes)
                }
            }
            self.init(hour: hour, minute: minute, second: second, offsetMinutes: offset)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The time as the profile writes it; the core has no place for a zone.
    public func text(_ profile: Profile) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if profile == .core { return two(hour) + two(minute) + two(second ?? 0) }
        var text = two(hour) + ":" + two(minute)
        if let second { text += ":" + two(second) }
        guard let offsetMinutes else { return text }
        guard offsetMinutes != 0 else { return text + "Z" }
        let distance = abs(offsetMinutes)
        return text + (offsetMinutes < 0 ? "-" : "+") + two(distance / 60) + ":" + two(distance % 60)
    }
}
