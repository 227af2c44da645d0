package net.korax.ams.container;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs inside of the server, in an archive made of the whole business module as it is packed for the EAR, its
 * libraries, and all the tests of this kind. The archive is the same for every class, so one server serves them all.
 */
@ExtendWith(ArquillianExtension.class)
public abstract class ContainerTest {

    /** The tests and what they share; not what stands around the server. */
    private static final String TESTS =
            "/WEB-INF/classes/net/korax/ams/(.*IT(\\$.*)?|shared/(Refusals|TestTime)|card/StripeStub(\\$.*)?"
                    + "|container/(?!OneServer|TestHouse|MailSink|SqlScript)[^/]*)\\.class";

    @Deployment
    static WebArchive archive() {
        JavaArchive business = ShrinkWrap.create(ExplodedImporter.class, "account-ejb.jar")
                .importDirectory(new File("target/classes"))
                .as(JavaArchive.class);
        JavaArchive tests = ShrinkWrap.create(ExplodedImporter.class, "tests.jar")
                .importDirectory(new File("target/test-classes"))
                .as(JavaArchive.class);
        return ShrinkWrap.create(WebArchive.class, "ams-it.war")
                .addAsLibraries(business)
                .addAsLibraries(new File("target/libraries").listFiles())
                .merge(tests, "WEB-INF/classes", Filters.include(TESTS));
    }
}
