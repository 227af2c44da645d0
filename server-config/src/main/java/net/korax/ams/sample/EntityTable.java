package net.korax.ams.sample;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** How entities of a class become rows, read from their mapping; collections of values become rows of a table of their own. */
final class EntityTable {

    /** Gives the value of one column. */
    @FunctionalInterface
    private interface Reading {
        Object of(Object entity) throws ReflectiveOperationException;
    }

    private record Cell(String column, Reading reading) {}

    private record Values(String table, String owner, String value, Field field) {}

    private final String name;
    private final Field id;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Values> collections = new ArrayList<>();

    EntityTable(Class<?> entity) {
        this.name = entity.getAnnotation(Table.class).name();
        this.id = read(entity);
    }

    /** Adds the row of an entity, and those of its collections. */
    void add(Object entity, Rows rows) {
        try {
            Object[] row = new Object[cells.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = cells.get(i).reading().of(entity);
            }
            rows.add(name, columns(), row);
            for (Values values : collections) {
                for (Object value : (Collection<?>) values.field().get(entity)) {
                    rows.add(values.table(), values.owner() + ", " + values.value(), id.get(entity), value);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private String columns() {
        return cells.stream().map(Cell::column).collect(Collectors.joining(", "));
    }

    private Field read(Class<?> entity) {
        Deque<Class<?>> lineage = new ArrayDeque<>();
        for (Class<?> each = entity; each != Object.class; each = each.getSuperclass()) {
            lineage.push(each);
        }
        Field found = null;
        for (Class<?> each : lineage) {
            for (Field field : stored(each)) {
                if (field.isAnnotationPresent(Id.class)) {
                    found = field;
                }
                add(field);
            }
        }
        return found;
    }

    private void add(Field field) {
        if (field.isAnnotationPresent(ElementCollection.class)) {
            CollectionTable table = field.getAnnotation(CollectionTable.class);
            collections.add(new Values(table.name(), table.joinColumns()[0].name(), column(field), field));
        } else if (field.isAnnotationPresent(Embedded.class)) {
            for (Field part : stored(field.getType())) {
                cells.add(new Cell(column(part), entity -> {
                    Object whole = field.get(entity);
                    return whole == null ? null : part.get(whole);
                }));
            }
        } else {
            cells.add(new Cell(column(field), reading(field)));
        }
    }

    private static Reading reading(Field field) {
        Convert convert = field.getAnnotation(Convert.class);
        if (convert == null) {
            return field::get;
        }
        try {
            @SuppressWarnings("unchecked")
            AttributeConverter<Object, Object> converter = (AttributeConverter<Object, Object>)
                    convert.converter().getDeclaredConstructor().newInstance();
            return entity -> converter.convertToDatabaseColumn(field.get(entity));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Field> stored(Class<?> mapped) {
        List<Field> fields = new ArrayList<>();
        for (Field field : mapped.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !field.isAnnotationPresent(Transient.class)
                    && !field.isAnnotationPresent(OneToMany.class)) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    private static String column(Field field) {
        Column column = field.getAnnotation(Column.class);
        return column == null || column.name().isEmpty() ? field.getName() : column.name();
    }
}
