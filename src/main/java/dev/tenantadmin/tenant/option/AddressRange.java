package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses such as {@code 203.0.113.0/24}.
 *
 * @param width of an address in bits: 32 or 128
 * @param prefix how many bits all its addresses have in common
 */
public record AddressRange(BigInteger address, int width, int prefix) {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "/(3[0-2]|[12]?\\d)");
    private static final Pattern IPV6 =
            Pattern.compile("(?<address>[0-9a-f:]*:[0-9a-f:]*)/(12[0-8]|1[01]\\d|[1-9]?\\d)");

    /**
     * Lets pass what {@code --allow-cidr} takes, which is narrower than what Java takes for an address.
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

    /** Text with a colon is never looked up by name. */
    private static boolean isAddress(String ipv6) {
        try {
            return InetAddress.getByName(ipv6).getAddress().length == 16;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Reads what {@code --allow-cidr} takes; a text of digits and colons is never looked up by name. */
    public static AddressRange of(String range) {
        String[] parts = range.split("/", 2);
        try {
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            int width = Byte.SIZE * address.length;
            return new AddressRange(
                    new BigInteger(1, address), width, parts.length > 1 ? Integer.parseInt(parts[1]) : width);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'%s' is not a range of addresses".formatted(range), e);
        }
    }

    /** Whether it holds all addresses of the other. */
    public boolean contains(AddressRange other) {
        return width == other.width
                && other.prefix >= prefix
                && network().equals(other.address.shiftRight(width - prefix));
    }

    private BigInteger network() {
        return address.shiftRight(width - prefix);
    }

    /** The nearest address beyond, which a range one bit wider would hold; none if the range holds all. */
    public Optional<AddressRange> beyond() {
        return prefix == 0
                ? Optional.empty()
                : Optional.of(new AddressRange(address.flipBit(width - prefix), width, width));
    }

    /** Its address without the prefix. */
    public String text() {
        byte[] bytes = new byte[width / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = address.shiftRight(Byte.SIZE * (bytes.length - 1 - i)).byteValue();
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
