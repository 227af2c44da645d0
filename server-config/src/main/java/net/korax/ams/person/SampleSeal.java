package net.korax.ams.person;

import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.WrappedDek;

/** Keys and search tokens of sample people. */
public final class SampleSeal {

    private SampleSeal() {}

    /** Makes the key of an account, and opens it; to be closed. */
    public static PersonSeal.Opened begin(UUID accountId, Consumer<Object> rows) {
        WrappedDek dek = Keys.house().newDek(accountId);
        rows.accept(new PersonKey(dek));
        return new PersonSeal.Opened(Keys.house().unwrap(dek));
    }

    /** Gives each token by which a holder is found, with the holder's id. */
    public static void tokens(UUID accountId, HolderName name, BiConsumer<UUID, byte[]> tokens) {
        SearchIndex.tokens(name.value()).forEach(token -> tokens.accept(accountId, token));
    }

    /** Gives the token by which a contact is found. */
    public static void token(UUID contact, EmailAddress email, BiConsumer<UUID, byte[]> tokens) {
        tokens.accept(contact, SearchIndex.token(email));
    }
}
