package dev.tenantadmin.policy.reason;

/** How much a question may cost: states of texts and nodes of the search. It is used up by one question. */
class Budget {

    private long states;
    private long nodes;

    Budget(long states, long nodes) {
        this.states = states;
        this.nodes = nodes;
    }

    void state() {
        if (--states < 0) {
            throw new OverBudgetException();
        }
    }

    /** A part of it, which ends sooner and counts for the whole. */
    Budget part(long most) {
        Budget whole = this;
        return new Budget(most, 0) {
            @Override
            void state() {
                whole.state();
                super.state();
            }
        };
    }

    void node() {
        if (--nodes < 0) {
            throw new OverBudgetException();
        }
    }

    /** The question is not decided. */
    static final class OverBudgetException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OverBudgetException() {
            super("the budget is used up", null, false, false);
        }
    }
}
