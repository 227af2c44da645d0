package net.korax.ams.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.korax.ams.launcher.RunningAms;

/** What the databases take on the disk, with their indexes, for each account. */
final class Sizes {

    private static final int LARGEST = 4;

    private Sizes() {}

    static List<Figure> of(RunningAms house, int accounts) throws SQLException {
        List<Figure> sizes = new ArrayList<>();
        for (String store : List.of("core", "person", "vault")) {
            try (Connection connection = house.superuser(store);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select relname, pg_total_relation_size(oid),"
                            + " sum(pg_total_relation_size(oid)) over () from pg_class"
                            + " where relnamespace = 'ams'::regnamespace and relkind = 'r' order by 2 desc limit "
                            + LARGEST)) {
                List<String> tables = new ArrayList<>();
                long all = 0;
                while (rows.next()) {
                    tables.add(String.format(
                            java.util.Locale.ROOT, "%s %d", rows.getString(1), rows.getLong(2) / accounts));
                    all = rows.getLong(3);
                }
                sizes.add(Figure.of(
                        "Bytes an account, store " + store, "%d; %s", all / accounts, String.join(", ", tables)));
            }
        }
        return sizes;
    }
}
