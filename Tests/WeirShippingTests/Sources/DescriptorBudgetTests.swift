import Testing

@testable import WeirShipping

@Suite("Open files of all sources together")
struct DescriptorBudgetTests {
    @Test("what the system refused for a while is tried again, step by step and never beyond what was configured")
    func grows() {
        let budget = DescriptorBudget(64)
        let lease = budget.lease(atMost: 64)
        while lease.take() {}
        lease.shrink()
        #expect(budget.total == 56)
        while lease.held > 0 { lease.giveBack() }
        for _ in 0..<2_000 {
            #expect(lease.take())
            lease.giveBack()
        }
        #expect(budget.total == 64)
    }
}
