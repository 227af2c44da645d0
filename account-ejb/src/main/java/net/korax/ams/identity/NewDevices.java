package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sign-ins of customers from kinds of browsers from which they never signed in before, until somebody has told them. */
@Dependent
public class NewDevices {

    /** One to tell of. */
    public record NewDevice(UUID user, UUID account, Device device, Instant at) {}

    @Inject
    private VisitRepository visits;

    @Transactional
    public List<NewDevice> untold(int most) {
        return visits.untoldDevices(most);
    }

    @Transactional
    public void told(NewDevice device) {
        visits.toldOfDevice(device.user(), device.device());
    }
}
