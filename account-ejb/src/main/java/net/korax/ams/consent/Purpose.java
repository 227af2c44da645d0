package net.korax.ams.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.Time;

/**
 * What one recipient outside would get classes of data for (P01), in both languages. Defined by an operator and never changed, because
 * what a customer consented to would then not be what he has read; it can be ended, and another defined.
 */
@Entity
@Table(name = "purpose")
public class Purpose {

    @Id
    private UUID id;

    private String recipient;

    @Column(name = "name_en")
    private String nameEn;

    @Column(name = "name_fr")
    private String nameFr;

    @Column(name = "text_en")
    private String textEn;

    @Column(name = "text_fr")
    private String textFr;

    private String data;

    @Column(name = "defined_at")
    private Instant definedAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Version
    private long version;

    protected Purpose() {}

    Purpose(String recipient, PurposeText english, PurposeText french, Set<DataClass> data) {
        this.id = UUID.randomUUID();
        this.recipient = recipient;
        this.nameEn = english.name();
        this.textEn = english.text();
        this.nameFr = french.name();
        this.textFr = french.text();
        this.data = DataClass.write(data);
        this.definedAt = Time.now();
    }

    /** The name of a recipient as it may be typed. */
    public static String readRecipient(String typed) {
        return FreeText.name(typed, 80, "recipient");
    }

    void end() {
        if (isOpen()) {
            endedAt = Time.now();
        }
    }

    /** Whether consents are given to it and data go out under it. */
    public boolean isOpen() {
        return endedAt == null;
    }

    public UUID getId() {
        return id;
    }

    /** Who gets the data; a company, in its own spelling. */
    public String getRecipient() {
        return recipient;
    }

    /** The name in a language: {@code fr}, and English for every other. */
    public String name(String language) {
        return text(language).name();
    }

    public PurposeText text(String language) {
        return "fr".equals(language) ? new PurposeText(nameFr, textFr) : new PurposeText(nameEn, textEn);
    }

    public PurposeText getEnglish() {
        return text("en");
    }

    public PurposeText getFrench() {
        return text("fr");
    }

    public Set<DataClass> getData() {
        return DataClass.read(data);
    }

    public Instant getDefinedAt() {
        return definedAt;
    }

    /** Null as long as it goes on. */
    public Instant getEndedAt() {
        return endedAt;
    }
}
