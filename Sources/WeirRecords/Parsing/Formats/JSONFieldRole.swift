/// What a key of a line means to us.
enum JSONFieldRole {
    case none
    case message
    case application
    case host
    case process
    case metricName
    case level
    case status
    /// The best statement of the time that the format has.
    case time
    /// What stands in for it.
    case secondTime
    case thirdTime
}

extension RawSpan {
    /// - Precondition: `name` has at least four bytes, and as many lie in the span from `start` on.
    @inline(__always)
    fileprivate func holds(_ name: StaticString, at start: Int) -> Bool {
        let count = name.utf8CodeUnitCount
        let text = UnsafeRawPointer(name.utf8Start)
        if count >= 8 {
            let tail = count &- 8
            return word(at: start) == UInt64(littleEndian: text.loadUnaligned(as: UInt64.self))
                && word(at: start &+ tail) == UInt64(littleEndian: text.loadUnaligned(fromByteOffset: tail, as: UInt64.self))
        }
        let tail = count &- 4
        return halfWord(at: start) == UInt32(littleEndian: text.loadUnaligned(as: UInt32.self))
            && halfWord(at: start &+ tail) == UInt32(littleEndian: text.loadUnaligned(fromByteOffset: tail, as: UInt32.self))
    }
}

extension JSONFieldRole {
    @inline(__always)
    static func kasm(_ line: RawSpan, _ key: Range<Int>) -> JSONFieldRole {
        let start = key.lowerBound
        switch key.count {
        case 4: return line.holds("name", at: start) ? .application : .none
        case 7: return line.holds("message", at: start) ? .message : line.holds("asctime", at: start) ? .secondTime : .none
        case 9: return line.holds("levelname", at: start) ? .level : line.holds("timestamp", at: start) ? .time : .none
        case 11: return line.holds("processName", at: start) ? .process : line.holds("metric_name", at: start) ? .metricName : .none
        default: return .none
        }
    }

    @inline(__always)
    static func nginx(_ line: RawSpan, _ key: Range<Int>) -> JSONFieldRole {
        let start = key.lowerBound
        switch key.count {
        case 4: return line.holds("msec", at: start) ? .time : .none
        case 7: return line.holds("request", at: start) ? .message : .none
        case 10: return line.holds("time_local", at: start) ? .thirdTime : .none
        case 11: return line.holds("http_status", at: start) ? .status : .none
        case 12: return line.holds("time_iso8601", at: start) ? .secondTime : .none
        default: return .none
        }
    }

    @inline(__always)
    static func session(_ line: RawSpan, _ key: Range<Int>) -> JSONFieldRole {
        let start = key.lowerBound
        switch key.count {
        case 4: return line.holds("host", at: start) ? .host : .none
        case 7: return line.holds("message", at: start) ? .message : line.holds("process", at: start) ? .process : .none
        case 9: return line.holds("levelname", at: start) ? .level : .none
        case 11: return line.holds("ingest_date", at: start) ? .time : line.holds("application", at: start) ? .application : .none
        default: return .none
        }
    }

    /// The names that loggers commonly use.
    static func common(_ line: RawSpan, _ key: Range<Int>) -> JSONFieldRole {
        let start = key.lowerBound
        switch key.count {
        case 4:
            return line.holds("time", at: start) ? .secondTime : line.holds("host", at: start) ? .host : commonApplication(line, key)
        case 5:
            return line.holds("level", at: start) ? .level : .none
        case 7:
            return line.holds("message", at: start) ? .message : line.holds("process", at: start) ? .process : .none
        case 8:
            return line.holds("severity", at: start) ? .level : line.holds("hostname", at: start) ? .host : .none
        case 9:
            return line.holds("timestamp", at: start) ? .time : line.holds("levelname", at: start) ? .level : .none
        case 10:
            return line.holds("@timestamp", at: start) ? .time : .none
        default:
            return commonApplication(line, key)
        }
    }

    private static func commonApplication(_ line: RawSpan, _ key: Range<Int>) -> JSONFieldRole {
        let start = key.lowerBound
        switch key.count {
        case 4: return line.holds("name", at: start) ? .application : .none
        case 6: return line.holds("logger", at: start) ? .application : .none
        case 11: return line.holds("application", at: start) ? .application : .none
        default: return .none
        }
    }
}

extension RecordFormat {
    /// The format that a key betrays.
    static func betrayed(by key: Range<Int>, in line: RawSpan) -> RecordFormat? {
        let start = key.lowerBound
        switch key.count {
        case 7: return line.holds("asctime", at: start) ? .kasmJSON : line.holds("kasm_id", at: start) ? .kasmSessionJSON : nil
        case 8: return line.holds("funcName", at: start) ? .kasmJSON : nil
        case 11 where line.holds("ingest_date", at: start): return .kasmSessionJSON
        case 11: return line.holds("http_status", at: start) ? .nginxAccessJSON : nil
        case 12: return line.holds("time_iso8601", at: start) ? .nginxAccessJSON : nil
        default: return nil
        }
    }
}
