package net.korax.ams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The token with which the first operator of an empty house enrols: 256 random bits in a file that its owner alone can read. */
final class FirstOperatorToken {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    FirstOperatorToken(Path home) {
        this.file = home.resolve("first-operator.token");
    }

    Path file() {
        return file;
    }

    /** Writes one if there is none while nobody works here, and takes it away as soon as somebody does. */
    Optional<Path> keep(boolean staffIsThere) {
        if (staffIsThere) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new Failure("The file " + file + " cannot be removed: " + Secrets.reason(e) + ".", e);
            }
            return Optional.empty();
        }
        if (!Files.exists(file)) {
            byte[] bits = new byte[32];
            RANDOM.nextBytes(bits);
            Secrets.writePrivately(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
        }
        return Optional.of(file);
    }
}
