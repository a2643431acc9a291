package asterism.kernel.install;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Starts a kernel as Jupyter does, runs some cells in it and ends it again: the smallest front end there is. */
final class Trial {

    private static final long PATIENCE_MILLIS = 120_000;
    private static final Gson GSON = new Gson();

    private final String key = UUID.randomUUID().toString();
    private final String session = UUID.randomUUID().toString();

    /**
     * What came of it.
     *
     * @param readySeconds from the start of the process to the first answer
     * @param cellSeconds  each cell
     * @param failure      what the first cell that failed said, or empty
     */
    record Outcome(double readySeconds, List<Double> cellSeconds, String failure) {}

    /**
     * Runs cells in a fresh kernel.
     *
     * @param command gives the words of the command, given the connection file
     * @throws IOException where the kernel does not start or does not answer
     */
    Outcome run(Function<Path, List<String>> command, List<String> cells) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("asterism-trial");
        var file = folder.resolve("connection.json");
        var log = folder.resolve("kernel.log");
        var ports = freePorts(5);
        Files.writeString(file, GSON.toJson(connection(ports)));
        long begin = System.nanoTime();
        var process = new ProcessBuilder(command.apply(file))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (var context = new ZContext()) {
            var shell = connect(context, ports.get(0));
            var control = connect(context, ports.get(1));
            ask(shell, process, log, "kernel_info_request", Map.of());
            double ready = seconds(begin);
            var times = new ArrayList<Double>();
            var failure = "";
            for (var cell : cells) {
                long at = System.nanoTime();
                var reply = ask(shell, process, log, "execute_request", execute(cell));
                times.add(seconds(at));
                if (failure.isEmpty() && !"ok".equals(reply.get("status").getAsString())) {
                    failure = reply.get("ename").getAsString() + ": "
                            + reply.get("evalue").getAsString();
                }
            }
            ask(control, process, log, "shutdown_request", Map.of("restart", false));
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) { // it writes its class archive now
                throw new IOException("the kernel does not end");
            }
            return new Outcome(ready, times, failure);
        } finally {
            process.destroyForcibly();
            for (var left : List.of(file, log, folder)) {
                Files.deleteIfExists(left);
            }
        }
    }

    private static double seconds(long begin) {
        return 1e-9 * (System.nanoTime() - begin);
    }

    private Map<String, Object> connection(List<Integer> ports) {
        return Map.of(
                "transport", "tcp",
                "ip", "127.0.0.1",
                "signature_scheme", "hmac-sha256",
                "key", key,
                "shell_port", ports.get(0),
                "control_port", ports.get(1),
                "iopub_port", ports.get(2),
                "stdin_port", ports.get(3),
                "hb_port", ports.get(4));
    }

    private static Map<String, Object> execute(String code) {
        return Map.of(
                "code", code,
                "silent", false,
                "store_history", false,
                "user_expressions", Map.of(),
                "allow_stdin", false,
                "stop_on_error", false);
    }

    private static List<Integer> freePorts(int n) throws IOException {
        var open = new ArrayList<ServerSocket>();
        var ports = new ArrayList<Integer>();
        try {
            for (int i = 0; i < n; i++) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                open.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
        return ports;
    }

    private static ZMQ.Socket connect(ZContext context, int port) {
        var socket = context.createSocket(SocketType.DEALER);
        socket.setLinger(0);
        socket.connect("tcp://127.0.0.1:" + port);
        return socket;
    }

    /** Sends a request and waits for its reply. */
    private JsonObject ask(ZMQ.Socket socket, Process process, Path log, String type, Map<String, Object> content)
            throws IOException {
        var header = GSON.toJson(Map.of(
                "msg_id",
                UUID.randomUUID().toString(),
                "session",
                session,
                "username",
                "trial",
                "date",
                java.time.Instant.now().toString(),
                "msg_type",
                type,
                "version",
                "5.3"));
        var body = GSON.toJson(content);
        for (var part : List.of("<IDS|MSG>", sign(header, "{}", "{}", body), header, "{}", "{}")) {
            socket.sendMore(part);
        }
        socket.send(body);
        socket.setReceiveTimeOut(200);
        long giveUp = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < giveUp) {
            var part = socket.recvStr();
            if (part == null) {
                if (!process.isAlive()) {
                    throw new IOException("the kernel ended with status " + process.exitValue() + ":\n"
                            + Files.readString(log, StandardCharsets.UTF_8).strip());
                }
                continue;
            }
            var parts = new ArrayList<>(List.of(part));
            while (socket.hasReceiveMore()) {
                parts.add(socket.recvStr());
            }
            return GSON.fromJson(parts.get(parts.indexOf("<IDS|MSG>") + 5), JsonObject.class);
        }
        throw new IOException("no answer to " + type + " in " + PATIENCE_MILLIS / 1000 + " s");
    }

    private String sign(String... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (var part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
