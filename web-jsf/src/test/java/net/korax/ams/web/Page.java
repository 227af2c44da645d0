package net.korax.ams.web;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A page, template, include or tag as its file stands.
 *
 * @param path below {@code webapp}, with a leading slash
 */
record Page(String path, String text, Document markup) {

    static final Path WEBAPP = Path.of("src", "main", "webapp");

    static final String HTML = "http://www.w3.org/1999/xhtml";
    static final String FACES_HTML = "jakarta.faces.html";
    static final String FACES_CORE = "jakarta.faces.core";
    static final String FACELETS = "jakarta.faces.facelets";
    static final String PRIMEFACES = "primefaces";
    static final String OMNIFACES = "http://omnifaces.org/ui";
    static final String AMS = "http://korax.net/ams";

    static List<Page> all() {
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            return files.filter(file -> file.toString().endsWith(".xhtml"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Page read(Path file) {
        String path = "/" + WEBAPP.relativize(file).toString().replace('\\', '/');
        try {
            String text = Files.readString(file);
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setNamespaceAware(true);
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new Page(path, text, parsers.newDocumentBuilder().parse(new InputSource(new StringReader(text))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (SAXException | ParserConfigurationException malformed) {
            throw new IllegalStateException(path + " is not well-formed", malformed);
        }
    }

    /** Whether somebody can open it by its address. */
    boolean isOpenable() {
        return !path.startsWith("/WEB-INF/");
    }

    boolean isErrorPage() {
        return path.startsWith("/WEB-INF/errorpages/");
    }

    /** The folder that tells for whom it is, such as {@code customer}; empty for public pages. */
    String area() {
        String[] parts = path.split("/");
        return parts.length > 2 ? parts[1] : "";
    }

    /** Without folder and ending. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    }

    List<Element> elements() {
        return all(markup.getElementsByTagName("*"));
    }

    private static List<Element> all(NodeList all) {
        return IntStream.range(0, all.getLength())
                .mapToObj(index -> (Element) all.item(index))
                .toList();
    }

    List<Element> elements(String namespace, String localName) {
        return elements().stream()
                .filter(element -> is(element, namespace, localName))
                .toList();
    }

    /** All text between tags, comments aside. */
    List<String> texts() {
        return texts(elements());
    }

    private static List<String> texts(List<Element> elements) {
        List<String> texts = new ArrayList<>();
        for (Element element : elements) {
            NodeList children = element.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                short type = children.item(i).getNodeType();
                if (type == Node.TEXT_NODE || type == Node.CDATA_SECTION_NODE) {
                    texts.add(children.item(i).getNodeValue());
                }
            }
        }
        return texts;
    }

    /** All expressions, wherever they stand. */
    List<String> expressions() {
        return expressions(elements(), elements());
    }

    /** Those within an element, not those of its own attributes. */
    static List<String> expressionsWithin(Element element) {
        List<Element> inner = all(element.getElementsByTagName("*"));
        return expressions(Stream.concat(Stream.of(element), inner.stream()).toList(), inner);
    }

    private static List<String> expressions(List<Element> withText, List<Element> withAttributes) {
        return Stream.concat(
                        texts(withText).stream(),
                        withAttributes.stream()
                                .flatMap(element -> attributes(element).stream().map(Attr::getValue)))
                .flatMap(text -> Expression.in(text).stream())
                .toList();
    }

    static List<Attr> attributes(Element element) {
        return IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(index -> (Attr) element.getAttributes().item(index))
                .filter(attribute -> !XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI()))
                .toList();
    }

    static boolean is(Element element, String namespace, String localName) {
        return namespace.equals(element.getNamespaceURI()) && localName.equals(element.getLocalName());
    }

    /** Path and what was found there, as tests tell it. */
    String tell(Object finding) {
        return path + ": " + finding;
    }
}
