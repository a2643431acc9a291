package asterism.kernel;

import asterism.kernel.show.Host;
import asterism.kernel.show.Imports;
import asterism.kernel.show.JJava;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.dflib.jjava.jupyter.messages.request.CommInfoRequest;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;
import org.dflib.jjava.jupyter.messages.request.IsCompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.jspecify.annotations.Nullable;

/**
 * The kernel: takes requests one after the other, runs cells on a thread of their own, and answers.
 *
 * <p>It is a {@link BaseKernel} so that extensions written for JJava find in it what they know: its renderer, its
 * display stream, its comms.
 */
final class AsterismKernel extends BaseKernel {

    static final String NAME = "asterism";
    private static final String JAVA_API = "https://docs.oracle.com/en/java/javase/17/docs/api/index.html";
    private static final long STOP_AFTER_MILLIS = 700;

    private final Session session = new Session();
    private final CodeHelp help = new CodeHelp(session);
    private final KernelIo kernelIo;
    private final ExecutorService cells = Executors.newSingleThreadExecutor(r -> daemon(r, "cells"));
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(r -> daemon(r, "watch"));
    private final History history = new History();
    private final Output output = new Output(this::stream);
    private @Nullable volatile Conversation current;

    AsterismKernel() {
        this(new KernelIo());
    }

    private AsterismKernel(KernelIo io) {
        super(
                NAME,
                Main.version(),
                new LanguageInfo(
                        "java",
                        Runtime.version().toString(),
                        "text/x-java-source",
                        ".java",
                        "java",
                        "text/x-java",
                        "script"),
                List.of(new HelpLink("Java API", JAVA_API)),
                null,
                io,
                new CommManager(),
                new Renderer(),
                new MagicParser("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler()),
                new MagicsRegistry(),
                true,
                new StringStyler.Builder().build());
        kernelIo = io;
    }

    private static Thread daemon(Runnable body, String name) {
        var thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String getBanner() {
        return "Asterism " + Main.version() + " on Java " + Runtime.version();
    }

    /** Serves until a shutdown request has been answered. */
    void serve(Channels channels) {
        System.setOut(output.out);
        System.setErr(output.err);
        System.setIn(new TypedInput(() -> {
            output.flush();
            return current;
        }));
        Host.use(new CellHost());
        getCommManager().setIOPubChannel(channels.publisher);
        channels.open();
        channels.publisher.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        Channels.daemon("shell", () -> {
            // the first cells wait for this on their thread; meanwhile the front end connects
            cells.execute(this::begin);
            serveShell(channels);
        });
        serveControl(channels);
        channels.close();
    }

    private void begin() {
        try {
            session.importAll(Imports.statements());
            onStartup();
        } catch (RuntimeException | LinkageError e) {
            // a kernel without its imports is better than none; the log of the server has the reason
            System.getLogger("asterism.kernel").log(System.Logger.Level.ERROR, "not all imports were made", e);
        }
    }

    private void serveShell(Channels channels) {
        var waiting = new ArrayDeque<Message<?>>();
        int toAbort = 0;
        while (true) {
            var request = waiting.isEmpty() ? channels.shell.next(-1) : waiting.poll();
            if (request == null) {
                continue;
            }
            boolean abort = toAbort > 0 && request.getContent() instanceof ExecuteRequest;
            toAbort = Math.max(0, toAbort - 1);
            boolean silent = request.getContent() instanceof ExecuteRequest cell && cell.isSilent();
            var talk = new Conversation(channels, channels.shell, request, silent);
            if (abort) {
                abort(talk);
            } else if (request.getHeader().getType().equals(MessageType.KERNEL_INFO_REQUEST)) {
                talk.setStatusBusy();
                talk.reply(MessageType.KERNEL_INFO_REPLY, info());
            } else {
                onCellThread(() -> handle(talk, request));
            }
            if (talk.hasFailed()) {
                // before the reply leaves: what is waiting now was sent by someone who did not know of the failure
                waiting.addAll(channels.shell.waiting());
                toAbort = waiting.size();
            }
            talk.replies().forEach(channels.shell::sendMessage);
            talk.setStatusIdle();
        }
    }

    private void onCellThread(Runnable work) {
        try {
            cells.submit(work).get();
        } catch (ExecutionException e) {
            System.getLogger("asterism.kernel").log(System.Logger.Level.ERROR, "request failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void abort(Conversation talk) {
        talk.setStatusBusy();
        talk.reply(MessageType.EXECUTE_REPLY, Map.of("status", "aborted"));
    }

    private void handle(Conversation talk, Message<?> request) {
        session.engine().beginCell();
        talk.setStatusBusy();
        var type = request.getHeader().getType();
        try {
            answer(talk, request, type);
        } catch (Throwable e) {
            // an Error must not end the thread: the front end would wait for ever
            talk.reply(type.equals(MessageType.EXECUTE_REQUEST) ? MessageType.EXECUTE_REPLY : replyTo(type), failed(e));
        }
    }

    private static MessageType<?> replyTo(MessageType<?> request) {
        return MessageType.getType(request.getName().replace("_request", "_reply"));
    }

    private static Map<String, Object> failed(Throwable e) {
        return Map.of(
                "status", "error",
                "ename", Failures.name(e),
                "evalue", Failures.message(e),
                "traceback", List.of(Failures.name(e) + ": " + Failures.message(e)));
    }

    private void answer(Conversation talk, Message<?> request, MessageType<?> type) {
        if (request.getContent() instanceof ExecuteRequest cell) {
            execute(talk, cell);
        } else if (request.getContent() instanceof CompleteRequest code) {
            talk.reply(MessageType.COMPLETE_REPLY, help.completions(code.getCode(), code.getCursorPos()));
        } else if (request.getContent() instanceof InspectRequest code) {
            talk.reply(MessageType.INSPECT_REPLY, help.inspection(code.getCode(), code.getCursorPos()));
        } else if (request.getContent() instanceof IsCompleteRequest code) {
            talk.reply(MessageType.IS_COMPLETE_REPLY, help.completeness(code.getCode()));
        } else if (request.getContent() instanceof HistoryRequest past) {
            talk.reply(MessageType.HISTORY_REPLY, Map.of("status", "ok", "history", history.find(past)));
        } else if (request.getContent() instanceof CommInfoRequest) {
            getCommManager().handleCommInfoRequest(talk, typed(request));
        } else if (request.getContent() instanceof CommOpenCommand) {
            getCommManager().handleCommOpenCommand(talk, typed(request));
        } else if (request.getContent() instanceof CommMsgCommand) {
            getCommManager().handleCommMsgCommand(talk, typed(request));
        } else if (request.getContent() instanceof CommCloseCommand) {
            getCommManager().handleCommCloseCommand(talk, typed(request));
        } else if (type.equals(MessageType.KERNEL_INFO_REQUEST)) {
            talk.reply(MessageType.KERNEL_INFO_REPLY, info());
        } else if (request.getContent() instanceof ShutdownRequest shutdown) {
            talk.reply(MessageType.SHUTDOWN_REPLY, Map.of("status", "ok", "restart", shutdown.isRestart()));
        }
    }

    /** The content has been checked; the type parameter follows from it. */
    @SuppressWarnings("unchecked")
    private static <T> Message<T> typed(Message<?> request) {
        return (Message<T>) request;
    }

    private Map<String, Object> info() {
        return Map.of(
                "status", "ok",
                "protocol_version", "5.3",
                "implementation", NAME,
                "implementation_version", getVersion(),
                "banner", getBanner(),
                "help_links", List.of(Map.of("text", "Java API", "url", JAVA_API)),
                "language_info",
                        Map.of(
                                "name", "java",
                                "version", String.valueOf(Runtime.version().feature()),
                                "mimetype", "text/x-java-source",
                                "file_extension", ".java",
                                "pygments_lexer", "java",
                                "codemirror_mode", "text/x-java",
                                "nbconvert_exporter", "script"));
    }

    private void execute(Conversation talk, ExecuteRequest cell) {
        boolean counts = cell.shouldStoreHistory() && !cell.isSilent();
        int number = counts ? executionCount.getAndIncrement() : executionCount.get();
        if (counts) {
            history.add(number, cell.getCode());
        }
        talk.tell(MessageType.PUBLISH_EXECUTE_INPUT, Map.of("code", cell.getCode(), "execution_count", number));
        current = talk;
        kernelIo.attach(talk, cell.isStdinEnabled());
        getCommManager().setMessageContext(talk.getContext());
        try {
            var value = session.run(cell.getCode(), number);
            if (value != null) {
                var shown = render(value);
                output.flush();
                talk.publish(new PublishExecuteResult(number, shown));
            }
            output.flush();
            talk.reply(
                    MessageType.EXECUTE_REPLY,
                    Map.of(
                            "status",
                            "ok",
                            "execution_count",
                            number,
                            "payload",
                            List.of(),
                            "user_expressions",
                            userExpressions(cell)));
        } catch (CellFailure e) {
            output.flush();
            var what = Map.of("ename", e.name(), "evalue", e.message(), "traceback", e.traceback());
            talk.tell(MessageType.PUBLISH_ERROR, what);
            var reply = new LinkedHashMap<String, Object>(what);
            reply.put("status", "error");
            reply.put("execution_count", number);
            talk.reply(MessageType.EXECUTE_REPLY, reply);
            if (cell.shouldStopOnError()) {
                talk.markFailed();
            }
        }
    }

    private Map<String, Object> userExpressions(ExecuteRequest cell) {
        var answers = new LinkedHashMap<String, Object>();
        if (cell.getUserExpr() != null) {
            cell.getUserExpr().forEach((name, code) -> answers.put(name, userExpression(code)));
        }
        return answers;
    }

    private Object userExpression(String code) {
        try {
            var value = session.run(code, 0);
            JsonObject shown = new Gson()
                    .toJsonTree(value == null ? new DisplayData("null") : render(value))
                    .getAsJsonObject();
            shown.addProperty("status", "ok");
            return shown;
        } catch (CellFailure e) {
            return Map.of("status", "error", "ename", e.name(), "evalue", e.message(), "traceback", e.traceback());
        }
    }

    /** What a value looks like; whatever its renderer throws, some text. */
    private DisplayData render(Object value) {
        return JJava.render(getRenderer(), value);
    }

    private void stream(String name, String text) {
        var talk = current;
        if (talk != null) {
            talk.tell(MessageType.PUBLISH_STREAM, Map.of("name", name, "text", text));
        }
    }

    private void serveControl(Channels channels) {
        while (true) {
            var request = channels.control.next(-1);
            if (request == null) {
                continue;
            }
            var talk = new Conversation(channels, channels.control, request, false);
            talk.setStatusBusy();
            boolean shutdown = request.getContent() instanceof ShutdownRequest;
            if (request.getHeader().getType().equals(MessageType.INTERRUPT_REQUEST)) {
                interrupt();
                talk.reply(MessageType.INTERRUPT_REPLY, Map.of("status", "ok"));
            } else {
                try {
                    answer(talk, request, request.getHeader().getType());
                } catch (RuntimeException e) {
                    talk.reply(replyTo(request.getHeader().getType()), failed(e));
                }
            }
            talk.replies().forEach(channels.control::sendMessage);
            talk.setStatusIdle();
            if (shutdown) {
                return;
            }
        }
    }

    @Override
    public void interrupt() {
        if (session.engine().interrupt()) {
            var interrupted = current;
            watch(interrupted);
        }
    }

    private void watch(@Nullable Conversation interrupted) {
        var unused = watch.schedule(() -> stopLater(interrupted), STOP_AFTER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends user code that does not look for the interrupt; says so where this Java cannot. */
    private void stopLater(@Nullable Conversation interrupted) {
        if (current != interrupted) {
            return;
        }
        switch (session.engine().stopHard()) {
            case DONE -> {}
            case LATER -> watch(interrupted);
            case IMPOSSIBLE ->
                System.err.println("The cell runs code of a library that does not look for interrupts; "
                        + "wait for it, or restart the kernel.");
        }
    }

    /** Shows things in the output of the running cell, after what it has printed so far. */
    private final class CellHost implements Host {

        @Override
        public void display(Object value, @Nullable String id) {
            publish(MessageType.PUBLISH_DISPLAY_DATA, new PublishDisplayData(JJava.named(render(value), id)));
        }

        @Override
        public void update(String id, Object value) {
            publish(
                    MessageType.PUBLISH_UPDATE_DISPLAY_DATA,
                    new PublishUpdateDisplayData(JJava.named(render(value), id)));
        }

        @Override
        public void clear(boolean wait) {
            publish(MessageType.PUBLISH_CLEAR_OUTPUT, Map.of("wait", wait));
        }

        private void publish(MessageType<?> type, Object content) {
            output.flush();
            var talk = current;
            if (talk != null) {
                talk.tell(type, content);
            }
        }
    }

    // ---- what JJava extensions may call -------------------------------------------------------------------------

    @Override
    public @Nullable Object evalRaw(String code) {
        try {
            return session.run(code, 0);
        } catch (CellFailure e) {
            throw new IllegalArgumentException(e.name() + ": " + e.message(), e);
        }
    }

    @Override
    public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
        return null;
    }

    @Override
    public @Nullable ReplacementOptions complete(String code, int at) {
        return null;
    }

    @Override
    public String isComplete(String code) {
        return IS_COMPLETE_MAYBE;
    }
}
