package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.IamReads.GroupMembers;
import java.util.Optional;

/** A group and its members, read once for one plan. */
public final class GroupReading {

    private final IamReads reads;
    private final String name;
    private boolean done;
    private Optional<GroupMembers> read = Optional.empty();

    public GroupReading(IamReads reads, String name) {
        this.reads = reads;
        this.name = name;
    }

    synchronized Optional<GroupMembers> get() {
        if (!done) {
            read = reads.group(name);
            done = true;
        }
        return read;
    }
}
