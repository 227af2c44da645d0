package net.korax.ams.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import net.korax.ams.vault.KeyComponent;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;

/**
 * Makes the store of the cards' keys for split custody. Its password is written nowhere: the two components that give it are shown,
 * one after the other, each to the custodian who sits before the screen then.
 */
final class CustodyKeys {

    private static final String CLEAR = "\u001b[2J\u001b[3J\u001b[H";

    private CustodyKeys() {}

    /** @param options the new file, and the environment unless it is the demonstration's */
    static void make(String[] options, PrintStream out) {
        if (options.length < 1 || options.length > 2) {
            throw new Failure("Say where: ./ams custody-keys FILE [ENVIRONMENT].");
        }
        Path file = Path.of(options[0]).toAbsolutePath();
        try (KeyComponent first = KeyComponent.random();
                KeyComponent second = KeyComponent.random()) {
            char[] password = first.with(second);
            KeyStores.createPkcs12(
                    file, password, options.length == 2 ? options[1] : RunningAms.ENVIRONMENT, KeyDomain.CUSTODY);
            Arrays.fill(password, '0');
            show(first, "first", out);
            show(second, "second", out);
            out.println("The store is " + file
                    + ". Set AMS_CUSTODY_KEYSTORE_PATH to it; it opens with both components alone.");
        } catch (IllegalStateException refused) {
            throw new Failure(refused.getMessage(), refused);
        }
    }

    private static void show(KeyComponent component, String which, PrintStream out) {
        out.println("For the " + which + " custodian alone. Write it down, check it, then press Enter:");
        out.println();
        out.println("  " + component.written());
        out.println();
        try {
            int sign = System.in.read();
            while (sign >= 0 && sign != '\n') {
                sign = System.in.read();
            }
        } catch (IOException gone) {
            throw new Failure("Nobody is at the keyboard.", gone);
        }
        out.print(CLEAR);
    }
}
