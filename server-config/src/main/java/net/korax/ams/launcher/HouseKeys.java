package net.korax.ams.launcher;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;

/** Makes the key store of a house that another server runs, and a file with its password, to be kept on another medium. */
final class HouseKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private HouseKeys() {}

    /** @param options the new key store, the new file of its password, the environment */
    static void make(String[] options, PrintStream out) {
        if (options.length != 3) {
            throw new Failure("Say where, and for what: ./ams house-keys FILE PASSWORD-FILE ENVIRONMENT.");
        }
        Path file = Path.of(options[0]).toAbsolutePath().normalize();
        Path passwordFile = Path.of(options[1]).toAbsolutePath().normalize();
        for (Path path : List.of(file, passwordFile)) {
            if (Files.exists(path)) {
                throw new Failure("The file " + path + " exists and stays.");
            }
        }
        byte[] bits = new byte[24];
        RANDOM.nextBytes(bits);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        try {
            KeyStores.createPkcs12(file, password.toCharArray(), options[2], KeyDomain.values());
        } catch (IllegalStateException refused) {
            throw new Failure(refused.getMessage(), refused);
        }
        Secrets.writePrivately(passwordFile, password);
        out.println("The keys are in " + file + ", their password is in " + passwordFile + ".");
    }
}
