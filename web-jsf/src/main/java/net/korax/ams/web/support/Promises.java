package net.korax.ams.web.support;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.IntStream;

/** The promises of the privacy statement as a list of their ids; their texts stand in {@code messages-public}. */
@Named
@ApplicationScoped
public class Promises {

    private static final int COUNT = 22;

    private static final List<String> IDS = IntStream.rangeClosed(1, COUNT)
            .mapToObj(number -> String.format(java.util.Locale.ROOT, "P%02d", number))
            .toList();

    /** P01 to P22, in the order of the statement. */
    public List<String> getIds() {
        return IDS;
    }
}
