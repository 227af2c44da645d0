package net.korax.ams.web.support;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import net.korax.ams.card.PanIntake;
import net.korax.ams.shared.InvalidValue;

/**
 * {@code ax:panField}: the one place where a card number is typed (P16). What was typed goes from the request straight into
 * {@link PanIntake}; it is never a submitted value, so that neither the view state nor the session can keep it, and nothing
 * is ever written back: after a failed form the field is empty. Signs are masked while they are typed.
 *
 * <p>The browser may fill in the number of the person in front of it; {@code autocomplete="off"} where staff type a customer's.
 * It has no value to bind. A field left empty is refused when {@code required}, else there is no number to take.
 */
@FacesComponent(value = PanField.TYPE)
public class PanField extends UIInput {

    static final String TYPE = "net.korax.ams.PanField";

    private transient InvalidValue refusal;
    private transient boolean filled;

    public PanField() {
        setRendererType(null);
    }

    @Override
    public void decode(FacesContext context) {
        String typed = context.getExternalContext().getRequestParameterMap().get(getClientId(context));
        filled = typed != null && !typed.isBlank();
        setValid(true);
        refusal = null;
        try {
            if (filled) {
                CDI.current().select(PanIntake.class).get().take(typed);
            } else if (isRequired()) {
                refusal = new InvalidValue("pan.required");
            }
        } catch (InvalidValue refused) {
            refusal = refused;
        }
    }

    @Override
    public void validate(FacesContext context) {
        if (refusal != null) {
            String text = CDI.current().select(Refusals.class).get().text(refusal);
            context.addMessage(getClientId(context), new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
            context.validationFailed();
            setValid(false);
        }
    }

    /** Whether something was typed in this request, right or wrong. */
    public boolean isFilled() {
        return filled;
    }

    @Override
    public void updateModel(FacesContext context) {
        // the number went its own way when it was decoded
    }

    @Override
    public void encodeEnd(FacesContext context) throws IOException {
        ResponseWriter writer = context.getResponseWriter();
        writer.startElement("input", this);
        writer.writeAttribute("id", getClientId(context), null);
        writer.writeAttribute("name", getClientId(context), null);
        writer.writeAttribute("type", "password", null);
        writer.writeAttribute("class", "pan-field", null);
        writer.writeAttribute("inputmode", "numeric", null);
        writer.writeAttribute("autocomplete", getAttributes().getOrDefault("autocomplete", "cc-number"), null);
        writer.writeAttribute("spellcheck", "false", null);
        writer.endElement("input");
    }
}
