package net.korax.ams.sample;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Rows of the tables of one store on their way there, in the binary form of PostgreSQL's {@code COPY}. */
final class Rows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final Map<String, Table> tables = new LinkedHashMap<>();

    private static final class Table {

        private final String columns;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        private final DataOutputStream out = new DataOutputStream(bytes);

        Table(String columns) throws IOException {
            this.columns = columns;
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
        }
    }

    /**
     * @param columns names with commas between
     * @param values of the columns' types; null for none
     */
    void add(String table, String columns, Object... values) {
        try {
            Table rows = tables.get(table);
            if (rows == null) {
                rows = new Table(columns);
                tables.put(table, rows);
            }
            rows.out.writeShort(values.length);
            for (Object value : values) {
                write(rows.out, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all rows into the store, in the transaction of the connection. */
    void copyTo(Connection store) throws SQLException {
        for (Map.Entry<String, Table> each : tables.entrySet()) {
            Table table = each.getValue();
            try {
                table.out.writeShort(-1);
                store.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy ams." + each.getKey() + " (" + table.columns + ") from stdin (format binary)",
                                new java.io.ByteArrayInputStream(table.bytes.toByteArray()),
                                1 << 16);
            } catch (IOException e) {
                throw new SQLException(e);
            }
        }
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else if (value instanceof byte[] bytes) {
            out.writeInt(bytes.length);
            out.write(bytes);
        } else if (value instanceof UUID id) {
            out.writeInt(16);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        } else if (value instanceof Instant moment) {
            out.writeInt(8);
            out.writeLong(ChronoUnit.MICROS.between(EPOCH, moment));
        } else if (value instanceof LocalDate day) {
            out.writeInt(4);
            out.writeInt((int) ChronoUnit.DAYS.between(LocalDate.of(2000, 1, 1), day));
        } else if (value instanceof Boolean truth) {
            out.writeInt(1);
            out.writeByte(truth ? 1 : 0);
        } else if (value instanceof Short number) {
            out.writeInt(2);
            out.writeShort(number);
        } else if (value instanceof Integer number) {
            out.writeInt(4);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeInt(8);
            out.writeLong(number);
        } else {
            byte[] text = (value instanceof Enum<?> constant ? constant.name() : value.toString())
                    .getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
    }
}
