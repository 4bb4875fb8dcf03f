/// One B-tree, page by page: where entries go, how pages split, which of them vacuum empties and when they serve again.
struct BTreeFile: Sendable {
    struct Leaf: Equatable, Sendable {
        var keys: [UInt64] = []
        var rows: [UInt32] = []
        /// Bytes of entries and line pointers.
        var bytes = 0
        /// Entries that share one with others.
        var shared = 0
        /// Bytes of the high key with its line pointer; 0 on the rightmost page.
        var highKey = 0
        /// Group of the right neighbour's first key when the page was split.
        var groupAfter = -1
        var touched: UInt32 = 0
        var isLinked = true

        var used: Int { PageGeometry.pageBytes - max(0, PageGeometry.indexUsableBytes - bytes - highKey) }
    }

    /// One page above the leaves: its children in order, with the lowest key that each may hold.
    struct Inner: Equatable, Sendable {
        var children: [Int32]
        var lowest: [UInt64]
        var sizes: [Int16]
        var touched: UInt32 = 0

        var bytes: Int { sizes.reduce(0) { $0 + Int($1) } }
    }

    /// Share of a page that a split at the right end of its level leaves full, in percent: leaves, inner pages, and leaves of one value.
    static let fill = (leaf: 0.90, inner: 0.70, singleValue: 0.96)
    /// PostgreSQL refuses wider entries (its BTMaxItemSize at 8 KiB).
    static let widestItem = 2704
    /// A downlink without its key.
    static let shortDownlink: Int16 = 12

    let keys: BTreeKeys
    private(set) var leaves: [Leaf] = [Leaf()]
    /// Pages above the leaves, level by level from the lowest; empty while one leaf is all there is.
    private(set) var levels: [[Inner]] = []
    private(set) var pageCount = 1
    private(set) var freeSpaceMapPages = 0
    /// Pages that serve again at once.
    private var free = 0
    /// Emptied pages that serve again after the next vacuum.
    private var emptied = 0
    /// Checkpoints after which its map of free pages was last imaged: where the pages are, and what is above that.
    private var mapTouched: (leaf: UInt32, upper: UInt32) = (0, 0)
    /// Leaves that left the tree, the last one first to be used again.
    private var unlinked: [Int32] = []

    init(_ keys: BTreeKeys) { self.keys = keys }

    private var content: PageContent { keys.order == .random ? .randomEntries : .orderedEntries }

    /// As large as so many times the rows make it: the meta page, the root, and a part of a page at the old end of each group,
    /// which no vacuum frees as long as one of its rows lives, are there but once.
    func bytes(scale: Double) -> Double {
        let edges = keys.order == .grouped && keys.itemBytes.count > 1 && hasVacuumed ? Double(keys.itemBytes.count) / 4 : 0
        let fixed = min(Double(pageCount), Double(Self.fixedPages) + edges)
        return ((Double(pageCount) - fixed) * scale + fixed) * Double(PageGeometry.pageBytes)
    }

    private static let fixedPages = 2
    private var hasVacuumed = false
    var mapBytes: Double { Double(freeSpaceMapPages * PageGeometry.pageBytes) }

    // MARK: Inserting

    /// An entry that found its page full.
    struct Overflow {
        fileprivate var path: Path
        fileprivate var key: UInt64
        fileprivate var row: UInt32
        fileprivate var offset: Int
        fileprivate var size: Int
        /// The row of the entry that the new one comes after on its page.
        private(set) var rowBefore: UInt32?
    }

    /// Puts an entry where it belongs; where its page is full, what is needed to split it.
    mutating func insert(_ key: UInt64, row: UInt32, wal: inout WALMeter) -> Overflow? {
        if pageCount == 1 { pageCount = 2 }
        let path = self.path(to: key)
        let leaf = path.leaf
        let size = keys.itemBytes(of: key) + PageGeometry.linePointerBytes
        if leaves[leaf].bytes + leaves[leaf].highKey + size > PageGeometry.indexUsableBytes, keys.sharesAny {
            share(leaf, wal: &wal)
        }
        let offset = leaves[leaf].keys.firstIndex(notBefore: key)
        guard leaves[leaf].bytes + leaves[leaf].highKey + size > PageGeometry.indexUsableBytes else {
            leaves[leaf].keys.insert(key, at: offset)
            leaves[leaf].rows.insert(row, at: offset)
            leaves[leaf].bytes += size
            let used = leaves[leaf].used
            wal.change(
                WALLength.indexInsert + size - PageGeometry.linePointerBytes, pageData: size, touched: &leaves[leaf].touched, used: used,
                content: content, isHot: keys.order == .grouped)
            return nil
        }
        let rowBefore = offset > 0 ? leaves[leaf].rows[offset - 1] : nil
        return Overflow(path: path, key: key, row: row, offset: offset, size: size, rowBefore: rowBefore)
    }

    fileprivate struct Path { var leaf: Int; var nodes: [(level: Int, index: Int, child: Int)] }

    private func path(to key: UInt64) -> Path {
        guard var level = levels.indices.last else { return Path(leaf: rootLeaf, nodes: []) }
        var nodes: [(level: Int, index: Int, child: Int)] = []
        var index = rootIndex
        while true {
            let node = levels[level][index]
            let child = max(0, node.lowest.firstIndex(after: key) - 1)
            nodes.append((level, index, child))
            let next = Int(node.children[child])
            if level == 0 { return Path(leaf: next, nodes: nodes) }
            level -= 1
            index = next
        }
    }

    private var rootLeaf = 0
    private var rootIndex = 0

    // MARK: Sharing entries

    /// Merges equal keys of a leaf into lists: a row costs six bytes there, and a list of at most a third of a page its key once.
    private mutating func share(_ leaf: Int, wal: inout WALMeter) {
        let before = leaves[leaf].bytes
        var (bytes, shared, start) = (0, 0, 0)
        let entries = leaves[leaf].keys
        while start < entries.count {
            let group = keys.group(of: entries[start])
            var end = start
            while end < entries.count, keys.share(entries[end], entries[start]) { end += 1 }
            bytes += sharedBytes(end - start, itemBytes: keys.itemBytes[group])
            shared += end - start > 1 ? end - start : 0
            start = end
        }
        guard bytes < before else { return }
        leaves[leaf].bytes = bytes
        leaves[leaf].shared = shared
        let used = leaves[leaf].used
        wal.change(WALLength.split + (entries.count / 8), touched: &leaves[leaf].touched, used: used, content: content)
    }

    private func sharedBytes(_ count: Int, itemBytes: Int) -> Int {
        guard count > 1 else { return itemBytes + PageGeometry.linePointerBytes }
        let perList = max(2, (Self.longestList - itemBytes) / Self.rowBytes)
        let (whole, rest) = count.quotientAndRemainder(dividingBy: perList)
        func list(_ rows: Int) -> Int { PageGeometry.aligned(itemBytes + rows * Self.rowBytes) + PageGeometry.linePointerBytes }
        return whole * list(perList) + (rest > 1 ? list(rest) : rest == 1 ? itemBytes + PageGeometry.linePointerBytes : 0)
    }

    /// Half of the longest entry that a leaf takes (2,704 bytes).
    private static let longestList = 1352
    private static let rowBytes = 6

    // MARK: Splitting

    /// - Parameter followsNeighbour: whether the new row was stored right after `rowBefore` in the heap.
    mutating func split(_ overflow: Overflow, followsNeighbour: Bool, wal: inout WALMeter) {
        let (leaf, offset) = (overflow.path.leaf, overflow.offset)
        let isRightmost = leaves[leaf].highKey == 0
        let bytesEach = entrySizes(leaf, inserting: overflow.size, at: offset)
        var entries = leaves[leaf].keys
        var rows = leaves[leaf].rows
        entries.insert(overflow.key, at: offset)
        rows.insert(overflow.row, at: offset)
        let choice = SplitChoice(
            keys: keys, entries: entries, sizes: bytesEach, newOffset: offset, isRightmost: isRightmost, highKey: leaves[leaf].highKey,
            groupAfter: leaves[leaf].groupAfter, newFollowsNeighbour: followsNeighbour)
        let cut = choice.cut
        let pivot = keys.pivotBytes(entries[cut - 1], entries[cut])
        var right = Leaf(
            keys: Array(entries[cut...]), rows: Array(rows[cut...]), bytes: bytesEach[cut...].reduce(0, +), highKey: leaves[leaf].highKey,
            groupAfter: leaves[leaf].groupAfter)
        let leftBytes = bytesEach[..<cut].reduce(0, +)
        if leaves[leaf].shared > 0 {
            right.shared = leaves[leaf].shared * right.keys.count / max(1, entries.count)
            leaves[leaf].shared -= right.shared
        }
        entries.removeSubrange(cut...)
        rows.removeSubrange(cut...)
        leaves[leaf].keys = entries
        leaves[leaf].rows = rows
        leaves[leaf].bytes = leftBytes
        leaves[leaf].highKey = pivot
        leaves[leaf].groupAfter = keys.group(of: right.keys[0])
        logSplit(leaf, &right, wal: &wal)
        let separator = right.keys[0]
        let index = add(right, wal: &wal)
        addDownlink(
            Int32(index), separator: separator, size: Int16(clamping: pivot), path: overflow.path,
            depth: overflow.path.nodes.count - 1, wal: &wal)
    }

    /// Bytes of each entry with the new one among them, so that they sum up to the page's.
    private func entrySizes(_ leaf: Int, inserting size: Int, at offset: Int) -> [Int] {
        let page = leaves[leaf]
        var sizes = page.keys.map { keys.itemBytes(of: $0) + PageGeometry.linePointerBytes }
        let plain = sizes.reduce(0, +)
        if plain != page.bytes, !sizes.isEmpty {
            var (carried, given) = (0, 0)
            for index in sizes.indices {
                carried += sizes[index]
                let due = Int(Double(carried) * Double(page.bytes) / Double(max(1, plain)))
                sizes[index] = due - given
                given = due
            }
        }
        sizes.insert(size, at: offset)
        return sizes
    }

    private func logSplitLength(_ right: Leaf) -> Int { WALLength.split + right.bytes }

    private mutating func logSplit(_ leaf: Int, _ right: inout Leaf, wal: inout WALMeter) {
        let used = leaves[leaf].used
        wal.change(logSplitLength(right), touched: &leaves[leaf].touched, used: used, content: content)
        right.touched = wal.checkpoint
    }

    private mutating func add(_ leaf: Leaf, wal: inout WALMeter) -> Int {
        takePage(&wal)
        if let reused = unlinked.popLast() {
            leaves[Int(reused)] = leaf
            return Int(reused)
        }
        leaves.append(leaf)
        return leaves.count - 1
    }

    private mutating func takePage(_ wal: inout WALMeter) {
        guard free > 0 else {
            pageCount += 1
            return
        }
        free -= 1
        wal.hint(touched: &mapTouched.leaf, used: PageGeometry.pageBytes, content: .map)
    }

    private mutating func addDownlink(
        _ child: Int32, separator: UInt64, size: Int16, path: Path, depth: Int, wal: inout WALMeter
    ) {
        guard depth >= 0 else { return addRoot(over: child, separator: separator, size: size, wal: &wal) }
        let (level, index, position) = path.nodes[depth]
        levels[level][index].children.insert(child, at: position + 1)
        levels[level][index].lowest.insert(separator, at: position + 1)
        levels[level][index].sizes.insert(size, at: position + 1)
        let used = min(PageGeometry.pageBytes, levels[level][index].bytes + 40)
        wal.change(WALLength.indexInsert + Int(size), touched: &levels[level][index].touched, used: used, content: content)
        guard levels[level][index].bytes > PageGeometry.indexUsableBytes else { return }
        splitInner(level, index, path: path, depth: depth, wal: &wal)
    }

    private mutating func addRoot(over child: Int32, separator: UInt64, size: Int16, wal: inout WALMeter) {
        takePage(&wal)
        let old = Int32(levels.isEmpty ? rootLeaf : rootIndex)
        levels.append([Inner(children: [old, child], lowest: [0, separator], sizes: [Self.shortDownlink, size])])
        rootIndex = 0
    }

    private mutating func splitInner(_ level: Int, _ index: Int, path: Path, depth: Int, wal: inout WALMeter) {
        let node = levels[level][index]
        let isRightmost = path.nodes[..<depth].allSatisfy { $0.child == levels[$0.level][$0.index].children.count - 1 }
        let share = isRightmost ? Self.fill.inner : 0.5
        var (left, cut) = (0, 0)
        let goal = Double(node.bytes) * share
        while cut < node.sizes.count - 1, Double(left) < goal || cut == 0 {
            left += Int(node.sizes[cut])
            cut += 1
        }
        var right = Inner(
            children: Array(node.children[cut...]), lowest: Array(node.lowest[cut...]), sizes: Array(node.sizes[cut...]),
            touched: wal.checkpoint)
        let pivot = right.sizes[0]
        right.sizes[0] = Self.shortDownlink
        levels[level][index].children.removeSubrange(cut...)
        levels[level][index].lowest.removeSubrange(cut...)
        levels[level][index].sizes.removeSubrange(cut...)
        wal.record(WALLength.split + right.bytes)
        takePage(&wal)
        levels[level].append(right)
        addDownlink(Int32(levels[level].count - 1), separator: right.lowest[0], size: pivot, path: path, depth: depth - 1, wal: &wal)
    }

    // MARK: Building

    /// A new tree of sorted entries: leaves filled to nine tenths, pages above them to seven.
    init(_ keys: BTreeKeys, sorted entries: [(key: UInt64, row: UInt32)]) {
        self.init(keys)
        guard !entries.isEmpty else { return }
        leaves = Self.filledLeaves(keys, entries)
        pageCount = 1 + leaves.count
        var (children, level) = (leaves.indices.map { (Int32($0), leaves[$0].keys.first ?? 0, leaves[$0].highKey) }, 0)
        while children.count > 1 {
            levels.append(Self.filledInner(children))
            pageCount += levels[level].count
            children = levels[level].indices.map { (Int32($0), levels[level][$0].lowest[0], Int(levels[level][$0].sizes.last ?? 0)) }
            level += 1
        }
    }

    private static func filledLeaves(_ keys: BTreeKeys, _ entries: [(key: UInt64, row: UInt32)]) -> [Leaf] {
        let limit = Int(Double(PageGeometry.indexUsableBytes) * fill.leaf)
        var (leaves, leaf) = ([Leaf](), Leaf())
        for entry in entries {
            let size = keys.itemBytes(of: entry.key) + PageGeometry.linePointerBytes
            let shares = keys.sharesAny && leaf.keys.last.map { keys.share($0, entry.key) } ?? false
            let cost = shares ? rowBytes : size
            if leaf.bytes + cost > limit, let last = leaf.keys.last {
                leaf.highKey = keys.pivotBytes(last, entry.key)
                leaf.groupAfter = keys.group(of: entry.key)
                leaves.append(leaf)
                leaf = Leaf()
            }
            leaf.bytes += leaf.keys.isEmpty ? size : cost
            leaf.shared += shares ? 1 : 0
            leaf.keys.append(entry.key)
            leaf.rows.append(entry.row)
        }
        return leaves + [leaf]
    }

    private static func filledInner(_ children: [(Int32, UInt64, Int)]) -> [Inner] {
        let limit = Int(Double(PageGeometry.indexUsableBytes) * fill.inner)
        var nodes: [Inner] = []
        for (child, lowest, _) in children {
            let size = Self.shortDownlink + 8
            if nodes.isEmpty || nodes[nodes.count - 1].bytes + Int(size) > limit {
                nodes.append(Inner(children: [child], lowest: [lowest], sizes: [shortDownlink]))
            } else {
                nodes[nodes.count - 1].children.append(child)
                nodes[nodes.count - 1].lowest.append(lowest)
                nodes[nodes.count - 1].sizes.append(size)
            }
        }
        return nodes
    }

    // MARK: Vacuum

    /// Removes the entries of rows that are gone for good, and unlinks the pages that this empties.
    ///
    /// - Parameter share: of the emptied pages that serve again at once; the others do after the next vacuum.
    mutating func vacuum(isRemoved: (UInt32) -> Bool, reusedAtOnce share: Double, wal: inout WALMeter) {
        recycle(emptied, &wal)
        hasVacuumed = true
        let order = self.order
        let successors = Dictionary(zip(order, order.dropFirst())) { first, _ in first }
        for leaf in leaves.indices where leaves[leaf].isLinked {
            let removed = remove(from: leaf, isRemoved)
            guard removed > 0 else { continue }
            let used = leaves[leaf].used
            wal.change(WALLength.indexVacuum + removed * WALLength.offset, touched: &leaves[leaf].touched, used: used, content: content)
            // A page that leaves the tree changes its right neighbour, which is full as yet.
            if leaves[leaf].keys.isEmpty, let next = successors[Int32(leaf)] {
                let used = leaves[Int(next)].used
                wal.image(touched: &leaves[Int(next)].touched, used: used, content: content)
            }
        }
        logSiblings(order, &wal)
        unlinkEmpty(wal: &wal)
        recycle(Int((Double(emptied) * share).rounded()), &wal)
    }

    /// Leaves in the order of their keys.
    private var order: [Int32] {
        guard let top = levels.indices.last else { return [] }
        var order = levels[top][rootIndex].children
        for level in (0..<top).reversed() { order = order.flatMap { levels[level][Int($0)].children } }
        return order
    }

    /// A run of pages that leaves the tree changes the page to its left, too.
    private mutating func logSiblings(_ order: [Int32], _ wal: inout WALMeter) {
        for (left, leaf) in zip(order, order.dropFirst()) where leaves[Int(leaf)].keys.isEmpty && !leaves[Int(left)].keys.isEmpty {
            let used = leaves[Int(left)].used
            wal.image(touched: &leaves[Int(left)].touched, used: used, content: content)
        }
    }

    /// What a vacuum that found nothing to remove does where many pages wait.
    mutating func cleanUp(_ wal: inout WALMeter) {
        if emptied > pageCount / Self.cleanUpShare { recycle(emptied, &wal) }
    }

    private static let cleanUpShare = 20

    private mutating func recycle(_ pages: Int, _ wal: inout WALMeter) {
        guard pages > 0 else { return }
        wal.hint(touched: &mapTouched.leaf, used: PageGeometry.pageBytes, content: .map)
        if wal.checkpoint > mapTouched.upper { wal.hint(touched: &mapTouched.upper, used: PageGeometry.pageBytes, content: .map) }
        free += pages
        emptied -= pages
        freeSpaceMapPages = 2 + (pageCount + FreeSpaceMap.slotsPerPage - 1) / FreeSpaceMap.slotsPerPage
    }

    private mutating func remove(from leaf: Int, _ isRemoved: (UInt32) -> Bool) -> Int {
        let page = leaves[leaf]
        guard page.rows.contains(where: isRemoved) else { return 0 }
        var kept = Leaf(highKey: page.highKey, groupAfter: page.groupAfter, touched: page.touched)
        var removedPlain = 0
        for index in page.keys.indices {
            if isRemoved(page.rows[index]) {
                removedPlain += keys.itemBytes(of: page.keys[index]) + PageGeometry.linePointerBytes
            } else {
                kept.keys.append(page.keys[index])
                kept.rows.append(page.rows[index])
            }
        }
        let plain = page.keys.reduce(0) { $0 + keys.itemBytes(of: $1) + PageGeometry.linePointerBytes }
        kept.bytes = page.bytes - (plain > 0 ? removedPlain * page.bytes / plain : 0)
        if kept.keys.isEmpty { kept.bytes = 0 }
        kept.shared = page.keys.isEmpty ? 0 : page.shared * kept.keys.count / page.keys.count
        leaves[leaf] = kept
        return page.keys.count - kept.keys.count
    }

    /// Takes empty leaves out of the tree: not the rightmost of all, nor the last child of a parent that has others.
    private mutating func unlinkEmpty(wal: inout WALMeter) {
        guard !levels.isEmpty else { return }
        for index in levels[0].indices {
            var position = 0
            while position < levels[0][index].children.count {
                let leaf = Int(levels[0][index].children[position])
                let isLast = position == levels[0][index].children.count - 1
                guard leaves[leaf].keys.isEmpty, leaves[leaf].highKey > 0, !isLast else {
                    position += 1
                    continue
                }
                let first = levels[0][index].lowest[position]
                levels[0][index].children.remove(at: position)
                levels[0][index].lowest.remove(at: position)
                levels[0][index].sizes.remove(at: position)
                // The right neighbour takes over the range of keys.
                levels[0][index].lowest[position] = first
                leaves[leaf] = Leaf(isLinked: false)
                unlinked.append(Int32(leaf))
                emptied += 1
                let used = min(PageGeometry.pageBytes, levels[0][index].bytes + 40)
                wal.change(WALLength.halfDead + WALLength.unlink, touched: &levels[0][index].touched, used: used, content: content)
            }
        }
    }
}

extension [UInt64] {
    /// Where a key belongs among sorted ones: before the first that is not less.
    fileprivate func firstIndex(notBefore key: UInt64) -> Int {
        if let last, last < key { return count }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first that is greater.
    fileprivate func firstIndex(after key: UInt64) -> Int {
        if let last, last <= key { return count }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
