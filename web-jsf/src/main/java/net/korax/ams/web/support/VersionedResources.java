package net.korax.ams.web.support;

import jakarta.faces.FacesException;
import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ResourceWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts {@code v=<hash of the content>} into the address of every style sheet, script and picture. An address therefore
 * never changes its meaning, and SecurityHeadersFilter lets browsers keep it for a year.
 */
public class VersionedResources extends ResourceHandlerWrapper {

    private static final int HASH_BYTES = 6;

    private final Map<String, String> versions = new ConcurrentHashMap<>();

    public VersionedResources(ResourceHandler wrapped) {
        super(wrapped);
    }

    @Override
    public Resource createResource(String name, String library) {
        return versioned(super.createResource(name, library));
    }

    @Override
    public Resource createResource(String name, String library, String contentType) {
        return versioned(super.createResource(name, library, contentType));
    }

    /** What is missing gets the page of everything that is missing. */
    @Override
    public void handleResourceRequest(FacesContext context) throws IOException {
        super.handleResourceRequest(context);
        ExternalContext external = context.getExternalContext();
        HttpServletResponse response = (HttpServletResponse) external.getResponse();
        if (response.getStatus() == HttpServletResponse.SC_NOT_FOUND && !external.isResponseCommitted()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
        }
    }

    private Resource versioned(Resource resource) {
        return resource == null ? null : new Versioned(resource);
    }

    /** A style sheet names others, whose versions are asked for while it is read; so nothing is computed within the map. */
    private String version(Resource resource) {
        String key = resource.getLibraryName() + ":" + resource.getResourceName();
        String known = versions.get(key);
        if (known == null) {
            known = hash(resource);
            versions.put(key, known);
        }
        return known;
    }

    private static String hash(Resource resource) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(resource.getInputStream(), digest)) {
                content.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            throw new FacesException(unreadable);
        }
    }

    private final class Versioned extends ResourceWrapper {

        Versioned(Resource wrapped) {
            super(wrapped);
        }

        @Override
        public String getRequestPath() {
            String path = super.getRequestPath();
            return path + (path.indexOf('?') < 0 ? "?v=" : "&v=") + version(getWrapped());
        }
    }
}
