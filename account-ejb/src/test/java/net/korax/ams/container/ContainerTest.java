package net.korax.ams.container;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.File;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs inside of the server, in an archive made of the whole business module as it is packed for the EAR, its two
 * libraries, and the tests beside it.
 */
@ExtendWith(ArquillianExtension.class)
abstract class ContainerTest {

    @Deployment
    static WebArchive archive() {
        JavaArchive business = ShrinkWrap.create(ExplodedImporter.class, "account-ejb.jar")
                .importDirectory(new File("target/classes"))
                .as(JavaArchive.class);
        return ShrinkWrap.create(WebArchive.class, "ams-it.war")
                .addAsLibraries(business)
                .addAsLibraries(OneServer.jarOf(PhoneNumberUtil.class), OneServer.jarOf(Argon2BytesGenerator.class))
                .addPackages(
                        false,
                        Filters.exclude(".*/(OneServer|OneServerExtension|TestHouse|MailSink)(\\$.*)?\\.class"),
                        ContainerTest.class.getPackage());
    }
}
