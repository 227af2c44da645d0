package net.korax.ams.web.support;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * {@code ax:summary}: what happened, on top of a page. Errors come as one box that takes the focus and links to each
 * field; what was done comes as a quiet line. An empty region is written too, so that AJAX can fill it.
 */
@FacesComponent("net.korax.ams.Summary")
public class Summary extends UIComponentBase {

    private record Entry(String target, FacesMessage message) {}

    @Override
    public String getFamily() {
        return "net.korax.ams";
    }

    @Override
    public void encodeBegin(FacesContext context) throws IOException {
        List<Entry> done = new ArrayList<>();
        List<Entry> wrong = new ArrayList<>();
        for (FacesMessage message : Notices.take(context)) {
            (isGood(message) ? done : wrong).add(new Entry(null, message));
        }
        for (Iterator<String> ids = context.getClientIdsWithMessages(); ids.hasNext(); ) {
            String id = ids.next();
            for (FacesMessage message : context.getMessageList(id)) {
                (isGood(message) ? done : wrong).add(new Entry(target(context, id), message));
                message.rendered();
            }
        }
        ResponseWriter writer = context.getResponseWriter();
        writer.startElement("div", this);
        writer.writeAttribute("id", getClientId(context), null);
        writer.writeAttribute("class", "summary-region", null);
        encodeDone(writer, done);
        encodeWrong(writer, wrong);
        writer.endElement("div");
    }

    private static boolean isGood(FacesMessage message) {
        return message.getSeverity().compareTo(FacesMessage.SEVERITY_INFO) <= 0;
    }

    private void encodeDone(ResponseWriter writer, List<Entry> done) throws IOException {
        for (Entry entry : done) {
            writer.startElement("p", this);
            writer.writeAttribute("class", "notice notice-good", null);
            writer.writeAttribute("role", "status", null);
            writer.writeText(text(entry), null);
            writer.endElement("p");
        }
    }

    private void encodeWrong(ResponseWriter writer, List<Entry> wrong) throws IOException {
        if (wrong.isEmpty()) {
            return;
        }
        writer.startElement("div", this);
        writer.writeAttribute("class", "summary", null);
        writer.writeAttribute("role", "alert", null);
        writer.writeAttribute("tabindex", "-1", null);
        writer.writeAttribute("autofocus", "autofocus", null);
        writer.writeAttribute("data-takes-focus", "true", null);
        writer.startElement("h2", this);
        writer.writeText(Texts.get("common", "summary.title", wrong.size()), null);
        writer.endElement("h2");
        writer.startElement("ul", this);
        for (Entry entry : wrong) {
            writer.startElement("li", this);
            if (entry.target() == null) {
                writer.writeText(text(entry), null);
            } else {
                writer.startElement("a", this);
                writer.writeAttribute("href", "#" + entry.target(), null);
                writer.writeText(text(entry), null);
                writer.endElement("a");
            }
            writer.endElement("li");
        }
        writer.endElement("ul");
        writer.endElement("div");
    }

    private static String text(Entry entry) {
        String detail = entry.message().getDetail();
        return detail == null || detail.isEmpty() ? entry.message().getSummary() : detail;
    }

    private static String target(FacesContext context, String clientId) {
        if (clientId == null || clientId.isEmpty()) {
            return null;
        }
        UIComponent component = context.getViewRoot().findComponent(":" + clientId);
        return component == null ? clientId : Field.inputId(context, component);
    }
}
