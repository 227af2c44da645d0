package net.korax.ams.web.login;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Networks of IPv4 and IPv6, written as {@code 10.0.0.0/8} (RFC 4632) or {@code fd00::/8} (RFC 4291); an address alone is a network of
 * one. Literals are all that is read: a name is refused and never looked up.
 */
final class Networks {

    private static final int BYTE = 8;

    private final List<Network> networks;

    private Networks(Collection<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * @param setting its name, for the refusal
     * @param text networks with commas between them; may be empty
     * @throws IllegalStateException with one sentence that names the setting and what is wrong in it
     */
    static Networks of(String setting, String text) {
        return new Networks(Stream.of(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> Network.of(part)
                        .orElseThrow(() -> new IllegalStateException("The setting " + setting
                                + " has to list networks such as 10.0.0.0/8 or fd00::/8 with commas between them, and \""
                                + part + "\" is none.")))
                .toList());
    }

    /** False for whatever is no literal of an address, null included. */
    boolean contains(String address) {
        return literal(address)
                .filter(bytes -> networks.stream().anyMatch(network -> network.contains(bytes)))
                .isPresent();
    }

    /** Its bytes, 4 or 16; IPv4 within IPv6 (RFC 4291 2.5.5.2) counts as IPv4, and the name of an interface is no part of it. */
    static Optional<byte[]> literal(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (!text.contains(":")) {
            return fourBytes(text);
        }
        try {
            // In brackets it can be nothing but a literal.
            String bare = text.replaceFirst("%[A-Za-z0-9._-]+$", "");
            return bare.matches("[0-9A-Fa-f:.]+")
                    ? Optional.of(InetAddress.getByName("[" + bare + "]").getAddress())
                    : Optional.empty();
        } catch (UnknownHostException noLiteral) {
            return Optional.empty();
        }
    }

    /** Four numbers from 0 to 255 without leading zeros, which some read as octal. */
    private static Optional<byte[]> fourBytes(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4 || !Stream.of(numbers).allMatch(number -> number.matches("0|[1-9][0-9]{0,2}"))) {
            return Optional.empty();
        }
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int number = Integer.parseInt(numbers[i]);
            if (number > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) number;
        }
        return Optional.of(bytes);
    }

    /** An address whose first {@code prefix} bits count; the others are zero. */
    private record Network(byte[] address, int prefix) {

        /** Empty for what is none, and where bits stand beyond the prefix, since then something else was meant. */
        static Optional<Network> of(String text) {
            String[] parts = text.split("/", -1);
            return literal(parts[0]).flatMap(address -> {
                int all = address.length * BYTE;
                String bits = parts.length == 1 ? Integer.toString(all) : parts[1];
                if (parts.length > 2 || !bits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(bits) > all) {
                    return Optional.empty();
                }
                int prefix = Integer.parseInt(bits);
                return Optional.of(new Network(address, prefix))
                        .filter(network -> Arrays.equals(address, start(address, prefix)));
            });
        }

        boolean contains(byte[] other) {
            return other.length == address.length && Arrays.equals(address, start(other, prefix));
        }

        private static byte[] start(byte[] address, int prefix) {
            byte[] start = new byte[address.length];
            for (int i = 0; i < address.length; i++) {
                int counting = Math.max(0, Math.min(BYTE, prefix - i * BYTE));
                start[i] = (byte) (address[i] & 0xff << BYTE - counting);
            }
            return start;
        }
    }
}
