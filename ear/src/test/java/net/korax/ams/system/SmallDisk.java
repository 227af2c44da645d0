package net.korax.ams.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder with a disk of its own (a tmpfs), which can be filled to its last byte. Where nothing can be mounted the test is passed over. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        ballast = folder.resolve("ballast");
    }

    /** @param size as mount takes it, such as {@code 64m} */
    static SmallDisk at(Path folder, String size) throws IOException {
        Files.createDirectories(folder);
        int code = run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=700", "tmpfs", folder.toString());
        assumeTrue(code == 0, "No disk can be mounted here; run the tests as root.");
        return new SmallDisk(folder);
    }

    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (byte[] piece = new byte[1 << 20]; piece.length > 0; ) {
                try {
                    out.write(piece);
                } catch (IOException full) {
                    piece = new byte[piece.length / 2];
                }
            }
        }
    }

    void empty() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
