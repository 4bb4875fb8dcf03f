package import WeirSystem

/// Which file on which file system: what a rename does not change. An inode is used again once its file is gone,
/// and a device's number may change at a reboot, so a ``Fingerprint`` goes with it.
package struct FileIdentity: Hashable, Sendable {
    package var device: UInt64
    package var inode: UInt64

    package init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }

    package init(of status: FileStatus) { self.init(device: status.device, inode: status.inode) }
}
