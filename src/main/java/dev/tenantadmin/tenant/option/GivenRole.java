package dev.tenantadmin.tenant.option;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Home;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A role to let in, given by its ARN or by the ARN of one of its sessions. IAM compares ARNs with their paths and lets in roles, not
 * sessions, so any ARN but the role's own would never match.
 *
 * @param words its name in messages, such as {@code trust}
 * @param name the role's name without its path
 * @param isSession whether the ARN is a session's and so lacks the role's path
 */
public record GivenRole(String words, String arn, String partition, String account, String name, boolean isSession) {

    private static final Pattern ROLE = Pattern.compile(
            "arn:(?<partition>aws[a-z-]*):iam::(?<account>\\d{12}):role/(?:[!-~]*/)?(?<name>[\\w+=,.@-]+)");
    private static final Pattern SESSION = Pattern.compile(
            "arn:(?<partition>aws[a-z-]*):sts::(?<account>\\d{12}):assumed-role/(?<name>[\\w+=,.@-]+)/[\\w+=,.@-]+");

    /** A role of IAM Identity Center, which makes one for each permission set and account, and a new one after each removal. */
    private static final Pattern SSO = Pattern.compile("AWSReservedSSO_(?<set>[\\w+=,.@-]{1,32})_[0-9a-f]{16}");

    /** Returns the roles that the options let in by ARN. */
    public static List<GivenRole> in(OptionValues options) {
        return Stream.concat(
                        options.get(Options.TRUST).stream().map(trust -> of(Trust.WORDS, trust.arn())),
                        options.get(Options.ADMINISTRATORS).stream().map(arn -> of("administrator", arn)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the role if the ARN is a role's or a session's. */
    static Optional<GivenRole> of(String words, String arn) {
        Matcher role = ROLE.matcher(arn);
        if (role.matches()) {
            return Optional.of(new GivenRole(
                    words, arn, role.group("partition"), role.group("account"), role.group("name"), false));
        }
        Matcher session = SESSION.matcher(arn);
        return session.matches()
                ? Optional.of(new GivenRole(
                        words, arn, session.group("partition"), session.group("account"), session.group("name"), true))
                : Optional.empty();
    }

    /** Whether the role is in this account. */
    public boolean isOf(Home home) {
        return account.equals(home.account()) && partition.equals(home.partition());
    }

    /**
     * Checks that the ARN is not a session's.
     *
     * @throws IllegalArgumentException that says what to give in its place
     */
    public void requireNoSession() {
        if (isSession) {
            throw new IllegalArgumentException("%s; give %s"
                    .formatted(
                            subject(),
                            permissionSet()
                                    .orElse("the ARN of the role %s, which is %s unless it has a path"
                                            .formatted(name, Arn.iam(partition, account, "role/" + name)))));
        }
    }

    /**
     * Checks that this is the role's ARN in IAM.
     *
     * @param real the ARN of the role of this name
     * @throws IllegalArgumentException that says what to give in its place
     */
    public void requireSame(String real) {
        Trust.requireNotOurs(words.equals(Trust.WORDS) ? Options.TRUST : Options.ADMINISTRATORS, real);
        if (!arn.equals(real)) {
            throw new IllegalArgumentException("%s; %s"
                    .formatted(
                            isSession ? subject() : subject() + " is not the ARN of the role " + name,
                            permissionSet()
                                    .map(set -> "its ARN is %s, but give %s".formatted(real, set))
                                    .orElse("give " + real)));
        }
    }

    /** The failure if the account has no role of this name. */
    public IllegalArgumentException absent() {
        return new IllegalArgumentException("%s: account %s has no role %s%s"
                .formatted(
                        subject(),
                        account,
                        name,
                        permissionSet().map(set -> "; give " + set).orElse("")));
    }

    private String subject() {
        return "%s '%s'%s".formatted(words, arn, isSession ? " is a session of a role" : "");
    }

    /** For a trust, the option that lets in the people of a permission set. */
    private Optional<String> permissionSet() {
        Matcher sso = SSO.matcher(name);
        return words.equals(Trust.WORDS) && sso.matches()
                ? Optional.of("--trust-sso %s: the permission set keeps its name when the role's name changes"
                        .formatted(sso.group("set")))
                : Optional.empty();
    }
}
