extension FaultPoint {
    /// What has just been done there, for testers.
    package var meaning: String {
        switch self {
        case .segmentBegun: "a new segment's file was made, under a name that no reader takes"
        case .checkpointWritten: "all live positions were written to it"
        case .checkpointSynced: "they were synced"
        case .segmentRenamed: "the new segment has its name, which is not durable yet"
        case .segmentCreated: "its name was synced: it is the segment that is written from now on"
        case .frameWritten: "a frame of records was written"
        case .frameSynced: "frames were synced, and no reader knows of it yet"
        case .positionsAdopted: "the positions of synced frames were adopted, and their slabs go back to their sources"
        case .segmentFilled: "a segment that has no room was synced and closed"
        case .segmentRemoved: "a segment that every sink has passed was removed"
        case .removalSynced: "its removal was synced"
        case .spoolLocked: "the spool's directory is there, and locked"
        case .unfinishedRemoved: "a segment that was never finished was removed at the start"
        case .tailCut: "a torn tail was cut off at the start"
        case .tailRewritten: "frames that no mark vouches for were written once more at the start"
        case .tailSynced: "the newest segment was synced at the start"
        case .recoverySynced: "the segments' directory was synced at the start"
        case .installationAdopted: "state and segments agree on who this spool is"
        case .stateMade: "the state's empty file was made"
        case .stateOpened: "the state's tables are those of this version"
        case .sinksConfigured: "the configured sinks were written to the state, and not yet committed"
        case .transactionBegun: "a transaction of the state began"
        case .foldWritten: "what was committed was counted in it"
        case .receiptWritten: "a receipt was written in it"
        case .deadLetterWritten: "a dead letter was written in it"
        case .transactionWritten: "everything of it was written, and nothing of it is committed"
        case .transactionCommitted: "it was committed"
        case .settledRaised: "the writer knows how far every sink is settled"
        case .batchReady: "a batch is about to be sent"
        case .batchAnswered: "the peer answered, and nobody knows of it yet"
        case .receiptHanded: "a receipt was handed to the state's thread"
        }
    }
}
