package dev.tenantadmin.policy.language;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range of IP addresses, or a single address.
 *
 * @param start any address of the range
 * @param prefix the number of leading bits that all share
 * @param bits 32 or 128
 */
public record IpRange(BigInteger start, int prefix, int bits) {
    private static final int GROUPS = 8;

    /** Parses an IPv4 or IPv6 address, with or without a prefix; never a host name. */
    public static Optional<IpRange> parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            List<Integer> bytes = parts[0].contains(":") ? six(parts[0]) : four(parts[0]);
            int bits = bytes.size() * Byte.SIZE;
            int prefix = parts.length == 1 ? bits : number(parts[1], 10, bits);
            BigInteger start = BigInteger.ZERO;
            for (int one : bytes) {
                start = start.shiftLeft(Byte.SIZE).or(BigInteger.valueOf(one));
            }
            return parts.length > 2 ? Optional.empty() : Optional.of(new IpRange(start, prefix, bits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Parses a single address, without a prefix. */
    public static Optional<IpRange> parseAddress(String text) {
        return text.contains("/") ? Optional.empty() : parse(text);
    }

    private static int number(String text, int radix, int most) {
        if (!text.matches("[0-9a-fA-F]{1,4}") || Integer.parseInt(text, radix) > most) {
            throw new NumberFormatException(text);
        }
        return Integer.parseInt(text, radix);
    }

    private static List<Integer> four(String text) {
        List<Integer> bytes = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            bytes.add(number(part, 10, 255));
        }
        if (bytes.size() != 4) {
            throw new NumberFormatException(text);
        }
        return bytes;
    }

    private static List<Integer> six(String text) {
        int gap = text.indexOf("::");
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap));
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2));
        int missing = 2 * GROUPS - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 2) {
            throw new NumberFormatException(text);
        }
        List<Integer> bytes = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            bytes.add(0);
        }
        bytes.addAll(tail);
        return bytes;
    }

    private static List<Integer> groups(String text) {
        List<Integer> bytes = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String group : text.split(":", -1)) {
                if (group.contains(".")) {
                    bytes.addAll(four(group));
                } else {
                    int value = number(group, 16, 0xffff);
                    bytes.add(value >> Byte.SIZE);
                    bytes.add(value & 0xff);
                }
            }
        }
        return bytes;
    }

    /** Whether this contains a whole range or a single address; never for the other IP version. */
    public boolean contains(IpRange other) {
        int free = bits - prefix;
        return bits == other.bits
                && other.prefix >= prefix
                && start.shiftRight(free).equals(other.start.shiftRight(free));
    }

    /** The nearest address outside, which a range one bit wider would contain; empty if the range contains all addresses. */
    public Optional<IpRange> beyond() {
        return prefix == 0 ? Optional.empty() : Optional.of(new IpRange(start.flipBit(bits - prefix), bits, bits));
    }

    /** An address of the range, without the prefix length. */
    public String address() {
        byte[] bytes = new byte[bits / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = start.shiftRight(Byte.SIZE * (bytes.length - 1 - i)).byteValue();
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
