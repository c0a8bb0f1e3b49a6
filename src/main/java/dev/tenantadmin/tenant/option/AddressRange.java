package dev.tenantadmin.tenant.option;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of addresses such as {@code 203.0.113.0/24}.
 *
 * @param width of an address in bits: 32 or 128
 * @param prefix how many bits all its addresses have in common
 */
public record AddressRange(BigInteger address, int width, int prefix) {

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
