package net.korax.ams.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Runs a script written for psql: variables as {@code :'name'}, {@code \connect}, a statement up to the semicolon at a line's end. */
final class SqlScript {

    private final String text;
    private final Map<String, String> variables;

    private SqlScript(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    static SqlScript resource(String path, Map<String, String> variables) throws IOException {
        try (InputStream in = SqlScript.class.getResourceAsStream(path)) {
            return new SqlScript(new String(in.readAllBytes(), StandardCharsets.UTF_8), variables);
        }
    }

    void run() throws SQLException {
        Connection connection = Stores.connect("postgres", Stores.SUPERUSER);
        try {
            StringBuilder statement = new StringBuilder();
            for (String line : text.lines().toList()) {
                if (line.startsWith("\\connect ")) {
                    connection.close();
                    connection =
                            Stores.connect(line.substring("\\connect ".length()).strip(), Stores.SUPERUSER);
                } else if (!line.startsWith("--") && !line.startsWith("\\")) {
                    statement.append(line).append('\n');
                    if (line.stripTrailing().endsWith(";")) {
                        execute(connection, statement.toString());
                        statement.setLength(0);
                    }
                }
            }
        } finally {
            connection.close();
        }
    }

    private void execute(Connection connection, String sql) throws SQLException {
        String filled = sql;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace(":'" + variable.getKey() + "'", "'" + variable.getValue() + "'");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(filled);
        }
    }
}
