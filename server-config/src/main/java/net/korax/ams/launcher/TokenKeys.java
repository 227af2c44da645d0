package net.korax.ams.launcher;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;

/** Makes what is missing of the first keys in a PKCS#11 token. The PIN is typed and kept nowhere. */
final class TokenKeys {

    private TokenKeys() {}

    /** @param options the configuration of the token, and the environment unless it is the demonstration's */
    static void make(String[] options, PrintStream out) {
        if (options.length < 1 || options.length > 2) {
            throw new Failure("Say which token: ./ams token-keys CONFIG [ENVIRONMENT].");
        }
        Path config = Path.of(options[0]).toAbsolutePath();
        if (!Files.isReadable(config)) {
            throw new Failure("The configuration " + config + " is not there or may not be read.");
        }
        char[] pin = pin();
        try {
            List<String> made = KeyStores.fillPkcs11(
                    config, pin, options.length == 2 ? options[1] : RunningAms.ENVIRONMENT, KeyDomain.values());
            made.forEach(name -> out.println("made  " + name));
            out.println(made.isEmpty() ? "The token has all keys already." : "The token has all keys now.");
        } catch (IllegalStateException refused) {
            throw new Failure(refused.getMessage(), refused);
        } finally {
            Arrays.fill(pin, '0');
        }
    }

    private static char[] pin() {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("PIN of the token: ");
        if (typed == null || typed.length == 0) {
            throw new Failure("The PIN is typed at a terminal, and kept nowhere.");
        }
        return typed;
    }
}
