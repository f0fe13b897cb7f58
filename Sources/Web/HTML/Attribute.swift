/// One attribute of an element; the name is a literal, the value is escaped when it is written.
package struct Attribute: Sendable {
    private let name: StaticString
    private let value: String?

    /// An attribute with a value.
    package init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    /// An attribute that is present without a value, such as `required`.
    package init(_ name: StaticString) {
        self.name = name
        value = nil
    }

    func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        guard var value else { return }
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
        value.withUTF8 { HTMLEscaping.append($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension Attribute {
    package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
    package static func name(_ value: String) -> Attribute { Attribute("name", value) }
    package static func type(_ value: String) -> Attribute { Attribute("type", value) }
    package static func value(_ value: String) -> Attribute { Attribute("value", value) }
    package static func `for`(_ value: String) -> Attribute { Attribute("for", value) }
    package static func rel(_ value: String) -> Attribute { Attribute("rel", value) }
    package static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
    package static func role(_ value: String) -> Attribute { Attribute("role", value) }
    package static func scope(_ value: String) -> Attribute { Attribute("scope", value) }
    package static func title(_ value: String) -> Attribute { Attribute("title", value) }

    /// A link's target: a path of this site, or an `http`/`https` address; anything else becomes `#`.
    package static func href(_ value: String) -> Attribute {
        let isSafe =
            (value.hasPrefix("/") && !value.hasPrefix("//")) || value.hasPrefix("#") || value.hasPrefix("?")
            || value.hasPrefix("https://") || value.hasPrefix("http://")
        return Attribute("href", isSafe ? value : "#")
    }

    package static func src(_ value: String) -> Attribute { Attribute("src", value) }

    /// `aria-` followed by the name.
    package static func ariaLabel(_ value: String) -> Attribute { Attribute("aria-label", value) }
    package static func ariaLabelledBy(_ value: String) -> Attribute { Attribute("aria-labelledby", value) }
    package static func ariaDescribedBy(_ value: String) -> Attribute { Attribute("aria-describedby", value) }
    package static func ariaCurrent(_ value: String) -> Attribute { Attribute("aria-current", value) }
    package static let ariaHidden = Attribute("aria-hidden", "true")
    package static let checked = Attribute("checked")
    package static let selected = Attribute("selected")
    package static let required = Attribute("required")
    package static let hidden = Attribute("hidden")
    /// Makes a scrolling region reachable by the keyboard.
    package static let focusable = Attribute("tabindex", "0")
}
