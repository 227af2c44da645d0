package net.korax.ams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a Java process holds in memory: all objects that something still reaches, as a file to search. */
record HeapDump(Path file) implements AutoCloseable {

    /**
     * In bytes: what each thread of Grizzly keeps for what it reads and writes (its HeapMemoryManager), and what it keeps in place of that, at
     * times, for what comes in over TLS, twice the JDK's largest packet (SSLUtils.allocateInputBuffer).
     */
    private static final Set<Integer> NETWORK_BUFFERS = Set.of(128 * 1024, 2 * 16_709);

    private static final int AROUND = 80;

    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    /** Asks the process for its live objects; it collects its garbage first. */
    static HeapDump of(ProcessHandle process, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String said = ask(process, "GC.heap_dump", file.toString());
        if (!Files.exists(file)) {
            throw new AssertionError("no heap dump: " + said);
        }
        return new HeapDump(file);
    }

    private static String ask(ProcessHandle process, String... question) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        command.addAll(List.of(question));
        try {
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!jcmd.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("no answer: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Where each of the texts (ASCII) stands in an array of bytes or characters, in Latin-1 or UTF-16, digits also one a byte by
     * their value; what is not there is left out. The buffers of the HTTP layer are passed over: they hold the bytes of a request until
     * another one overwrites them, or the thread ends (docs/keys.md). What is found is held by something of ours: a session, a view, a
     * bean, a cache.
     */
    Map<String, List<String>> places(List<String> texts) {
        Map<Integer, List<Wanted>> byStart = new HashMap<>();
        for (String text : texts) {
            for (Wanted wanted : Wanted.of(text)) {
                byStart.computeIfAbsent(start(wanted.bytes(), 0), any -> new ArrayList<>())
                        .add(wanted);
            }
        }
        BitSet starts = new BitSet(1 << 16);
        byStart.keySet().forEach(starts::set);
        Map<String, List<String>> found = new TreeMap<>();
        try (HeapArrays arrays = new HeapArrays(file)) {
            for (byte[] array = arrays.next(); array != null; array = arrays.next()) {
                if (!NETWORK_BUFFERS.contains(array.length)) {
                    search(array, starts, byStart, found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void search(
            byte[] array, BitSet starts, Map<Integer, List<Wanted>> byStart, Map<String, List<String>> found) {
        for (int at = 0; at < array.length - 1; at++) {
            int start = start(array, at);
            if (starts.get(start)) {
                for (Wanted wanted : byStart.get(start)) {
                    if (wanted.isIn(array, at)) {
                        found.computeIfAbsent(wanted.text(), any -> new ArrayList<>())
                                .add(place(array, at, wanted.bytes().length));
                    }
                }
            }
        }
    }

    /** Which array that is: how long, and what stands around. */
    private static String place(byte[] array, int at, int length) {
        int from = Math.max(0, at - AROUND);
        int end = Math.min(array.length, at + length + AROUND);
        String around = new String(array, from, end - from, StandardCharsets.ISO_8859_1);
        return "at " + at + " of " + array.length + ": " + around.replaceAll("[^ -~]", "?");
    }

    /** The first two bytes as one number. */
    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
    }

    /** A text in one of its encodings. */
    private record Wanted(String text, byte[] bytes) {

        static List<Wanted> of(String text) {
            List<Wanted> forms = new ArrayList<>();
            CHARSETS.forEach(charset -> forms.add(new Wanted(text, text.getBytes(charset))));
            if (text.matches("[0-9]+")) {
                byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1);
                for (int at = 0; at < digits.length; at++) {
                    digits[at] -= '0';
                }
                forms.add(new Wanted(text, digits));
            }
            return forms;
        }

        boolean isIn(byte[] array, int at) {
            int end = at + bytes.length;
            return end <= array.length && Arrays.equals(array, at, end, bytes, 0, bytes.length);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
