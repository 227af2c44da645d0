package net.korax.ams.person;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Finds accounts by what is sealed: exact e-mail address, and words or beginnings of words (three letters or more) of the
 * holder's name. What is stored are keyed tokens; whoever reads the table without the key learns only how often tokens repeat.
 */
@Dependent
public class SearchIndex {

    private static final int SHORTEST_PREFIX = 3;
    private static final int LONGEST_PREFIX = 12;
    private static final int MOST_WORDS = 6;

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
        return find(List.of(token(email)));
    }

    /**
     * Accounts whose holder's name has all the words, each given in full or by its beginning; of more than six the longest count. At most
     * fifty.
     */
    public List<UUID> findByName(String typed) {
        List<byte[]> tokens = words(typed).stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .limit(MOST_WORDS)
                .map(word -> PersonSeal.index("name", word.substring(0, Math.min(word.length(), LONGEST_PREFIX))))
                .toList();
        return tokens.isEmpty() ? List.of() : find(tokens);
    }

    private void put(UUID accountId, UUID subject, byte[] token) {
        person.createNativeQuery("insert into search_token (token, account_id, subject_id) values (?1, ?2, ?3)"
                        + " on conflict do nothing")
                .setParameter(1, token)
                .setParameter(2, accountId)
                .setParameter(3, subject)
                .executeUpdate();
    }

    /** By what has all the tokens: each is a range of the primary key, in the same order, so that they are merged as they are read. */
    @SuppressWarnings("unchecked")
    private List<UUID> find(List<byte[]> tokens) {
        StringBuilder sql = new StringBuilder("select distinct t1.account_id from search_token t1");
        for (int i = 2; i <= tokens.size(); i++) {
            sql.append(" join search_token t" + i + " on t" + i + ".token = ?" + i + " and t" + i
                    + ".account_id = t1.account_id and t" + i + ".subject_id = t1.subject_id");
        }
        Query query = person.createNativeQuery(sql + " where t1.token = ?1 limit 50");
        for (int i = 1; i <= tokens.size(); i++) {
            query.setParameter(i, tokens.get(i - 1));
        }
        return query.getResultList();
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
