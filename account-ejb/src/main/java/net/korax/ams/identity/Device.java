package net.korax.ams.identity;

/**
 * From what somebody signs in, as coarse as helps to recognise it: the family of the browser and of its system. Versions, models and
 * the rest of what a browser says of itself are left out, because they tell people apart.
 */
public record Device(Browser browser, Platform platform) {

    private static final int LONGEST = 512;

    /** Families of browsers. Many claim to be others as well, so the order counts. */
    public enum Browser {
        EDGE("Edge", "Edg/", "EdgA/", "EdgiOS/"),
        OPERA("Opera", "OPR/", "Opera"),
        SAMSUNG("Samsung Internet", "SamsungBrowser/"),
        FIREFOX("Firefox", "Firefox/", "FxiOS/"),
        CHROME("Chrome", "Chrome/", "CriOS/", "Chromium/"),
        SAFARI("Safari", "Safari/"),
        OTHER(null);

        private final String product;
        private final String[] signs;

        Browser(String product, String... signs) {
            this.product = product;
            this.signs = signs;
        }

        /** Its name, the same in every language; null for the others. */
        public String product() {
            return product;
        }
    }

    /** Families of operating systems. */
    public enum Platform {
        IOS("iOS", "iPhone", "iPad", "iPod"),
        ANDROID("Android", "Android"),
        WINDOWS("Windows", "Windows"),
        MACOS("macOS", "Macintosh", "Mac OS X"),
        CHROMEOS("ChromeOS", "CrOS"),
        LINUX("Linux", "Linux", "X11"),
        OTHER(null);

        private final String product;
        private final String[] signs;

        Platform(String product, String... signs) {
            this.product = product;
            this.signs = signs;
        }

        /** Its name, the same in every language; null for the others. */
        public String product() {
            return product;
        }
    }

    /** What can be told from a User-Agent header; null and nonsense are others. */
    public static Device of(String userAgent) {
        String said = userAgent == null ? "" : userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
        Browser browser = Browser.OTHER;
        for (Browser any : Browser.values()) {
            if (browser == Browser.OTHER && hasOne(said, any.signs)) {
                browser = any;
            }
        }
        Platform platform = Platform.OTHER;
        for (Platform any : Platform.values()) {
            if (platform == Platform.OTHER && hasOne(said, any.signs)) {
                platform = any;
            }
        }
        return new Device(browser, platform);
    }

    static Device read(String stored) {
        String[] words = stored.split(" ");
        return new Device(Browser.valueOf(words[0]), Platform.valueOf(words[1]));
    }

    /** As it is stored: two words. */
    String stored() {
        return browser.name() + " " + platform.name();
    }

    private static boolean hasOne(String said, String... signs) {
        for (String sign : signs) {
            if (said.contains(sign)) {
                return true;
            }
        }
        return false;
    }
}
