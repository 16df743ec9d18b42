package dev.attune.cli.load;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.error.AttuneException;
import dev.attune.platform.home.FirstAdministrator;

/** Who rates in a bench and what: accounts and projects by REST, items by the million as rows of the service's own schema. */
final class LoadWorld {

    private static final String PASSWORD = "a password of the bench";
    private static final String ADMINISTRATOR = "admin";
    private static final String PREFIX = "load-";

    private final LoadPlatform platform;
    private final ServiceClient administrator;

    private LoadWorld(LoadPlatform platform, ServiceClient administrator) {
        this.platform = platform;
        this.administrator = administrator;
    }

    /** Signs the administrator in, with the one-time password or with the bench's own. */
    static LoadWorld of(LoadPlatform platform) throws InterruptedException {
        ServiceClient anonymous = ServiceClient.patient(platform.services().getFirst());
        ServiceClient administrator;
        try {
            administrator = anonymous.signIn(ADMINISTRATOR, PASSWORD);
        } catch (AttuneException firstTime) {
            String given = FirstAdministrator.oneTimePassword(platform.home()).orElseThrow();
            anonymous
                    .signIn(ADMINISTRATOR, given)
                    .post("/api/session/password", Map.of("current", given, "next", PASSWORD), "")
                    .accepted();
            administrator = anonymous.signIn(ADMINISTRATOR, PASSWORD);
        }
        return new LoadWorld(platform, administrator);
    }

    ServiceClient administrator() {
        return administrator;
    }

    /** Tokens of so many raters, who are made as rows: each would cost a hash of a password. */
    List<String> raters(int count) throws SQLException, InterruptedException {
        update("""
                INSERT INTO feedback.account (id, name, password_hash, roles, pseudonym, must_change_password, created_at)
                SELECT gen_random_uuid(), ? || n, a.password_hash, 'ANNOTATOR', 'rater-load-' || n, false, now()
                FROM feedback.account a, generate_series(1, ?) n WHERE a.name = ?
                ON CONFLICT DO NOTHING
                """, PREFIX, count, ADMINISTRATOR);
        URI service = platform.services().getFirst();
        List<String> tokens = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            tokens.add(
                    ServiceClient.patient(service).signIn(PREFIX + i, PASSWORD).token());
        }
        return tokens;
    }

    /** A project of items that wait for ratings; the answers have a few hundred characters each. */
    String project(String name, int ratingsPerItem, int items) throws SQLException, InterruptedException {
        Map<String, Object> project =
                Map.of("name", name, "guidelines", "The raters are programs.", "ratingsPerItem", ratingsPerItem);
        String id = administrator
                .post("/api/projects", project, UUID.randomUUID().toString())
                .accepted()
                .body()
                .path("id")
                .asText();
        addItems(UUID.fromString(id), ratingsPerItem, items, 0);
        return id;
    }

    /** A project of that name, if there is one. */
    String known(String name) throws SQLException {
        try (Connection connection = platform.database();
                PreparedStatement asked =
                        connection.prepareStatement("SELECT id FROM feedback.project WHERE name = ?")) {
            asked.setString(1, name);
            try (ResultSet found = asked.executeQuery()) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }

    /** Ten items a prompt; each has so many ratings already as {@code accepted} says. */
    private void addItems(UUID project, int ratingsPerItem, int items, int accepted) throws SQLException {
        fill("""
                INSERT INTO feedback.prompt (id, project_id, messages, fingerprint, split, created_at)
                SELECT gen_random_uuid(), p, '[{"role":"user","content":"Question ' || n || ': '
                           || repeat('what is the best way to say it? ', 5) || '"}]',
                       'load-' || n, CASE WHEN n % 10 = 0 THEN 'HELD_OUT' ELSE 'TRAIN' END, now()
                FROM (SELECT ?::uuid AS p) of, generate_series(1, ?) n
                """, project, (items + 9) / 10);
        fill("""
                INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id,
                                           first_candidate, second_candidate, ratings_per_item, accepted, created_at)
                SELECT gen_random_uuid(), p.project_id, p.id, 'a' || k, 'b' || k,
                       answer('a' || k, p.fingerprint), answer('b' || k, p.fingerprint), ?, ?, now()
                FROM (SELECT * FROM feedback.prompt WHERE project_id = ? ORDER BY created_at, fingerprint) p,
                     generate_series(0, 9) k
                LIMIT ?
                """.replace("answer(", "feedback.load_answer("), ratingsPerItem, accepted, project, items);
        fill("""
                INSERT INTO feedback.open_item (item_id, project_id, position)
                SELECT id, project_id, position FROM feedback.item WHERE project_id = ?
                """, project);
    }

    /** Answers as inference-service makes them, in the service's own schema. */
    void prepare() throws SQLException {
        update("""
                CREATE OR REPLACE FUNCTION feedback.load_answer(id text, seed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
                    SELECT '{"candidateId":"' || id || '","text":"' || seed || ' '
                           || repeat('An answer says what it has to say and then goes on. ', 7)
                           || '","checkpointId":"load","sampling":{"temperature":1.0,"topP":1.0,"topK":0,"maxNewTokens":128,"seed":1},'
                           || '"finishReason":"stop"}'
                $$
                """);
    }

    /**
     * A project of many items, each of which has three ratings and wants a fourth. Who has rated, has rated 48 in a row: the first ones have
     * all behind them that others still have to rate, and come last to what is new.
     */
    String filled(String name, int items, int raters) throws SQLException, InterruptedException {
        Map<String, Object> project =
                Map.of("name", name, "guidelines", "The raters are programs.", "ratingsPerItem", 4);
        UUID id = UUID.fromString(administrator
                .post("/api/projects", project, UUID.randomUUID().toString())
                .accepted()
                .body()
                .path("id")
                .asText());
        addItems(id, 4, items, 3);
        int groups = raters / 3;
        fill("""
                INSERT INTO feedback.rating (id, item_id, project_id, account_id, verdict, strength, left_first,
                                             dwell_millis, source, rated_at)
                SELECT gen_random_uuid(), i.id, i.project_id, a.id, CASE WHEN i.n % 2 = 0 THEN 'LEFT' ELSE 'RIGHT' END,
                       1 + i.n % 3, i.n % 2 = 1, 4000 + i.n % 1000, 'program',
                       now() - interval '1 day' + i.n * interval '50 milliseconds'
                FROM (SELECT id, project_id, row_number() OVER (ORDER BY position) - 1 AS n
                      FROM feedback.item WHERE project_id = ?) i
                    CROSS JOIN generate_series(0, 2) k
                    JOIN feedback.account a ON a.name = ? || (1 + 3 * (i.n * ? / ?) + k)
                """, id, PREFIX, groups, items);
        settle();
        return id.toString();
    }

    /** What a database in operation has done long ago. */
    void settle() throws SQLException {
        try (Connection connection = platform.database();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        }
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = platform.database()) {
            run(connection, sql, parameters);
        }
    }

    /** The same without triggers, which look up each row's keys: what is made here fits. */
    private void fill(String sql, Object... parameters) throws SQLException {
        try (Connection connection = platform.database()) {
            run(connection, "SET session_replication_role = replica");
            run(connection, sql, parameters);
        }
    }

    private static void run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
