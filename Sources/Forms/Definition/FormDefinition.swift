/// A form that was read and checked.
///
/// Every expression in it can be read, every node that a question or a rule names exists, and no value depends on
/// itself: see ``init(xml:attachments:)``.
public struct FormDefinition: Sendable, Hashable {
    /// What is shown as its name.
    public let title: String
    /// The `id` of the instance, by which submissions say which form they answer.
    public let id: String
    /// The `version` of the instance, if it has one.
    public let version: String?
    /// The nodes of its instance.
    public let schema: FormSchema
    /// The rules, by the numbers of their nodes.
    public let binds: [Int: FormBind]
    /// The texts, the default language first.
    public let translations: [FormTranslation]
    /// The questions.
    public let body: [FormItem]
    /// What is done at the load and at the end.
    public let actions: [FormAction]
    /// The data that it looks things up in.
    public let instances: [SecondaryInstance]
    /// What is not as it should be and does no harm.
    public let warnings: [FormWarning]

    /// The instance as the form begins with it.
    let initial: DataTree
    /// By the number of a repeated node, what is added.
    let templates: [Int: DataTree]
    /// The declarations of namespaces of the instance's root.
    let namespaces: [(prefix: String, namespace: String)]
    /// What is worked out when.
    let dependencies: DependencyGraph

    /// The numbers of the instances by their ids.
    let instanceNumbers: [String: Int]
    /// The questions by the numbers of their nodes.
    let questions: [Int: FormQuestion]
    /// The repeats in document order.
    let repeats: [FormRepeat]

    /// The repeated nodes whose number depends on what is answered in them.
    ///
    /// “One more” until somebody says that it was the last: each is added when who answers comes to it, not before.
    let growing: Set<Int>

    /// Whether two definitions are the same.
    public static func == (left: FormDefinition, right: FormDefinition) -> Bool {
        left.id == right.id && left.version == right.version && left.schema == right.schema
            && left.binds == right.binds && left.translations == right.translations && left.body == right.body
            && left.actions == right.actions && left.instances == right.instances && left.initial == right.initial
    }

    /// Feeds what tells forms apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(version)
        hasher.combine(schema)
    }

    /// The type of a node: that of its rule, or what its question makes of it.
    public func type(of node: Int) -> FormDataType {
        FormDataType(given: binds[node]?.type, question: questions[node])
    }

    /// The files that must be there before the form can be filled in.
    public var missingAttachments: [FormAttachment] {
        instances.compactMap { instance in
            guard case .attachment(let attachment) = instance.source, instance.tree == nil else { return nil }
            return attachment
        }
    }

    /// The number of the node that holds the id of a submission; nil if there is none.
    public var instanceIDNode: Int? { schema.node(["meta", "instanceID"], from: 0) }
}

/// What is not as it should be in a form, and does no harm.
public struct FormWarning: Sendable, Hashable {
    /// The kinds.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A rule is for a node that does not exist.
        case bindForNothing
        /// An expression names a node that does not exist; it is empty.
        case pathToNothing
        /// A text is absent in one language; the default language is shown.
        case missingTranslation
        /// The form has no `meta/instanceID`: what is sent twice cannot be told from what is new.
        case noInstanceID
        /// The form has no `id`.
        case noFormID
        /// An element for other programs, which changes nothing here.
        case ignored
        /// A log of how the form was filled in, which only ODK Collect can make.
        case auditByCollectOnly
        /// A place that is recorded by itself, where the device allows it.
        case recordsPlace
    }

    /// What it is.
    public let code: Code
    /// The path or the name.
    public let place: String
    /// The line.
    public let line: Int?
}
