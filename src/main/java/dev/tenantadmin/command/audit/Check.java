package dev.tenantadmin.command.audit;

/**
 * The result of a control on one resource of a tenant.
 *
 * @param resource what was checked
 * @param found the field's value, or why the control does not apply
 */
public record Check(String tenant, Control control, Checked resource, Status status, String found) {

    /** The result. */
    public enum Status {
        PASS("pass"),
        FAIL("fail"),

        /** Not met, and nothing that has to be. */
        INFORMATION("information"),
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

    /** The result of a control that applies. */
    public static Check of(String tenant, Control control, Checked resource, boolean met, String found) {
        return new Check(tenant, control, resource, met ? Status.PASS : Status.FAIL, found);
    }

    public boolean fails() {
        return status == Status.FAIL;
    }
}
