import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A Neo4j Community server for the tests. Run with one argument, a home folder that holds neo4j.conf. Prints "bolt PORT" when it
 * listens, and lives until its standard input ends: that pipe closes when the parent ends, even by SIGKILL. Removes its home then.
 */
final class Main {
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        var server = new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(home.resolve("neo4j.conf")).build();
        var ports = ((GraphDatabaseAPI) server.database("system")).getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        System.out.println("bolt " + ports.getLocalAddress(ConnectorType.BOLT).getPort());
        System.out.flush();
        while (System.in.read() != -1) {}
        // The parent is gone. No shutdown: it takes ten seconds, for data that nobody will read again.
        remove(home);
        Runtime.getRuntime().halt(0);
    }

    /** Three tries: the server may still add a file to a folder that is about to go. */
    private static void remove(Path folder) {
        for (int i = 0; i < 3 && Files.exists(folder); i++) {
            try (var paths = Files.walk(folder)) {
                paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            } catch (IOException | UncheckedIOException gone) {
                continue;
            }
        }
    }
}
