import Glibc

/// One address of a peer, as the system's calls take it.
struct PeerAddress {
    var family: Int32
    var type: Int32
    var transport: Int32
    private let bytes: [UInt8]

    init?(_ info: addrinfo) {
        guard let address = info.ai_addr, info.ai_addrlen > 0 else { return nil }
        (family, type, transport) = (info.ai_family, info.ai_socktype, info.ai_protocol)
        bytes = [UInt8](UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen)))
    }

    func with<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        bytes.withUnsafeBytes { raw in
            withUnsafeTemporaryAllocation(of: sockaddr_storage.self, capacity: 1) { storage in
                let target = UnsafeMutableRawBufferPointer(storage)
                let count = min(raw.count, target.count)
                target.copyBytes(from: UnsafeRawBufferPointer(rebasing: raw.prefix(count)))
                return storage.withMemoryRebound(to: sockaddr.self) { rebound in
                    guard let base = rebound.baseAddress else { preconditionFailure("an allocation of one has a place") }
                    return body(UnsafePointer(base), socklen_t(count))
                }
            }
        }
    }
}

/// What a resolver says of a peer's name.
enum AddressList {
    /// Addresses of one name that are tried.
    static let longest = 16

    /// In the resolver's order, but that the two families take turns (RFC 8305, section 4): where one of them leads nowhere, the next
    /// address is one of the other.
    static func resolve(_ peer: StreamPeer) throws(SystemError) -> [PeerAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(peer.host, String(peer.port), &hints, &found)
        guard code == 0 else {
            throw code == EAI_SYSTEM ? lastError("resolve", "\(peer)") : .resolver("\(peer)", code: code)
        }
        defer { if let found { freeaddrinfo(found) } }
        var addresses: [PeerAddress] = []
        var next = found
        while let info = next, addresses.count < longest {
            if let address = PeerAddress(info.pointee) { addresses.append(address) }
            next = info.pointee.ai_next
        }
        return takingTurns(addresses)
    }

    static func takingTurns(_ addresses: [PeerAddress]) -> [PeerAddress] {
        guard let first = addresses.first?.family else { return [] }
        let (ones, others) = (addresses.filter { $0.family == first }, addresses.filter { $0.family != first })
        return (0..<max(ones.count, others.count)).flatMap { index in
            [ones, others].compactMap { $0.indices.contains(index) ? $0[index] : nil }
        }
    }
}
