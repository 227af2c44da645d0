package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ResourceWrapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VersionedResourcesTest {

    @Test
    @Tag("PCI-6.4.3")
    void addressCarriesTheHashOfTheContent() {
        // SHA-256 of "abc" begins with ba7816bf8f01 (FIPS 180-4, example B.1)
        assertEquals("/ams.css.xhtml?ln=css&v=ba7816bf8f01", address("ams.css", "css", "abc"));
        assertEquals("/ams.css.xhtml?v=ba7816bf8f01", address("ams.css", null, "abc"));
    }

    @Test
    void otherContent_hasAnotherAddress() {
        assertNotEquals(address("ams.css", "css", "abc"), address("ams.css", "css", "abd"));
    }

    @Test
    void sameNameInAnotherLibrary_hasItsOwnVersion() {
        VersionedResources versioned = new VersionedResources(new Stored("abc"));
        String first = versioned.createResource("a.css", "one").getRequestPath();
        String second = versioned.createResource("a.css", "two").getRequestPath();
        assertTrue(first.startsWith("/a.css.xhtml?ln=one"), first);
        assertTrue(second.startsWith("/a.css.xhtml?ln=two"), second);
    }

    /** As a style sheet does that names pictures and icons. */
    @Test
    void resourceThatNamesManyOthers_hasAVersion() {
        Stored stored = new Stored("abc");
        VersionedResources versioned = new VersionedResources(stored);
        stored.whileRead = name -> {
            if (name.equals("ams.css")) {
                for (int i = 0; i < 200; i++) {
                    versioned.createResource(i + ".svg", "icons").getRequestPath();
                }
            }
        };
        assertEquals(
                "/ams.css.xhtml?ln=css&v=ba7816bf8f01",
                versioned.createResource("ams.css", "css").getRequestPath());
    }

    @Test
    void whatIsNotThere_staysAway() {
        assertNull(new VersionedResources(new Stored(null)).createResource("none.css", "css"));
        assertNull(new VersionedResources(new Stored(null)).createResource("none.css", "css", "text/css"));
    }

    private static String address(String name, String library, String content) {
        return new VersionedResources(new Stored(content))
                .createResource(name, library)
                .getRequestPath();
    }

    /** One content for every name. */
    private static final class Stored extends ResourceHandlerWrapper {

        private final String content;
        private Consumer<String> whileRead = name -> {};

        Stored(String content) {
            super(null);
            this.content = content;
        }

        @Override
        public Resource createResource(String name, String library) {
            return content == null ? null : new File(name, library);
        }

        @Override
        public Resource createResource(String name, String library, String contentType) {
            return createResource(name, library);
        }

        @Override
        public ResourceHandler getWrapped() {
            return null;
        }

        private final class File extends ResourceWrapper {

            private final String name;
            private final String library;

            File(String name, String library) {
                super(null);
                this.name = name;
                this.library = library;
            }

            @Override
            public String getResourceName() {
                return name;
            }

            @Override
            public String getLibraryName() {
                return library;
            }

            @Override
            public InputStream getInputStream() {
                whileRead.accept(name);
                return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public String getRequestPath() {
                return "/" + name + ".xhtml" + (library == null ? "" : "?ln=" + library);
            }
        }
    }
}
