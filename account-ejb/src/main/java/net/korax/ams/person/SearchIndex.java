package net.korax.ams.person;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Finds accounts by what is sealed: exact e-mail address, and words or beginnings of words (three letters or more) of the
 * holder's name. What is stored are keyed tokens; whoever reads the table without the key learns only how often tokens repeat.
 */
@Dependent
public class SearchIndex {

    private static final int SHORTEST_PREFIX = 3;
    private static final int LONGEST_PREFIX = 12;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    public void indexEmail(UUID accountId, UUID subject, EmailAddress email) {
        put(accountId, subject, token(email));
    }

    public void indexName(UUID accountId, UUID subject, String name) {
        tokens(name).forEach(token -> put(accountId, subject, token));
    }

    /** By which an address is found. */
    static byte[] token(EmailAddress email) {
        return PersonSeal.index("email", email.key());
    }

    /** By which a name is found: each word, and each beginning of one. */
    static List<byte[]> tokens(String name) {
        List<String> beginnings = new ArrayList<>();
        for (String word : words(name)) {
            for (int length = SHORTEST_PREFIX; length <= Math.min(word.length(), LONGEST_PREFIX); length++) {
                beginnings.add(word.substring(0, length));
            }
            if (word.length() < SHORTEST_PREFIX || word.length() > LONGEST_PREFIX) {
                beginnings.add(word);
            }
        }
        return beginnings.stream()
                .distinct()
                .map(beginning -> PersonSeal.index("name", beginning))
                .toList();
    }

    /** Forgets all tokens of a subject. */
    public void forget(UUID accountId, UUID subject) {
        person.createNativeQuery("delete from search_token where account_id = ?1 and subject_id = ?2")
                .setParameter(1, accountId)
                .setParameter(2, subject)
                .executeUpdate();
    }

    /** Forgets all tokens of an account; the number forgotten. */
    public int forget(UUID accountId) {
        return person.createNativeQuery("delete from search_token where account_id = ?1")
                .setParameter(1, accountId)
                .executeUpdate();
    }

    public List<UUID> findByEmail(EmailAddress email) {
        return find(token(email));
    }

    /** Accounts whose holder's name has all the words, each given in full or by its beginning. */
    public List<UUID> findByName(String typed) {
        Set<UUID> found = null;
        for (String word : words(typed)) {
            String token = word.length() > LONGEST_PREFIX ? word.substring(0, LONGEST_PREFIX) : word;
            List<UUID> having = find(PersonSeal.index("name", token));
            if (found == null) {
                found = new LinkedHashSet<>(having);
            } else {
                found.retainAll(having);
            }
        }
        return found == null ? List.of() : List.copyOf(found);
    }

    private void put(UUID accountId, UUID subject, byte[] token) {
        person.createNativeQuery("insert into search_token (token, account_id, subject_id) values (?1, ?2, ?3)"
                        + " on conflict do nothing")
                .setParameter(1, token)
                .setParameter(2, accountId)
                .setParameter(3, subject)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private List<UUID> find(byte[] token) {
        return person.createNativeQuery("select distinct account_id from search_token where token = ?1 limit 50")
                .setParameter(1, token)
                .getResultList();
    }

    private static List<String> words(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
