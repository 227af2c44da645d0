package net.korax.ams.launcher;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that delivers nothing: every mail lands in a file, so that the mails of a demonstration can be read. */
final class MailSink implements AutoCloseable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final GreenMail server;

    private MailSink(GreenMail server) {
        this.server = server;
    }

    static MailSink start(int port, Path folder) {
        Ports.requireFree("127.0.0.1", port, "the mail sink", "AMS_SINK_PORT");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure("Mails cannot be kept in " + folder + ".", e);
        }
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10000);
        GreenMail server = new GreenMail(setup) {
            @Override
            protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
                return Map.of(setup.getProtocol(), new SmtpServer(setup, managers) {
                    @Override
                    protected void handleClientSocket(Socket client) throws SocketException {
                        // It answers in pieces, each of which would be held back for 40 ms.
                        client.setTcpNoDelay(true);
                        super.handleClientSocket(client);
                    }
                });
            }
        };
        GreenMailUser everybody = server.setUser("sink@localhost", "");
        AtomicInteger count = new AtomicInteger();
        server.getUserManager().setMessageDeliveryHandler((message, address) -> {
            String name = STAMP.format(Instant.now()) + "-" + String.format("%04d", count.incrementAndGet()) + ".eml";
            Path part = folder.resolve(name + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                readable(message.getMessage()).writeTo(out);
            } catch (IOException e) {
                throw new MessagingException("not kept", e);
            }
            try {
                Files.move(part, folder.resolve(name));
            } catch (IOException e) {
                throw new MessagingException("not kept", e);
            }
            return everybody;
        });
        server.start();
        return new MailSink(server);
    }

    /** The same mail with its text as it reads, not encoded for old relays, so that a link can be copied out of the file. */
    private static MimeMessage readable(MimeMessage sent) throws MessagingException, IOException {
        if (!(sent.getContent() instanceof String text)) {
            return sent;
        }
        MimeMessage readable = new MimeMessage(sent) {
            @Override
            protected void updateMessageID() {
                // it keeps its own
            }
        };
        readable.setText(text, StandardCharsets.UTF_8.name());
        readable.setHeader("Content-Transfer-Encoding", "8bit");
        readable.saveChanges();
        return readable;
    }

    @Override
    public void close() {
        server.stop();
    }
}
