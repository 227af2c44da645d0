package net.korax.ams.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import net.korax.ams.persistence.Store;

/** Which version of its tables this product was made for, by store. */
final class Schema {

    private static final String VERSIONS = "/db/versions.properties";

    private Schema() {}

    /** The number of the last migration that the product knows. */
    static int known(Store store) {
        try (InputStream in = Schema.class.getResourceAsStream(VERSIONS)) {
            Properties versions = new Properties();
            versions.load(in);
            return Integer.parseInt(versions.getProperty(store.label()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException with a sentence that says what to do, when the tables are of another version */
    static void require(Store store, int found) {
        int known = known(store);
        if (found < known) {
            throw new IllegalStateException(store.database() + " has the tables of version " + found
                    + ", and this product those of version " + known
                    + "; stop the other servers and bring it up to date with ./ams migrate.");
        }
        if (found > known) {
            throw new IllegalStateException(store.database() + " has the tables of version " + found
                    + ", which this product does not know; start the newer one, or put the backup from before back.");
        }
    }
}
