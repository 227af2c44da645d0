package net.korax.ams.launcher;

import java.io.File;
import java.io.IOException;
import java.util.Collection;

/**
 * The server's own process: boots Payara Micro, deploys the EAR through its runtime (its command line takes none), says so on a line
 * that the launcher waits for, and ends when its standard input closes, so that a killed launcher leaves no server behind. It takes the
 * EAR down first, while there are still data sources: what the EAR does at its end is done.
 */
public final class MicroServer {

    static final String DEPLOYED = "AMS-DEPLOYED";
    static final String REFUSED = "AMS-NOT-DEPLOYED";

    private static volatile Object running;
    private static volatile String name;

    private MicroServer() {}

    /** @param args the EAR, then what Payara Micro is started with */
    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(MicroServer::endWithLauncher, "launcher-watch");
        watch.setDaemon(true);
        watch.start();
        String[] options = new String[args.length - 1];
        System.arraycopy(args, 1, options, 0, options.length);
        boolean deployed = deploy(new File(args[0]), boot(options));
        System.out.println(deployed ? DEPLOYED : REFUSED);
        if (!deployed) {
            System.exit(1);
        }
    }

    /** Boots Micro as its own launcher does, and returns its runtime. Micro's classes are there only in this process. */
    private static Object boot(String[] options) throws ReflectiveOperationException {
        Class.forName("fish.payara.micro.impl.RootDirLauncher")
                .getMethod("main", String[].class)
                .invoke(null, (Object) options);
        Class<?> micro = Class.forName("fish.payara.micro.impl.PayaraMicroImpl");
        Object booted = micro.getMethod("getInstance", boolean.class).invoke(null, false);
        return micro.getMethod("getRuntime").invoke(booted);
    }

    /** Whether the EAR is there afterwards; Micro says yes to one whose loading failed, so it is looked for. */
    private static boolean deploy(File ear, Object runtime) throws ReflectiveOperationException {
        Class<?> micro = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        micro.getMethod("deploy", File.class).invoke(runtime, ear);
        Collection<?> deployed =
                (Collection<?>) micro.getMethod("getDeployedApplicationNames").invoke(runtime);
        name = ear.getName().replaceFirst("\\.ear$", "");
        running = runtime;
        return deployed.contains(name);
    }

    private static void undeploy() {
        try {
            if (running != null) {
                Class.forName("fish.payara.micro.PayaraMicroRuntime")
                        .getMethod("undeploy", String.class)
                        .invoke(running, name);
            }
        } catch (ReflectiveOperationException e) {
            // it ends without
        }
    }

    private static void endWithLauncher() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said on it; it only has to stay open
            }
        } catch (IOException e) {
            // as good as closed
        }
        undeploy();
        System.exit(0);
    }
}
