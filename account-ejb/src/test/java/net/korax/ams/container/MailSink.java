package net.korax.ams.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server that puts every mail into a folder, one file each, and its envelope, the commands before it, beside it. It takes all
 * but those to mailboxes that do not exist: they have a file named after them in the folder {@code unknown}. Those with a file in the
 * folder {@code busy} are told to come again.
 */
final class MailSink {

    private static final Pattern RECIPIENT = Pattern.compile("(?i)^RCPT TO:<([^>/]+)>");

    private final ServerSocket socket;
    private final Path folder;
    private final AtomicInteger taken = new AtomicInteger();

    private MailSink(ServerSocket socket, Path folder) {
        this.socket = socket;
        this.folder = folder;
    }

    static MailSink open(Path folder) throws IOException {
        Files.createDirectories(folder);
        MailSink sink = new MailSink(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), folder);
        Thread listening = new Thread(sink::listen, "mail-sink");
        listening.setDaemon(true);
        listening.start();
        return sink;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread talk = new Thread(() -> talk(client), "mail-sink-client");
                talk.setDaemon(true);
                talk.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(client.getOutputStream(), false, StandardCharsets.UTF_8)) {
            say(out, "220 sink");
            StringBuilder envelope = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                envelope.append(line).append('\n');
                if (isFor("unknown", line)) {
                    say(out, "550 5.1.1 no such mailbox");
                } else if (isFor("busy", line)) {
                    say(out, "451 4.3.0 come again");
                } else if (line.equalsIgnoreCase("DATA")) {
                    say(out, "354 go on");
                    keep(in, envelope);
                    say(out, "250 taken");
                } else if (line.equalsIgnoreCase("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 sink");
                }
            }
        } catch (IOException gone) {
            // the client left in the middle of a mail; it will come back with it
        }
    }

    private boolean isFor(String kind, String line) {
        Matcher recipient = RECIPIENT.matcher(line);
        return recipient.find() && Files.exists(folder.resolve(kind).resolve(recipient.group(1)));
    }

    private void keep(BufferedReader in, CharSequence envelope) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        int number = taken.incrementAndGet();
        Files.writeString(folder.resolve(number + ".envelope"), envelope);
        Files.writeString(folder.resolve(number + ".eml"), mail);
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }
}
