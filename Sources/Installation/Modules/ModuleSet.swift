/// The modules that are on at an installation; what each needs is on with it, by construction.
public struct ModuleSet: Sendable, Hashable {
    /// The word that stands for all modules in the configuration.
    public static let everything = "all"

    /// The modules that are on.
    public let modules: Set<Module>

    /// All modules.
    public static let all = ModuleSet(checked: Set(Module.allCases))

    private init(checked modules: Set<Module>) {
        self.modules = modules
    }

    /// Takes modules; the core is among them whether it is named or not.
    ///
    /// - Throws: ``ModuleMistake`` if one of them needs another that is not among them.
    public init(_ modules: some Sequence<Module>) throws(ModuleMistake) {
        let wanted = Set(modules).union([.core])
        for module in Module.allCases where wanted.contains(module) {
            for needed in module.needs where !wanted.contains(needed) {
                throw .missing(needed, neededBy: module)
            }
        }
        self.init(checked: wanted)
    }

    /// Reads the names of a configuration; `all`, alone, stands for every module.
    public init(named names: [String]) throws(ModuleMistake) {
        if names == [Self.everything] {
            self = .all
            return
        }
        var modules: [Module] = []
        for name in names {
            guard let module = Module(rawValue: name) else {
                throw name == Self.everything ? .allAmongOthers : .unknown(name)
            }
            modules.append(module)
        }
        try self.init(modules)
    }

    /// Whether a module is on.
    public func contains(_ module: Module) -> Bool {
        modules.contains(module)
    }

    /// The fact tables of the modules that are off.
    public var tablesOff: Set<String> {
        Set(Module.allCases.filter { !modules.contains($0) }.flatMap(\.tables))
    }

    /// Every set of modules that can be on together, in no particular order.
    public static var allPossible: [ModuleSet] {
        var sets: [Set<Module>] = [[.core]]
        for module in Module.allCases where module != .core {
            sets += sets.map { $0.union([module]) }
        }
        return sets.compactMap { try? ModuleSet($0) }
    }
}

/// Why modules cannot be on together as they are named.
public enum ModuleMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no such module.
    case unknown(String)
    /// A module is on and one that it needs is not.
    case missing(Module, neededBy: Module)
    /// `all` stands beside other names.
    case allAmongOthers

    /// The reason in words, with what to do.
    public var description: String {
        switch self {
        case .unknown(let name):
            "there is no module `\(name)`; there are \(Module.allCases.map(\.rawValue).joined(separator: ", "))."
        case .missing(let needed, let module):
            "the module `\(module.rawValue)` needs `\(needed.rawValue)`. Add it, or take `\(module.rawValue)` away."
        case .allAmongOthers:
            "`\(ModuleSet.everything)` stands for every module. Write it alone, or name the modules."
        }
    }
}
