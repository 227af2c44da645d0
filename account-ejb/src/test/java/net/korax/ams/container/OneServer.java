package net.korax.ams.container;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/**
 * One Payara Micro for the whole run. The adapter starts a server for each deployment; every test class here has the same archive,
 * so the first deployment serves them all and the server ends with the run.
 */
public class OneServer extends PayaraMicroDeployableContainer {

    private ProtocolMetaData deployed;
    private Archive<?> archive;

    @Override
    public void setup(PayaraMicroContainerConfiguration configuration) {
        TestHouse house = TestHouse.open();
        try {
            configuration.setRandomHttpPort(false);
            configuration.setAutoBindHttp(false);
            // The adapter's switch for "no cluster" opens a port of its own; --nohazelcast below is the one that opens
            // none.
            configuration.setClusterEnabled(true);
            configuration.setOutputToConsole(false);
            configuration.setCmdOptions("-Xmx700m "
                    + house.properties().entrySet().stream()
                            .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                            .collect(Collectors.joining(" ")));
            configuration.setExtraMicroOptions(String.join(
                    " ",
                    "--nohazelcast",
                    "--nohostaware",
                    "--disablephonehome",
                    "--logtofile",
                    TestHouse.HOME.resolve("server.log").toString(),
                    "--rootdir",
                    TestHouse.HOME.resolve("server").toString(),
                    "--port",
                    Integer.toString(house.httpPort()),
                    "--addlibs",
                    jarOf(org.postgresql.Driver.class).getPath(),
                    "--prebootcommandfile",
                    house.preBoot().toString(),
                    "--postbootcommandfile",
                    house.postBoot().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.setup(configuration);
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> wanted) throws DeploymentException {
        if (deployed == null) {
            archive = wanted;
            deployed = onLoopback(super.deploy(wanted));
        }
        return deployed;
    }

    @Override
    public void undeploy(Archive<?> wanted) {
        // The next test class uses it.
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            if (deployed != null) {
                super.undeploy(archive);
            }
        } catch (DeploymentException e) {
            throw new LifecycleException("The server did not stop.", e);
        }
        super.stop();
    }

    /** The jar that a class comes from. */
    static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server names the machine; it listens on the loopback address alone. */
    private static ProtocolMetaData onLoopback(ProtocolMetaData told) {
        ProtocolMetaData metaData = new ProtocolMetaData();
        for (HTTPContext context : told.getContexts(HTTPContext.class)) {
            HTTPContext loopback = new HTTPContext("127.0.0.1", context.getPort());
            context.getServlets().forEach(loopback::add);
            metaData.addContext(loopback);
        }
        return metaData;
    }
}
