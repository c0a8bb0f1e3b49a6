package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Literal;
import dev.tenantadmin.tenant.name.Printable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may come in beside the tenant's users, and from where; see {@link AccessSpec}.
 *
 * @param cidrs empty for everywhere
 */
public record AccessOptions(
        List<Trust> trusts,
        List<String> permissionSets,
        List<String> administrators,
        boolean requireMfa,
        List<String> cidrs) {

    public static final AccessOptions NONE = new AccessOptions(List.of(), List.of(), List.of(), false, List.of());

    private static final Pattern PERMISSION_SET = Pattern.compile("[\\w+=,.@-]{1,32}");
    private static final Pattern ADMINISTRATOR =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:(user|role)/([!-~]*/)?[\\w+=,.@-]{1,64}");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "/(3[0-2]|[12]?\\d)");
    private static final Pattern IPV6 =
            Pattern.compile("(?<address>[0-9a-f:]*:[0-9a-f:]*)/(12[0-8]|1[01]\\d|[1-9]?\\d)");

    public AccessOptions {
        trusts = List.copyOf(trusts);
        permissionSets = List.copyOf(permissionSets);
        administrators = List.copyOf(administrators);
        cidrs = List.copyOf(cidrs);
    }

    /** These, but for what is asked. */
    public AccessOptions with(AccessSpec asked) {
        return new AccessOptions(
                asked.trusts() == null ? trusts : asked.trusts(),
                asked.permissionSets() == null ? permissionSets : asked.permissionSets(),
                asked.administrators() == null ? administrators : asked.administrators(),
                asked.requireMfa() == null ? requireMfa : asked.requireMfa(),
                asked.cidrs() == null ? cidrs : asked.cidrs());
    }

    /** The roles among those that may come in by their ARN, and what is given for one. */
    public List<GivenRole> roles() {
        return Stream.concat(
                        trusts.stream().map(trust -> GivenRole.of(Trust.WORDS, trust.arn())),
                        administrators.stream().map(arn -> GivenRole.of("administrator", arn)))
                .flatMap(Optional::stream)
                .toList();
    }

    static String permissionSet(String name) {
        return matching(PERMISSION_SET, name, "'%s' is not the name of a permission set");
    }

    static String administrator(String arn) {
        Trust.requireNotOurs("--administrator", arn);
        Literal.of("administrator", arn);
        if (GivenRole.of("administrator", arn).filter(GivenRole::isSession).isPresent()) {
            return arn;
        }
        return matching(ADMINISTRATOR, arn, "administrator '%s' is not the ARN of a user or role");
    }

    static String cidr(String range) {
        Matcher ipv6 = IPV6.matcher(range);
        if (!IPV4.matcher(range).matches() && !(ipv6.matches() && isAddress(ipv6.group("address")))) {
            throw new IllegalArgumentException(
                    "'%s' is not a range of addresses such as 203.0.113.0/24".formatted(Printable.text(range)));
        }
        return range;
    }

    /** Text with a colon is never looked up by name. */
    private static boolean isAddress(String ipv6) {
        try {
            return InetAddress.getByName(ipv6).getAddress().length == 16;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String matching(Pattern pattern, String text, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(otherwise.formatted(Printable.text(text)));
        }
        return text;
    }
}
