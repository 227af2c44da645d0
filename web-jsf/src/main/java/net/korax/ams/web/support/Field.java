package net.korax.ams.web.support;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.EditableValueHolder;
import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIComponentBase;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.primefaces.component.api.InputHolder;

/**
 * {@code ax:field}: one input with its label above, its message in the field's place and its hint below. It ties the
 * three to the input for those who listen to a page ({@code for}, {@code aria-describedby}, {@code aria-invalid}), so
 * that no page has to.
 */
@FacesComponent("net.korax.ams.Field")
public class Field extends UIComponentBase {

    @Override
    public String getFamily() {
        return "net.korax.ams";
    }

    @Override
    public void encodeBegin(FacesContext context) throws IOException {
        UIInput input = input(this);
        String error = input == null ? "" : error(context, input);
        ResponseWriter writer = context.getResponseWriter();
        writer.startElement("div", this);
        writer.writeAttribute("id", getClientId(context), null);
        Object size = getAttributes().get("size");
        writer.writeAttribute(
                "class",
                "field" + (size == null ? "" : " field-" + size) + (error.isEmpty() ? "" : " field-invalid"),
                null);
        if (input != null) {
            if (isGroup(input)) {
                encodeGroup(context, writer, input, !error.isEmpty());
            }
            describe(context, input, !error.isEmpty());
            encodeLabel(context, writer, input);
        }
    }

    @Override
    public void encodeEnd(FacesContext context) throws IOException {
        ResponseWriter writer = context.getResponseWriter();
        UIInput input = input(this);
        String error = input == null ? "" : error(context, input);
        if (!error.isEmpty()) {
            writer.startElement("p", this);
            writer.writeAttribute("id", errorId(context), null);
            writer.writeAttribute("class", "field-error", null);
            writer.writeText(error, null);
            writer.endElement("p");
        }
        if (text("hint") != null) {
            writer.startElement("p", this);
            writer.writeAttribute("id", hintId(context), null);
            writer.writeAttribute("class", "field-hint", null);
            writer.writeText(text("hint"), null);
            writer.endElement("p");
        }
        writer.endElement("div");
    }

    private void encodeLabel(FacesContext context, ResponseWriter writer, UIInput input) throws IOException {
        String label = text("label");
        if (label == null) {
            return;
        }
        boolean group = isGroup(input);
        writer.startElement(group ? "span" : "label", this);
        writer.writeAttribute("id", getClientId(context) + "-label", null);
        writer.writeAttribute("class", "field-label", null);
        if (!group) {
            writer.writeAttribute("for", inputId(context, input), null);
        }
        writer.writeText(label, null);
        if (!input.isRequired() && Boolean.parseBoolean(text("optional"))) {
            writer.write(" ");
            writer.startElement("span", this);
            writer.writeAttribute("class", "field-optional", null);
            writer.writeText(Texts.get("common", "field.optional"), null);
            writer.endElement("span");
        }
        writer.endElement(group ? "span" : "label");
    }

    /** A set of radio buttons is named and described as a whole, by the field around it. */
    private void encodeGroup(FacesContext context, ResponseWriter writer, UIInput input, boolean invalid)
            throws IOException {
        writer.writeAttribute("role", "radiogroup", null);
        if (text("label") != null) {
            writer.writeAttribute("aria-labelledby", getClientId(context) + "-label", null);
        }
        if (description(context, invalid) != null) {
            writer.writeAttribute("aria-describedby", description(context, invalid), null);
        }
        if (input.isRequired()) {
            writer.writeAttribute("aria-required", "true", null);
        }
        if (invalid) {
            writer.writeAttribute("aria-invalid", "true", null);
        }
    }

    /** The ids of what is said about the field; null when nothing is. */
    private String description(FacesContext context, boolean invalid) {
        List<String> ids = new ArrayList<>();
        if (invalid) {
            ids.add(errorId(context));
        }
        if (text("hint") != null) {
            ids.add(hintId(context));
        }
        return ids.isEmpty() ? null : String.join(" ", ids);
    }

    private void describe(FacesContext context, UIInput input, boolean invalid) {
        Map<String, Object> attributes = input.getPassThroughAttributes(true);
        if (!isGroup(input)) {
            put(attributes, "aria-describedby", description(context, invalid));
        }
        if (!(input instanceof InputHolder) && !isGroup(input)) {
            put(attributes, "aria-invalid", invalid ? "true" : null);
            put(attributes, "aria-required", input.isRequired() ? "true" : null);
        } else if (text("label") != null && input instanceof InputHolder holder) {
            holder.setLabelledBy(getClientId(context) + "-label");
        }
        if (text("label") != null && input.getAttributes().get("label") == null) {
            input.getAttributes().put("label", text("label"));
        }
    }

    private static void put(Map<String, Object> attributes, String name, String value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    /** Where a link to the input has to lead: some widgets take the focus in an element of their own. */
    static String inputId(FacesContext context, UIComponent input) {
        return input instanceof InputHolder holder ? holder.getInputClientId() : input.getClientId(context);
    }

    private static boolean isGroup(UIInput input) {
        String kind = String.valueOf(input.getRendererType());
        return kind.contains("Radio") || kind.contains("ManyCheckbox");
    }

    private static String error(FacesContext context, UIInput input) {
        StringBuilder text = new StringBuilder();
        for (FacesMessage message : context.getMessageList(input.getClientId(context))) {
            text.append(text.length() == 0 ? "" : " ")
                    .append(message.getDetail() == null ? message.getSummary() : message.getDetail());
        }
        return text.toString();
    }

    private static UIInput input(UIComponent parent) {
        for (UIComponent child : parent.getChildren()) {
            if (child instanceof EditableValueHolder && child instanceof UIInput input && child.isRendered()) {
                return input;
            }
            UIInput within = input(child);
            if (within != null) {
                return within;
            }
        }
        return null;
    }

    private String text(String attribute) {
        Object value = getAttributes().get(attribute);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    private String errorId(FacesContext context) {
        return getClientId(context) + "-error";
    }

    private String hintId(FacesContext context) {
        return getClientId(context) + "-hint";
    }
}
