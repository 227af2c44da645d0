package net.korax.ams.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One house a folder: a second start would take the database and the unpacked server away from under the first. */
final class HomeLock implements AutoCloseable {

    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /** Holds the folder until it is closed or the process ends, however it ends. */
    static HomeLock hold(Path home) {
        FileChannel file = null;
        try {
            file = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(file) != null) {
                return new HomeLock(file);
            }
            file.close();
        } catch (IOException e) {
            throw new Failure("The folder " + home + " cannot be used: " + Secrets.reason(e) + ".", e);
        }
        throw new Failure(
                "Another ./ams run is using " + home + "; stop it, or choose another folder with --home or AMS_HOME.");
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new Failure("The lock of the folder could not be given back.", e);
        }
    }
}
