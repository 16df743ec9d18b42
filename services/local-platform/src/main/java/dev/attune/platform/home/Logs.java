package dev.attune.platform.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import dev.attune.platform.log.RotatingLog;

/** Where libraries' log lines go: into a file for a supervisor, nowhere for a command; never between a command's own lines. */
public final class Logs {

    /** Held, because loggers that nobody holds forget their level. */
    private static final List<Logger> QUIET = new ArrayList<>();

    private Logs() {}

    /** Nothing but severe errors, and those on standard error. */
    public static void quiet() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.OFF);
    }

    /** Everything from INFO on into a file, Kafka's own chatter from WARNING on. */
    public static void toFile(Path file) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new ToLog(new RotatingLog(file, RotatingLog.LIMIT_BYTES)));
        root.setLevel(Level.INFO);
        for (String name : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.WARNING);
            QUIET.add(logger);
        }
    }

    /** Not the platform's own file handler: that writes another file while a killed process seems to hold the first. */
    private static final class ToLog extends Handler {

        private final RotatingLog log;

        private ToLog(RotatingLog log) {
            this.log = log;
            setFormatter(new OneLine());
        }

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                getFormatter().format(record).lines().forEach(log::write);
            }
        }

        @Override
        public void flush() {
            // Each line is written at once.
        }

        @Override
        public void close() {
            log.close();
        }
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord record) {
            String line = record.getInstant() + " " + record.getLevel() + " " + record.getLoggerName() + ": "
                    + formatMessage(record) + "\n";
            Throwable thrown = record.getThrown();
            if (thrown == null) {
                return line;
            }
            java.io.StringWriter trace = new java.io.StringWriter();
            thrown.printStackTrace(new java.io.PrintWriter(trace));
            return line + trace;
        }
    }
}
