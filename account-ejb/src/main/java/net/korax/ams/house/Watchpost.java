package net.korax.ams.house;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.shared.Configuration;

/**
 * The internal listener for balancers and monitors, the same on every server: {@code /live}, {@code /ready} and {@code /metrics}. It has a
 * port of its own on the loopback address, unless {@code ams.ops.bind} names another; without {@code ams.ops.port} there is none. It
 * asks nobody who he is, so it belongs where the monitor alone comes; what it tells is of no person.
 */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Watchpost {

    private static final Logger LOG = Logger.getLogger(Watchpost.class.getName());

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ContextService contexts;

    @Inject
    private Health health;

    @Inject
    private Gauges gauges;

    private Runnable ending;

    @PostConstruct
    void open() {
        String port = Configuration.get("ams.ops.port").orElse(null);
        if (port == null) {
            return;
        }
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalStateException("The setting ams.ops.port has to be a port number between 1 and 65535.");
        }
        String bind = Configuration.get("ams.ops.bind").orElse("127.0.0.1");
        try {
            ending = new WatchListener(health, gauges)
                    .listen(new InetSocketAddress(bind, Integer.parseInt(port)), executor, contexts);
        } catch (IOException | RuntimeException taken) {
            throw new IllegalStateException(
                    "The setting ams.ops.port has to be a free port of ams.ops.bind, and " + port + " of " + bind
                            + " cannot be listened on.",
                    taken);
        }
        LOG.log(Level.INFO, "Watched on {0}:{1}", new Object[] {bind, port});
    }

    @PreDestroy
    void close() {
        if (ending != null) {
            ending.run();
        }
    }
}
