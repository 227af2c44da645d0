package net.korax.ams.contact;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import net.korax.ams.shared.FreeText;

/** A role that contact persons may hold (P10). Billing and Technical are built in; the operator defines more. */
@Entity
@Table(name = "contact_role")
public class ContactRole {

    @Id
    private String code;

    @Column(name = "name_en")
    private String nameEn;

    @Column(name = "name_fr")
    private String nameFr;

    @Column(name = "built_in")
    private boolean builtIn;

    private int position;

    @Version
    private long version;

    protected ContactRole() {}

    ContactRole(String code, String nameEn, String nameFr, int position) {
        this.code = code;
        this.nameEn = nameEn;
        this.nameFr = nameFr;
        this.position = position;
    }

    /** The name of a role as it may be typed, in either language. */
    public static String readName(String typed) {
        return FreeText.of(typed, 40, "role.name");
    }

    void rename(String english, String french) {
        nameEn = english;
        nameFr = french;
    }

    public String getCode() {
        return code;
    }

    /** The role's name in a language: {@code fr}, and English for every other. */
    public String name(String language) {
        return "fr".equals(language) ? nameFr : nameEn;
    }

    public String getNameEn() {
        return nameEn;
    }

    public String getNameFr() {
        return nameFr;
    }

    public boolean isBuiltIn() {
        return builtIn;
    }

    int position() {
        return position;
    }
}
