package net.korax.ams.web.customer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.korax.ams.export.Copy;
import net.korax.ams.export.DataExport;
import net.korax.ams.export.ExportService;
import net.korax.ams.retention.Rule;
import net.korax.ams.shared.Time;
import net.korax.ams.web.support.DataSheet;
import net.korax.ams.web.support.Formats;
import org.omnifaces.util.Faces;

/** The copy of one's own data on the page “My data”: asked for, watched while it is built, downloaded once (P08). */
@Named("customerCopy")
@RequestScoped
public class OwnCopy {

    @Inject
    private ExportService exports;

    private DataExport copy;
    private boolean looked;

    public void ask() {
        copy = exports.ask();
        looked = true;
    }

    /** Hands out what was built, as JSON and as PDF in one file. From its first byte on nobody gets it again. */
    public void download() {
        exports.take(
                copy -> Faces.sendFile("data-" + Time.today(ZoneOffset.UTC) + ".zip", true, out -> pack(copy, out)));
    }

    private static void pack(Copy taken, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry("data.json"));
        try (InputStream json = taken.json()) {
            json.transferTo(zip);
        }
        zip.putNextEntry(new ZipEntry("data.pdf"));
        try (InputStream json = taken.json()) {
            DataSheet.write(json, taken.askedAt(), Faces.getLocale(), zip);
        }
        zip.finish();
    }

    /** NONE, or what became of the copy that was asked for last. */
    public String getState() {
        return get() == null ? "NONE" : get().getState().name();
    }

    /** What was asked for last; null when nothing was. */
    public DataExport get() {
        if (!looked) {
            copy = exports.mine().orElse(null);
            looked = true;
        }
        return copy;
    }

    /** The day on which a copy that nobody downloads is destroyed. */
    public String getUntil() {
        Instant end = get().getAskedAt().plus(Duration.ofDays(Rule.DATA_COPIES.days()));
        return Formats.day(end.atOffset(ZoneOffset.UTC).toLocalDate());
    }
}
