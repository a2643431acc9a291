package asterism.kernel;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The five sockets of a kernel.
 *
 * <p>Each socket belongs to one thread that is never interrupted: an interrupt during a socket operation can close the
 * socket for good. Threads that run cells only put messages into queues.
 */
final class Channels implements AutoCloseable {

    /** Messages that may wait for a slow front end before they are dropped; output is batched, so this is much. */
    private static final int HIGH_WATER_MARK = 20_000;

    private final ZMQ.Context context = ZMQ.context(1);
    final Requests shell;
    final Requests control;
    final Publisher publisher;
    final Keyboard keyboard;
    private final KernelConnectionProperties where;

    Channels(KernelConnectionProperties where) throws GeneralSecurityException {
        this.where = where;
        var sign = where.createHMACGenerator();
        shell = new Requests(context, sign, where.getShellPort());
        control = new Requests(context, sign, where.getControlPort());
        publisher = new Publisher(context, sign);
        keyboard = new Keyboard(context, sign);
    }

    /** Binds everything; the shell last, so that whoever gets an answer from it can rely on the others. */
    void open() {
        var heartbeat = context.socket(SocketType.REP);
        heartbeat.bind(address(where, where.getHbPort()));
        daemon("heartbeat", () -> {
            while (!Thread.currentThread().isInterrupted()) {
                heartbeat.send(heartbeat.recv());
            }
        });
        publisher.bind(where);
        keyboard.bind(where);
        control.bind(where);
        shell.bind(where);
    }

    /** Waits until what was published has left, at most a second. */
    @Override
    public void close() {
        publisher.drain();
    }

    private static String address(KernelConnectionProperties where, int port) {
        var separator = "ipc".equals(where.getTransport()) ? "-" : ":";
        return where.getTransport() + "://" + where.getIp() + separator + port;
    }

    static Thread daemon(String name, Runnable body) {
        var thread = new Thread(body, "asterism-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A socket that requests come in on and replies leave by: shell or control. Used by one thread only. */
    static final class Requests extends ShellChannel {

        private final int port;
        private ZMQ.@Nullable Poller poller;

        Requests(ZMQ.Context context, HMACGenerator sign, int port) {
            super(context, sign, false, noConnection());
            this.port = port;
        }

        /** The base class wants a connection only for its own loop, which is not used here. */
        @SuppressWarnings("NullAway")
        private static JupyterConnection noConnection() {
            return null;
        }

        @Override
        public void bind(KernelConnectionProperties where) {
            bind(address(where, port));
            setLinger(1000);
            poller = ctx.poller(1);
            poller.register(this, ZMQ.Poller.POLLIN);
        }

        /** The next request, or null where none comes in time; a message that cannot be read is passed over. */
        @Nullable
        Message<?> next(long timeoutMillis) {
            if (poller == null || poller.poll(timeoutMillis) <= 0) {
                return null;
            }
            try {
                return readMessage();
            } catch (RuntimeException e) {
                System.getLogger("asterism.kernel").log(System.Logger.Level.WARNING, "unreadable message: " + e);
                return null;
            }
        }

        /** Everything that is already on its way: requests until none has come for a moment. */
        List<Message<?>> waiting() {
            var all = new ArrayList<Message<?>>();
            long giveUp = System.nanoTime() + 300_000_000L;
            Message<?> message = next(30);
            while (message != null) {
                all.add(message);
                message = System.nanoTime() < giveUp ? next(30) : null;
            }
            return all;
        }
    }

    /** The socket that everybody listens to. Any thread may send; a thread of its own writes. */
    static final class Publisher extends IOPubChannel {

        private final LinkedBlockingQueue<Message<?>> queue = new LinkedBlockingQueue<>();
        private final AtomicBoolean writing = new AtomicBoolean();

        Publisher(ZMQ.Context context, HMACGenerator sign) {
            super(context, sign);
        }

        @Override
        public void bind(KernelConnectionProperties where) {
            setSndHWM(HIGH_WATER_MARK);
            setLinger(1000);
            bind(address(where, where.getIopubPort()));
            daemon("publisher", this::write);
        }

        // not synchronized, unlike the base class: a cell that prints must not wait for the network
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        @Override
        public void sendMessage(Message<?> message) {
            queue.add(message);
        }

        private void write() {
            try {
                while (true) {
                    var message = queue.take();
                    writing.set(true);
                    try {
                        super.sendMessage(message);
                    } catch (RuntimeException e) {
                        System.getLogger("asterism.kernel").log(System.Logger.Level.WARNING, "not sent: " + e);
                    }
                    writing.set(false);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void drain() {
            long giveUp = System.nanoTime() + 1_000_000_000L;
            try {
                while ((!queue.isEmpty() || writing.get()) && System.nanoTime() < giveUp) {
                    Thread.sleep(5);
                }
                Thread.sleep(20); // the I/O thread of the socket
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks the user for a line. Interruptible, unlike a wait on the socket itself. */
    static final class Keyboard extends StdinChannel {

        private final ExecutorService owner = Executors.newSingleThreadExecutor(r -> {
            var thread = new Thread(r, "asterism-keyboard");
            thread.setDaemon(true);
            return thread;
        });

        Keyboard(ZMQ.Context context, HMACGenerator sign) {
            super(context, sign);
        }

        @Override
        public void bind(KernelConnectionProperties where) {
            bind(address(where, where.getStdinPort()));
        }

        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        @Override
        public String getInput(MessageContext request, String prompt, boolean password) {
            var cancelled = new AtomicBoolean();
            var answer = owner.submit(() -> ask(request, prompt, password, cancelled));
            try {
                return answer.get();
            } catch (InterruptedException e) {
                cancelled.set(true);
                Thread.currentThread().interrupt();
                return "";
            } catch (ExecutionException e) {
                throw new IllegalStateException("no input: " + e.getCause(), e.getCause());
            }
        }

        private String ask(MessageContext request, String prompt, boolean password, AtomicBoolean cancelled) {
            var poller = ctx.poller(1);
            poller.register(this, ZMQ.Poller.POLLIN);
            while (poller.poll(0) > 0) {
                readMessage(); // an answer to a question that was given up
            }
            sendMessage(new Message<>(request, InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password)));
            while (!cancelled.get()) {
                if (poller.poll(50) > 0) {
                    return readMessage(InputReply.MESSAGE_TYPE).getContent().getValue() + "\n";
                }
            }
            return "";
        }
    }
}
