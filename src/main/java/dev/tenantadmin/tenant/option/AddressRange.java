package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a range of addresses, such as {@code 203.0.113.0/24}. */
final class AddressRange {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "/(3[0-2]|[12]?\\d)");
    private static final Pattern IPV6 =
            Pattern.compile("(?<address>[0-9a-f:]*:[0-9a-f:]*)/(12[0-8]|1[01]\\d|[1-9]?\\d)");

    private AddressRange() {}

    /**
     * Returns the range if {@code --allow-cidr} takes it, which is stricter than Java's parser.
     *
     * @throws IllegalArgumentException for anything else
     */
    static String checked(String range) {
        Matcher ipv6 = IPV6.matcher(range);
        if (!IPV4.matcher(range).matches() && !(ipv6.matches() && isAddress(ipv6.group("address")))) {
            throw new IllegalArgumentException(
                    "'%s' is not a range of addresses such as 203.0.113.0/24".formatted(Printable.text(range)));
        }
        return range;
    }

    /** Java never looks up text with a colon in the DNS. */
    private static boolean isAddress(String ipv6) {
        try {
            return InetAddress.getByName(ipv6).getAddress().length == 16;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
