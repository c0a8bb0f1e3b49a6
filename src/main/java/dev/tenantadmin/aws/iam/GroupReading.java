package dev.tenantadmin.aws.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** A group and its members, read once until a write. */
public final class GroupReading {

    private final IamClient iam;
    private final String name;
    private @Nullable List<GetGroupResponse> pages;

    public GroupReading(IamClient iam, String name) {
        this.iam = iam;
        this.name = name;
    }

    /** The pages of the answer; none if there is no such group. */
    synchronized List<GetGroupResponse> pages() {
        if (pages == null) {
            pages = read();
        }
        return pages;
    }

    /** Makes the next call read again. */
    synchronized void forget() {
        pages = null;
    }

    boolean hasMember(String user) {
        return pages().stream()
                .flatMap(page -> page.users().stream())
                .anyMatch(member -> member.userName().equals(user));
    }

    private List<GetGroupResponse> read() {
        try {
            return iam.getGroupPaginator(r -> r.groupName(name)).stream().toList();
        } catch (NoSuchEntityException e) {
            return List.of();
        }
    }
}
