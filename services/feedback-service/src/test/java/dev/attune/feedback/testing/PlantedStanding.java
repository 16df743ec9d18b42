package dev.attune.feedback.testing;

/**
 * Votes between checkpoints as the service itself would have written them: one item for each of {@code %d} prompts, four votes each, by forty raters.
 * {@code policy-a} to {@code policy-d} are better in this order, and each meets each; {@code policy-e} and {@code policy-f} meet each other only, in
 * every 25th. The left side has a small advantage, an eighth are ties, one in 25 finds both bad.
 */
public final class PlantedStanding {

    private static final String ACCOUNTS = """
            INSERT INTO feedback.account (id, name, password_hash, roles, pseudonym, must_change_password, created_at)
            SELECT gen_random_uuid(), 'judge-' || p.id || '-' || k, 'none', 'ANNOTATOR', 'judge-' || p.id || '-' || k, false, now()
            FROM feedback.project p, generate_series(0, 39) k WHERE p.id = CAST(? AS uuid)
            """;

    private static final String PROMPTS = """
            INSERT INTO feedback.prompt (id, project_id, messages, fingerprint, split, created_at)
            SELECT gen_random_uuid(), p.id, '[{"role":"user","content":"asked ' || n || '"}]', 'asked-' || n, 'TRAIN', now()
            FROM feedback.project p, generate_series(1, %d) n WHERE p.id = CAST(? AS uuid)
            """;

    private static final String ITEMS = """
            INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id, first_candidate,
                second_candidate, ratings_per_item, accepted, created_at)
            SELECT gen_random_uuid(), q.project_id, q.id, 'one', 'two',
                   format(made, 'one', repeat('word ', 5 + n * 13 % 40), CASE WHEN n % 25 = 0 THEN 'e' ELSE substr('aaabbc', n % 6 + 1, 1) END),
                   format(made, 'two', repeat('word ', 5 + n * 29 % 40), CASE WHEN n % 25 = 0 THEN 'f' ELSE substr('bcdcdd', n % 6 + 1, 1) END),
                   4, 4, now()
            FROM feedback.prompt q
                 CROSS JOIN LATERAL (SELECT CAST(substr(q.fingerprint, 7) AS integer) AS n,
                     '{"candidateId":"%s","text":"%s","checkpointId":"policy-%s","sampling":{"temperature":1.0,'
                     || '"topP":1.0,"topK":0,"maxNewTokens":1,"seed":0},"finishReason":"stop"}' AS made) f
            WHERE q.project_id = CAST(? AS uuid) AND q.fingerprint LIKE 'asked-%'
            """;

    private static final String RATINGS = """
            INSERT INTO feedback.rating (id, item_id, project_id, account_id, lease_id, verdict, strength, left_first, dwell_millis, source,
                rated_at)
            SELECT gen_random_uuid(), v.item, v.project, v.account, gen_random_uuid(),
                   CASE WHEN v.luck >= 0.96 THEN 'BOTH_BAD' WHEN v.luck >= 0.84 THEN 'TIE'
                        WHEN (v.luck / 0.84 < 1 / (1 + exp(-v.ahead - CASE WHEN v.left_first THEN 0.2 ELSE -0.2 END))) = v.left_first THEN 'LEFT'
                        ELSE 'RIGHT' END,
                   CASE WHEN v.luck >= 0.84 THEN 0 ELSE 1 END, v.left_first, 1000, 'page', now() - make_interval(secs => 3600 - v.n % 3600)
            FROM (SELECT i.id AS item, i.project_id AS project, a.id AS account, n.n, (n.n / 2 + t.turn) % 2 = 0 AS left_first,
                         CAST((CAST(n.n AS bigint) * 7919 + t.turn * 104729 + n.n / 8 * 311) % 1009 AS double precision) / 1009 AS luck,
                         (ARRAY[0.5, 0.9, 1.5, 0.4, 1.0, 0.6])[n.n % 6 + 1] * CASE WHEN n.n % 25 = 0 THEN 0.3 ELSE 1 END AS ahead
                  FROM feedback.item i
                       JOIN feedback.prompt q ON q.id = i.prompt_id
                       CROSS JOIN LATERAL (SELECT CAST(substr(q.fingerprint, 7) AS integer) AS n) n
                       CROSS JOIN generate_series(0, 3) AS t (turn)
                       JOIN feedback.account a ON a.name = 'judge-' || i.project_id || '-' || (n.n / 6 + 10 * t.turn) % 40
                  WHERE i.project_id = CAST(? AS uuid) AND q.fingerprint LIKE 'asked-%') v
            """;

    private PlantedStanding() {}

    /** Statements of one parameter, the project, in their order. */
    public static String[] statements(int prompts) {
        return new String[] {ACCOUNTS, PROMPTS.formatted(prompts), ITEMS, RATINGS};
    }
}
