package net.korax.ams.web.support;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.EditableValueHolder;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UISelectMany;
import jakarta.faces.component.UISelectOne;
import jakarta.faces.component.UIViewParameter;
import jakarta.faces.context.FacesContext;
import jakarta.faces.validator.FacesValidator;
import jakarta.faces.validator.Validator;
import jakarta.faces.validator.ValidatorException;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.PanDetector;

/**
 * Guards every text field by itself: a card number that was typed into the wrong one is refused before a bean or the session gets
 * it, and is not written back (P16). The value types refuse it, too; this is for fields that hold plain text.
 */
@FacesValidator(value = "net.korax.ams.NoPan", isDefault = true)
public class NoPanValidator implements Validator<Object> {

    @Override
    public void validate(FacesContext context, UIComponent component, Object value) {
        if (value instanceof String text && isTyped(component) && PanDetector.contains(text)) {
            forget(component);
            String refusal = CDI.current().select(Refusals.class).get().text(new InvalidValue("text.card-number"));
            throw new ValidatorException(new FacesMessage(FacesMessage.SEVERITY_ERROR, refusal, refusal));
        }
    }

    /** Lists and addresses hold ids, whose digits mean nothing. */
    private static boolean isTyped(UIComponent component) {
        return !(component instanceof UISelectOne
                || component instanceof UISelectMany
                || component instanceof UIViewParameter);
    }

    /** The field comes back empty. */
    static void forget(UIComponent component) {
        if (component instanceof EditableValueHolder field) {
            field.setSubmittedValue("");
        }
    }
}
