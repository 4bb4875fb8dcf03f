/// Reads a pattern's text. The patterns are part of the program: one that is wrong stops the first test that touches it.
struct PatternCompiler {
    private let text: [UInt8]
    private var position = 0
    private var steps: [LinePattern.Step] = []
    private var openOptions: [Int] = []

    init(_ text: StaticString) {
        self.text = text.withUTF8Buffer { Array($0) }
    }

    mutating func compile() -> [LinePattern.Step] {
        while position < text.count { readOne() }
        precondition(openOptions.isEmpty, "an option without its end")
        for index in steps.indices {
            guard case .field(let field, _) = steps[index] else { continue }
            steps[index] = .field(field, Self.firstBytes(of: steps, from: index + 1))
        }
        return steps
    }

    private mutating func readOne() {
        let byte = text[position]
        position += 1
        switch byte {
        case UInt8(ascii: "{"): readField()
        case UInt8(ascii: " "): steps.append(.blanks)
        case UInt8(ascii: "("):
            openOptions.append(steps.count)
            steps.append(.option(otherwise: 0))
        case UInt8(ascii: ")"):
            steps.append(.optionEnd)
            steps[openOptions.removeLast()] = .option(otherwise: steps.count)
        case UInt8(ascii: "\\"):
            steps.append(.literal(text[position]))
            position += 1
        default: steps.append(.literal(byte))
        }
    }

    private mutating func readField() {
        guard let end = text[position...].firstIndex(of: UInt8(ascii: "}")) else { preconditionFailure("a field without its end") }
        let name = String(decoding: text[position..<end], as: UTF8.self)
        position = end + 1
        switch name {
        case "time": steps.append(.time)
        case "message": steps.append(.message)
        default: steps.append(.field(Self.field(name), .none))
        }
    }

    private static func field(_ name: String) -> LinePattern.Field {
        switch name {
        case "*": .anything
        case "*?": .anythingOrNothing
        case "#": .number
        case "word": .word
        case "level": .level
        case "anylevel": .anyLevel
        case "letter": .letter
        case "status": .status
        case "priority": .priority
        case "application": .application
        case "host": .host
        case "process": .process
        case "request": .request
        default: preconditionFailure("no field \(name)")
        }
    }

    /// What may come first from a step on.
    static func firstBytes(of steps: [LinePattern.Step], from start: Int) -> ByteSet {
        var bytes = ByteSet.none
        var index = start
        while index < steps.count {
            switch steps[index] {
            case .literal(let byte):
                bytes.insert(byte)
                return bytes
            case .blanks:
                bytes.formUnion(.blanks)
                return bytes
            case .option(let otherwise):
                bytes.formUnion(firstBytes(of: steps, from: index + 1))
                index = otherwise
            case .optionEnd: index += 1
            case .time:
                bytes.formUnion(LinePattern.timeBytes)
                return bytes
            case .field(let field, _):
                bytes.formUnion(LinePattern.firstBytes(of: field))
                return bytes
            case .message: return .all
            }
        }
        return bytes
    }
}

extension LinePattern {
    /// Digits, and the first letters of weekdays and months.
    static let timeBytes = ByteSet("0123456789JFMASONDTWjfmasondtw")

    static func firstBytes(of field: Field) -> ByteSet {
        switch field {
        case .number, .status, .priority: .digits
        case .level, .letter: ByteSet(" \tabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        case .anything, .anythingOrNothing, .word, .anyLevel, .application, .host, .process, .request: .all
        }
    }
}
