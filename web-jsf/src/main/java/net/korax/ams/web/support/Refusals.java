package net.korax.ams.web.support;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.EditableValueHolder;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.component.search.SearchExpressionHint;
import jakarta.faces.component.visit.VisitContext;
import jakarta.faces.component.visit.VisitHint;
import jakarta.faces.component.visit.VisitResult;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.validator.ValidatorException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;

/**
 * Shows what the business refused, in the person's language, in the place where he can mend it.
 *
 * <p>The place is the input whose id is the code's first part in camel case ({@code user-name.too-short} goes to
 * {@code userName}, {@code address.street.required} to {@code addressStreet} or {@code street}); without one the text
 * goes on top of the page. A {@link Refused} that leaves an action is shown so by itself; a page calls this only to name
 * another place.
 */
@ApplicationScoped
public class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class.getName());

    /** Shows it at the input that its code names, else on top. */
    public void show(Refused refused) {
        FacesContext context = FacesContext.getCurrentInstance();
        add(context, input(context, refused.code()), refused);
    }

    /**
     * @param place a search expression as in {@code for} and {@code update} ({@code phone2}, {@code form:phone2})
     */
    public void show(Refused refused, String place) {
        FacesContext context = FacesContext.getCurrentInstance();
        AtomicReference<UIComponent> found = new AtomicReference<>();
        context.getApplication()
                .getSearchExpressionHandler()
                .resolveComponent(
                        jakarta.faces.component.search.SearchExpressionContext.createSearchExpressionContext(
                                context,
                                context.getViewRoot(),
                                EnumSet.of(SearchExpressionHint.IGNORE_NO_RESULT),
                                null),
                        place,
                        (any, component) -> found.set(component));
        add(context, Optional.ofNullable(found.get()).or(() -> byId(context, place)), refused);
    }

    /**
     * For validators of fields that hold text: what {@code reading} refuses stands at the field before the text reaches a bean. A
     * text with a card number in it is the one thing that is not written back (P16).
     */
    public void check(UIComponent field, Runnable reading) {
        try {
            reading.run();
        } catch (InvalidValue refused) {
            if (refused.code().endsWith("card-number")) {
                ((EditableValueHolder) field).setSubmittedValue("");
            }
            String text = text(refused);
            throw new ValidatorException(new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text), refused);
        }
    }

    /** The text alone, never null; without a text for the code a general one, and the code in the log. */
    public String text(Refused refused) {
        String key = "refused." + refused.code();
        if (!Texts.has("refused", key)) {
            LOG.log(Level.WARNING, "No text for the refusal {0}.", refused.code());
            key = "refused.unknown";
        }
        Object[] args = Arrays.stream(refused.args())
                .map(arg -> arg instanceof Money amount ? Formats.amount(amount) : arg)
                .toArray();
        return Texts.get("refused", key, args);
    }

    private void add(FacesContext context, Optional<UIComponent> place, Refused refused) {
        String text = text(refused);
        FacesMessage message = new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text);
        place.filter(UIInput.class::isInstance).ifPresent(input -> refuse(context, (UIInput) input, refused));
        context.addMessage(
                place.map(component -> component.getClientId(context)).orElse(null), message);
        context.validationFailed();
    }

    /** Marks an input as wrong; what was typed stays in it, unless it has a card number (P16). */
    private static void refuse(FacesContext context, UIInput input, Refused refused) {
        Object value = input.getValue();
        if (refused.code().endsWith("card-number")) {
            input.setSubmittedValue("");
        } else if (input.getSubmittedValue() == null && value != null) {
            Converter<Object> converter = converter(context, input, value);
            input.setSubmittedValue(converter == null ? value : converter.getAsString(context, input, value));
        }
        input.setValid(false);
    }

    @SuppressWarnings("unchecked")
    private static Converter<Object> converter(FacesContext context, UIInput input, Object value) {
        Converter<Object> own = input.getConverter();
        return own == null ? context.getApplication().createConverter(value.getClass()) : own;
    }

    private static Optional<UIComponent> input(FacesContext context, String code) {
        String[] parts = code.split("\\.");
        String first = camel(parts[0]);
        if (parts.length < 2) {
            return byId(context, first);
        }
        String second = camel(parts[1]);
        String both = first + Character.toUpperCase(second.charAt(0)) + second.substring(1);
        return byId(context, both)
                .or(() -> parts.length > 2 || "address".equals(first) ? byId(context, second) : Optional.empty())
                .or(() -> byId(context, first));
    }

    private static Optional<UIComponent> byId(FacesContext context, String id) {
        AtomicReference<UIComponent> found = new AtomicReference<>();
        context.getViewRoot()
                .visitTree(
                        VisitContext.createVisitContext(context, null, EnumSet.of(VisitHint.SKIP_UNRENDERED)),
                        (visit, target) -> {
                            if (target instanceof EditableValueHolder && id.equals(target.getId())) {
                                found.set(target);
                                return VisitResult.COMPLETE;
                            }
                            return VisitResult.ACCEPT;
                        });
        return Optional.ofNullable(found.get());
    }

    static String camel(String words) {
        StringBuilder camel = new StringBuilder();
        for (String word : words.split("-")) {
            camel.append(
                    camel.length() == 0 || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
