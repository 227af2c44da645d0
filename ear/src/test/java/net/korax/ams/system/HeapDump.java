package net.korax.ams.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a Java process holds in memory: all objects that something still reaches, as a file to search. */
record HeapDump(Path file) implements AutoCloseable {

    private static final int BLOCK = 1 << 20;
    private static final int PATIENCE = 180;
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

    /** Waits until no more threads of this name are left than so many. */
    static void awaitFewThreads(ProcessHandle process, String name, int few) throws InterruptedException {
        for (int second = 0; second < PATIENCE; second++) {
            if (ask(process, "Thread.print").split('"' + name, -1).length - 1 <= few) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("idle threads do not end");
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
     * How often each of the texts (ASCII) is there, as bytes, in Latin-1 or UTF-16, digits also one a byte by their value; what is not
     * there is left out.
     */
    Map<String, Integer> count(List<String> texts) {
        Map<Integer, List<Wanted>> byStart = new HashMap<>();
        int longest = 0;
        for (String text : texts) {
            for (Wanted wanted : Wanted.of(text)) {
                byStart.computeIfAbsent(start(wanted.bytes(), 0), any -> new ArrayList<>())
                        .add(wanted);
                longest = Math.max(longest, wanted.bytes().length);
            }
        }
        Map<String, Integer> found = new TreeMap<>();
        byte[] block = new byte[BLOCK + longest];
        try (InputStream in = Files.newInputStream(file)) {
            int end = in.readNBytes(block, 0, block.length);
            while (end >= longest) {
                int searched = end < block.length ? end - 1 : end - longest;
                count(block, searched, byStart, found);
                System.arraycopy(block, searched, block, 0, end - searched);
                int read = in.readNBytes(block, end - searched, searched);
                end = read == 0 ? 0 : end - searched + read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void count(
            byte[] block, int searched, Map<Integer, List<Wanted>> byStart, Map<String, Integer> found) {
        boolean[] starts = new boolean[1 << 16];
        byStart.keySet().forEach(start -> starts[start] = true);
        for (int at = 0; at < searched; at++) {
            int start = start(block, at);
            if (starts[start]) {
                for (Wanted wanted : byStart.get(start)) {
                    if (wanted.isAt(block, at)) {
                        found.merge(wanted.text(), 1, Integer::sum);
                    }
                }
            }
        }
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

        boolean isAt(byte[] block, int at) {
            int end = at + bytes.length;
            return end <= block.length && Arrays.equals(block, at, end, bytes, 0, bytes.length);
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
