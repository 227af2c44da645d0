package net.korax.ams.web.staff;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookReason;

/** Why a member of staff looks at something personal, as it is chosen and typed. */
public final class LookForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private LookReason reason;
    private String note;

    /** @throws net.korax.ams.shared.InvalidValue {@code look-reason.required}, {@code note.*} */
    LookGround ground() {
        return LookGround.of(reason, note);
    }

    /** Every reason but a request, which nobody chooses. */
    public List<LookReason> getReasons() {
        return Arrays.stream(LookReason.values())
                .filter(any -> any != LookReason.REQUEST)
                .toList();
    }

    public LookReason getReason() {
        return reason;
    }

    public void setReason(LookReason reason) {
        this.reason = reason;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }
}
