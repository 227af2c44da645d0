package net.korax.ams.card;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.YearMonth;

/** Keeps an expiry as {@code YYYY-MM}. */
@Converter
public class ExpiryConverter implements AttributeConverter<Expiry, String> {

    @Override
    public String convertToDatabaseColumn(Expiry expiry) {
        return expiry == null ? null : expiry.month().toString();
    }

    @Override
    public Expiry convertToEntityAttribute(String column) {
        return column == null ? null : new Expiry(YearMonth.parse(column));
    }
}
