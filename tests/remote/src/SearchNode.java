// An OpenSearch node of Maven's artifacts, for tests: the server as it is, without its scripts and its packaging.
// java -cp 'classes:jars/*' SearchNode NAME DIRECTORY HTTP-PORT TRANSPORT-PORT [SEEDS MANAGERS]

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

public final class SearchNode extends Node {
    private SearchNode(Settings settings, String name) {
        super(
            InternalSettingsPreparer.prepareEnvironment(settings, Collections.emptyMap(), null, () -> name),
            List.of(Netty4Plugin.class, CommonAnalysisPlugin.class),
            true);
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        String home = arguments[1];
        Settings.Builder settings = Settings.builder()
            .put("node.name", name)
            .put("cluster.name", "zhenews-tests")
            .put("path.home", home)
            .put("path.data", home + "/data")
            .put("path.logs", home + "/logs")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[2])
            .put("transport.port", arguments[3])
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
        if (arguments.length < 6) {
            settings.put("discovery.type", "single-node");
        } else {
            settings.putList("discovery.seed_hosts", arguments[4].split(","));
            settings.putList("cluster.initial_cluster_manager_nodes", arguments[5].split(","));
        }
        SearchNode node = new SearchNode(settings.build(), name);
        node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                System.err.println(error);
            }
        }));
        new CountDownLatch(1).await();
    }
}
