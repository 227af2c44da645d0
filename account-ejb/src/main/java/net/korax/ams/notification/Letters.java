package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.Mail;
import net.korax.ams.shared.Configuration;

/** Writes mails from the templates of {@code mail/letters}, in English or French, with links to this house alone. */
@Dependent
class Letters {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** The mail of a kind; the arguments fill the template's places, and the house's address is place 0. */
    Mail write(String kind, EmailAddress recipient, String language, Object... args) {
        ResourceBundle letters = ResourceBundle.getBundle("mail.letters", Locale.forLanguageTag(language), NO_FALLBACK);
        Object[] places = new Object[args.length + 1];
        places[0] = Configuration.require("ams.base-url");
        System.arraycopy(args, 0, places, 1, args.length);
        return new Mail(
                recipient,
                format(letters.getString(kind + ".subject"), places),
                format(letters.getString(kind + ".body"), places) + "\n\n"
                        + format(letters.getString("footer"), places));
    }

    /** A word of the templates, such as the name of an operation. */
    String word(String key, String language) {
        return ResourceBundle.getBundle("mail.letters", Locale.forLanguageTag(language), NO_FALLBACK)
                .getString(key);
    }

    private static String format(String template, Object[] places) {
        return new MessageFormat(template, Locale.ROOT).format(places);
    }
}
