package dev.attune.feedback.testing;

/**
 * Pairs and votes as the service itself would have written them, in a project: {@code %d} pairs, the first answer of each even one is better;
 * twelve raters of whom each rates every third pair with three others, sides by turns. The first tosses coins, the second has it the wrong
 * way round, the others are right in seven of eight. All are accounts of the name {@code planted-PROJECT-k}.
 */
public final class PlantedVotes {

    private static final String ACCOUNTS = """
            INSERT INTO feedback.account (id, name, password_hash, roles, pseudonym, must_change_password, created_at)
            SELECT gen_random_uuid(), 'planted-' || p.id || '-' || k, 'none', 'ANNOTATOR', 'planted-' || p.id || '-' || k, false, now()
            FROM feedback.project p, generate_series(0, 11) k WHERE p.id = CAST(? AS uuid)
            """;

    private static final String PROMPTS = """
            INSERT INTO feedback.prompt (id, project_id, messages, fingerprint, split, created_at)
            SELECT gen_random_uuid(), p.id, '[{"role":"user","content":"planted ' || n || '"}]', 'planted-' || n, 'TRAIN', now()
            FROM feedback.project p, generate_series(1, %d) n WHERE p.id = CAST(? AS uuid)
            """;

    private static final String ITEMS = """
            INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id, first_candidate,
                second_candidate, ratings_per_item, accepted, created_at)
            SELECT gen_random_uuid(), project_id, id, 'a', 'b', format(one, 'a', 'no'), format(one, 'b', 'yes'), 4, 4, now()
            FROM feedback.prompt, (SELECT '{"candidateId":"%s","text":"%s","checkpointId":"c","sampling":{"temperature":1.0,'
                || '"topP":1.0,"topK":0,"maxNewTokens":1,"seed":0},"finishReason":"stop"}' AS one) f
            WHERE project_id = CAST(? AS uuid) AND fingerprint LIKE 'planted-%'
            """;

    private static final String RATINGS = """
            INSERT INTO feedback.rating (id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source,
                rated_at)
            SELECT gen_random_uuid(), v.item, v.project, v.account,
                   CASE WHEN v.says_first = v.left_first THEN 'LEFT' ELSE 'RIGHT' END, 1, v.left_first, 1000, 'page', now()
            FROM (SELECT i.id AS item, i.project_id AS project, a.id AS account, (n.n / 2 + k.k) % 2 = 0 AS left_first,
                         CASE k.k WHEN 0 THEN (n.n * 7 + n.n / 3) % 5 < 3 WHEN 1 THEN n.n % 2 = 1
                                  ELSE (n.n % 2 = 0) = ((n.n * 31 + k.k * 17 + n.n / 8) % 8 <> 0) END AS says_first
                  FROM feedback.item i
                       JOIN feedback.prompt q ON q.id = i.prompt_id
                       CROSS JOIN LATERAL (SELECT CAST(substr(q.fingerprint, 9) AS integer) AS n) n
                       JOIN generate_series(0, 11) AS k (k) ON (n.n + k.k) % 3 = 0
                       JOIN feedback.account a ON a.name = 'planted-' || i.project_id || '-' || k.k
                  WHERE i.project_id = CAST(? AS uuid) AND q.fingerprint LIKE 'planted-%') v
            """;

    private PlantedVotes() {}

    /** Statements of one parameter, the project, in their order. */
    public static String[] statements(int pairs) {
        return new String[] {ACCOUNTS, PROMPTS.formatted(pairs), ITEMS, RATINGS};
    }
}
