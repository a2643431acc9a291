package asterism.kernel.show;

import asterism.display.Markup;
import asterism.infer.Progress;
import java.io.Console;
import java.util.Locale;
import java.util.UUID;

/**
 * Progress in one display that is updated in place: a bar, the rate, the time that is left. Its last state stays in the
 * saved notebook. In a terminal it is one line; where there is neither, nothing.
 */
public final class KernelProgress implements Progress.Reporter {

    private static final String INK = "#0072b2";

    /** For the service loader. */
    public KernelProgress() {}

    @Override
    public Progress.Reporter.Display open(String title, long total) {
        if (Host.isNotebook()) {
            return new Bar(title, total);
        }
        return isTerminal() ? new Line(title, total) : SILENT.open(title, total);
    }

    /** From JDK 22 on there is always a console, which then says itself whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** In a notebook. */
    private static final class Bar implements Progress.Reporter.Display {

        private final String id = UUID.randomUUID().toString();
        private final String title;
        private final long total;
        private boolean shown;

        Bar(String title, long total) {
            this.title = title;
            this.total = total;
        }

        @Override
        public void show(long done, double elapsedSeconds, String message, boolean finished) {
            try {
                var state = new State(title, total, done, elapsedSeconds, message, finished);
                var bundle = MimeBundle.html(state.text(), state.html());
                if (shown) {
                    Host.current().update(id, bundle);
                } else {
                    shown = true;
                    Host.current().display(bundle, id);
                }
            } catch (RuntimeException | LinkageError e) {
                // a computation of hours must not end because its progress could not be shown
                System.getLogger("asterism.kernel").log(System.Logger.Level.DEBUG, "progress not shown", e);
            }
        }
    }

    /** In a terminal. */
    private static final class Line implements Progress.Reporter.Display {

        private final String title;
        private final long total;

        Line(String title, long total) {
            this.title = title;
            this.total = total;
        }

        @Override
        public void show(long done, double elapsedSeconds, String message, boolean finished) {
            var text = new State(title, total, done, elapsedSeconds, message, finished).text();
            System.err.print("\r" + text + "\033[K" + (finished ? "\n" : ""));
        }
    }

    /** One state of a computation, in words. */
    record State(String title, long total, long done, double seconds, String message, boolean finished) {

        /** {@code sampling NGC 628: 34 % of 3000, 512/s, 2.0 s, 3.9 s left; acceptance 0.31}. */
        String text() {
            return title + ": " + amount() + details() + (message.isEmpty() ? "" : "; " + message);
        }

        private String amount() {
            return total <= 0 ? group(done) : percent() + " % of " + group(total);
        }

        private long percent() {
            return Math.min(100, Math.max(0, Math.round(Math.floor(100.0 * done / total))));
        }

        private String details() {
            double rate = seconds > 0 ? done / seconds : 0;
            var out = new StringBuilder();
            if (rate > 0) {
                out.append(", ").append(rate(rate));
            }
            out.append(", ").append(time(seconds));
            if (finished) {
                out.append(total > 0 && done < total ? ", stopped" : ", done");
            } else if (total > done && rate > 0) {
                out.append(", ").append(time((total - done) / rate)).append(" left");
            }
            return out.toString();
        }

        String html() {
            var out = new StringBuilder("<div style=\"font-size:13px;line-height:1.5;max-width:60em\">");
            out.append("<span style=\"font-weight:600\">")
                    .append(Markup.toHtml(title))
                    .append("</span>");
            if (total > 0) {
                out.append("<div style=\"height:8px;max-width:32em;border-radius:4px;background:#8884;margin:3px 0\">")
                        .append("<div style=\"height:8px;border-radius:4px;background:")
                        .append(INK)
                        .append(";width:")
                        .append(percent())
                        .append("%\"></div></div>");
            } else {
                out.append("<br>");
            }
            out.append("<span style=\"opacity:.8\">").append(Markup.escape(amount() + details()));
            if (!message.isEmpty()) {
                out.append("; ").append(Markup.escape(message));
            }
            return out.append("</span></div>").toString();
        }

        private static String rate(double rate) {
            return rate >= 10 ? group(Math.round(rate)) + "/s" : String.format(Locale.ROOT, "%.2g/s", rate);
        }

        private static String group(long number) {
            return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
        }

        static String time(double seconds) {
            if (seconds < 60) {
                return String.format(Locale.ROOT, "%.1f s", seconds);
            }
            long s = Math.round(seconds);
            return s < 3600
                    ? String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60)
                    : String.format(Locale.ROOT, "%d:%02d h", s / 3600, s % 3600 / 60);
        }
    }
}
