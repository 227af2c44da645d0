package net.korax.ams.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where a cluster that runs is told what to do: a socket in its folder, which its owner alone can reach. A command is a line; the answer
 * is what becomes of it, line by line, and in the end {@code ok} or why not.
 */
final class ClusterDoor implements AutoCloseable {

    private static final String OK = "ok";
    private static final String FAILED = "failed: ";

    private final ServerSocketChannel channel;
    private final BiConsumer<String, Consumer<String>> commands;

    private ClusterDoor(ServerSocketChannel channel, BiConsumer<String, Consumer<String>> commands) {
        this.channel = channel;
        this.commands = commands;
    }

    /** @param commands one at a time, and whom to tell of it */
    static ClusterDoor open(Path home, BiConsumer<String, Consumer<String>> commands) {
        try {
            Path file = file(home);
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(file));
            ClusterDoor door = new ClusterDoor(channel, commands);
            Thread thread = new Thread(door::serve, "cluster-door");
            thread.setDaemon(true);
            thread.start();
            return door;
        } catch (IOException e) {
            throw new Failure("The cluster cannot be told anything: " + e.getMessage() + ".", e);
        }
    }

    private void serve() {
        while (channel.isOpen()) {
            try (SocketChannel caller = channel.accept();
                    BufferedReader in = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
                    PrintWriter out = new PrintWriter(Channels.newWriter(caller, StandardCharsets.UTF_8), true)) {
                try {
                    commands.accept(in.readLine(), out::println);
                    out.println(OK);
                } catch (RuntimeException e) {
                    out.println(FAILED + e.getMessage());
                }
            } catch (IOException closed) {
                // the next one, or the end
            }
        }
    }

    /**
     * Has the cluster of a folder do something.
     *
     * @throws Failure when there is none, or it says why not
     */
    static void ask(Path home, String command, Consumer<String> tell) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(file(home)));
            new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), true).println(command);
            BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(OK)) {
                    return;
                }
                if (line.startsWith(FAILED)) {
                    throw new Failure(line.substring(FAILED.length()));
                }
                tell.accept(line);
            }
            throw new Failure("The cluster in " + home + " ended over it.");
        } catch (IOException e) {
            throw new Failure("No cluster runs in " + home + "; start one with ./ams cluster.", e);
        }
    }

    private static Path file(Path home) {
        return home.resolve("run").resolve("cluster.sock");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure("The cluster's socket could not be closed.", e);
        }
    }
}
