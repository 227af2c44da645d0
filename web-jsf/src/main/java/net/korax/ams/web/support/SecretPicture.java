package net.korax.ams.web.support;

import com.google.zxing.common.BitMatrix;
import net.korax.ams.identity.SecondFactorService.NewSecret;

/**
 * A new secret as a page shows it to an app. Its text form hides it.
 *
 * @param typed to be typed, in groups of four
 * @param path of a picture that an app reads, one unit for each square
 * @param size how many squares the picture is wide
 */
public record SecretPicture(String typed, String path, int size) {

    /** @param secret null gives null */
    public static SecretPicture of(NewSecret secret) {
        if (secret == null) {
            return null;
        }
        BitMatrix squares = QrCode.squares(secret.uri());
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < squares.getHeight(); row++) {
            for (int column = 0; column < squares.getWidth(); column++) {
                if (squares.get(column, row)) {
                    path.append('M').append(column).append(' ').append(row).append("h1v1h-1z");
                }
            }
        }
        String typed = secret.base32().replaceAll("(?<=\\G.{4})(?=.)", " ");
        return new SecretPicture(typed, path.toString(), squares.getWidth());
    }

    @Override
    public String toString() {
        return "SecretPicture";
    }
}
