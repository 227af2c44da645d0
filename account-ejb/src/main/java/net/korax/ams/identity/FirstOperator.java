package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.shared.Configuration;

/**
 * The way in for the first operator of a house where nobody works yet: a token that whoever runs the server has written to a file. It is
 * looked at while there is no member of staff, and never again.
 */
@Dependent
class FirstOperator {

    private static final String FILE = "ams.first-operator-token-file";
    private static final int SHORTEST = 32;
    private static final int LONGEST = 100;
    private static final Logger LOG = Logger.getLogger(FirstOperator.class.getName());

    @Inject
    private UserRepository users;

    @Transactional
    boolean has(String token) {
        String expected = users.hasStaff() ? "" : read();
        return expected.length() >= SHORTEST
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the file away, if this server may; it opens nothing any more anyhow. */
    void forget() {
        Configuration.get(FILE).map(Path::of).ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException notOurs) {
                LOG.log(Level.INFO, "The file of {0} is of no use any more; remove it.", FILE);
            }
        });
    }

    private static String read() {
        Path file = Configuration.get(FILE).map(Path::of).orElse(null);
        if (file == null) {
            return "";
        }
        try {
            String token = Files.readString(file).strip();
            if (token.length() < SHORTEST || token.length() > LONGEST) {
                LOG.log(Level.WARNING, "The token in the file of {0} has to be 32 to 100 signs long.", FILE);
                return "";
            }
            return token;
        } catch (IOException unreadable) {
            LOG.log(Level.WARNING, "The file of {0} cannot be read: {1}", new Object[] {
                FILE, unreadable.getClass().getSimpleName()
            });
            return "";
        }
    }
}
