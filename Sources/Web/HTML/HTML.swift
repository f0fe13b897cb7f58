/// A page being written: UTF-8 bytes that grow, escaped by default.
///
/// Text and attribute values can only enter through ``text(_:)`` and ``Attribute``, which escape them. Markup enters
/// through ``callAsFunction(_:_:content:)``, whose names are typed, or as ``TrustedHTML``, which only a literal can make.
package struct HTML: Sendable {
    /// The page so far.
    package private(set) var bytes: [UInt8] = []

    /// Starts an empty page.
    package init(capacity: Int = 16 * 1024) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes an element with what the closure writes inside it.
    package mutating func callAsFunction(
        _ tag: Tag,
        _ attributes: Attribute?...,
        content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, attributes)
        try content(&self)
        close(tag)
    }

    /// Writes an element that holds one text.
    package mutating func callAsFunction(_ tag: Tag, _ attributes: Attribute?..., text value: String) {
        open(tag, attributes)
        text(value)
        close(tag)
    }

    /// Writes an element without content, such as `input` or `br`, or an empty one, such as `script`.
    package mutating func callAsFunction(_ tag: Tag, _ attributes: Attribute?...) {
        open(tag, attributes)
        if !tag.isVoid { close(tag) }
    }

    /// Writes text, escaped.
    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { HTMLEscaping.append($0, to: &bytes) }
    }

    /// Writes markup that we wrote ourselves.
    package mutating func raw(_ markup: TrustedHTML) {
        markup.append(to: &bytes)
    }

    /// Writes what another writer holds.
    package mutating func append(_ other: HTML) {
        bytes.append(contentsOf: other.bytes)
    }

    private mutating func open(_ tag: Tag, _ attributes: [Attribute?]) {
        bytes.append(UInt8(ascii: "<"))
        tag.append(to: &bytes)
        for case let attribute? in attributes {
            attribute.append(to: &bytes)
        }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ tag: Tag) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        tag.append(to: &bytes)
        bytes.append(UInt8(ascii: ">"))
    }
}
