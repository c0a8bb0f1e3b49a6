package dev.tenantadmin.command.audit;

/**
 * A control as one thing of a tenant meets it.
 *
 * @param resource what was looked at
 * @param found what the field says, or why the control does not apply
 */
public record Check(String tenant, Control control, Checked resource, Status status, String found) {

    /** Whether the control is met. */
    public enum Status {
        PASS("pass"),
        FAIL("fail"),
        NOT_APPLICABLE("not applicable");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** The word for it: {@code not applicable}. */
        @Override
        public String toString() {
            return word;
        }
    }

    /** A control that applies. */
    public static Check of(String tenant, Control control, Checked resource, boolean met, String found) {
        return new Check(tenant, control, resource, met ? Status.PASS : Status.FAIL, found);
    }

    public boolean fails() {
        return status == Status.FAIL;
    }
}
