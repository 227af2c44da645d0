package net.korax.ams.web.support;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.List;
import java.util.Map;
import net.korax.ams.identity.SecondFactorService;
import net.korax.ams.identity.SecondFactorService.NewSecret;
import net.korax.ams.identity.UserService;

/** A person's own second factor on a page: what is shown once is held for one response, and nowhere else. */
public final class OwnSecondFactor {

    private final SecondFactorService service;
    private final UserService users;
    private NewSecret secret;
    private boolean read;
    private String code;
    private List<String> codes = List.of();

    public OwnSecondFactor(SecondFactorService service, UserService users) {
        this.service = service;
        this.users = users;
    }

    public boolean isOn() {
        return users.me().hasSecondFactor();
    }

    public int getCodesLeft() {
        return service.recoveryCodesLeft();
    }

    /** Whether one is being set up, or another in its place. */
    public boolean isBegun() {
        return users.me().isSecondFactorBegun();
    }

    public void begin() {
        service.begin();
        read = false;
    }

    /** Takes what was begun, with the code that was typed. */
    public void confirm() {
        codes = service.confirm(code);
    }

    public void renewCodes() {
        codes = service.renewRecoveryCodes();
    }

    public void drop() {
        service.drop();
        Notices.done("common", "second-factor.dropped");
    }

    /** To be typed, in groups of four; null when there is nothing to show. */
    public String getSecret() {
        return secret() == null ? null : secret.base32().replaceAll("(?<=\\G.{4})(?=.)", " ");
    }

    /** The path of a picture that an app reads, one unit for each square; empty without a secret. */
    public String getPicture() {
        if (secret() == null) {
            return "";
        }
        BitMatrix squares = squares();
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < squares.getHeight(); row++) {
            for (int column = 0; column < squares.getWidth(); column++) {
                if (squares.get(column, row)) {
                    path.append('M').append(column).append(' ').append(row).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    /** How many squares the picture is wide. */
    public int getPictureSize() {
        return secret() == null ? 0 : squares().getWidth();
    }

    /** Never written back. */
    public String getCode() {
        return null;
    }

    public void setCode(String code) {
        this.code = code;
    }

    /** Recovery codes to be written down now; empty at any other time. */
    public List<String> getCodes() {
        return codes;
    }

    private NewSecret secret() {
        if (!read) {
            secret = service.begun();
            read = true;
        }
        return secret;
    }

    private BitMatrix squares() {
        try {
            return new QRCodeWriter()
                    .encode(secret.uri(), BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 2));
        } catch (WriterException e) {
            throw new IllegalStateException(e);
        }
    }
}
