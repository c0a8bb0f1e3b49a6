package dev.tenantadmin.aws.client;

import java.util.List;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/** Names that are known without a call to AWS. */
public final class KnownNames {

    private KnownNames() {}

    /** The profiles of the AWS config files. */
    public static List<String> profiles() {
        return ProfileFile.defaultProfileFile().profiles().keySet().stream()
                .sorted()
                .toList();
    }

    /** The regions that the SDK knows; AWS may have more. */
    public static List<String> regions() {
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .sorted()
                .toList();
    }
}
