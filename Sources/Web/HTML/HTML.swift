internal import NIOCore

/// A page being written: UTF-8 bytes that grow, escaped by default.
///
/// Text and attribute values can only enter through ``text(_:)`` and ``Attribute``, which escape them. Markup enters
/// through ``callAsFunction(_:_:content:)``, whose names are typed, or as ``TrustedHTML``, which only a literal can make.
package struct HTML: Sendable {
    /// The page so far, in the memory that it is sent from: an array would have to be copied into it.
    private(set) var buffer: ByteBuffer

    /// The bytes of the page so far.
    package var bytes: [UInt8] { Array(buffer.readableBytesView) }

    /// Starts an empty page.
    package init(capacity: Int = 16 * 1024) {
        buffer = ByteBufferAllocator().buffer(capacity: capacity)
    }

    /// Writes an element with what the closure writes inside it.
    package mutating func callAsFunction(
        _ tag: Tag,
        _ first: Attribute?,
        _ second: Attribute?,
        _ more: Attribute?...,
        content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, first, second, more)
        try content(&self)
        close(tag)
    }

    /// Writes an element without attributes; with none or one, no list of them is made.
    package mutating func callAsFunction(_ tag: Tag, content: (inout HTML) throws -> Void) rethrows {
        open(tag, nil)
        try content(&self)
        close(tag)
    }

    /// Writes an element with one attribute.
    package mutating func callAsFunction(
        _ tag: Tag,
        _ attribute: Attribute?,
        content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, attribute)
        try content(&self)
        close(tag)
    }

    /// Writes an element without attributes that holds one text.
    package mutating func callAsFunction(_ tag: Tag, text value: String) {
        open(tag, nil)
        text(value)
        close(tag)
    }

    /// Writes an element with one attribute that holds one text.
    package mutating func callAsFunction(_ tag: Tag, _ attribute: Attribute?, text value: String) {
        open(tag, attribute)
        text(value)
        close(tag)
    }

    /// Writes an element that holds one text.
    package mutating func callAsFunction(
        _ tag: Tag,
        _ first: Attribute?,
        _ second: Attribute?,
        _ more: Attribute?...,
        text value: String
    ) {
        open(tag, first, second, more)
        text(value)
        close(tag)
    }

    /// Writes an element without content, such as `input` or `br`, or an empty one, such as `script`.
    package mutating func callAsFunction(_ tag: Tag, _ attributes: Attribute?...) {
        open(tag, nil, nil, attributes)
        if !tag.isVoid { close(tag) }
    }

    /// Writes text, escaped.
    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { HTMLEscaping.append($0, to: &buffer) }
    }

    /// Writes markup that we wrote ourselves.
    package mutating func raw(_ markup: TrustedHTML) {
        markup.append(to: &buffer)
    }

    /// Writes a style sheet of ours, as an element of its own; it must not hold `</`.
    package mutating func styles(_ sheet: some Collection<UInt8>) {
        buffer.writeStaticString("<style>")
        buffer.writeBytes(sheet)
        buffer.writeStaticString("</style>")
    }

    /// Writes what another writer holds.
    package mutating func append(_ other: HTML) {
        buffer.writeImmutableBuffer(other.buffer)
    }

    private mutating func open(_ tag: Tag, _ attribute: Attribute?) {
        buffer.writeStaticString("<")
        tag.append(to: &buffer)
        attribute?.append(to: &buffer)
        buffer.writeStaticString(">")
    }

    private mutating func open(
        _ tag: Tag,
        _ first: Attribute?,
        _ second: Attribute?,
        _ more: [Attribute?]
    ) {
        buffer.writeStaticString("<")
        tag.append(to: &buffer)
        first?.append(to: &buffer)
        second?.append(to: &buffer)
        for case let attribute? in more {
            attribute.append(to: &buffer)
        }
        buffer.writeStaticString(">")
    }

    private mutating func close(_ tag: Tag) {
        buffer.writeStaticString("</")
        tag.append(to: &buffer)
        buffer.writeStaticString(">")
    }
}
